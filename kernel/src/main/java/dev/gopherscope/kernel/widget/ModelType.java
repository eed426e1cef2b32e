package dev.gopherscope.kernel.widget;

import java.util.Map;

/**
 * Which class of the front end stands for a model: its name, the module that has it, and the version of that module. Names and
 * versions are those of ipywidgets 8 ("Jupyter widget model state").
 */
record ModelType(
        String model, String modelModule, String modelVersion, String view, String viewModule, String viewVersion) {

    private static final String BASE = "@jupyter-widgets/base";
    private static final String CONTROLS = "@jupyter-widgets/controls";
    private static final String OUTPUT = "@jupyter-widgets/output";
    private static final String VERSION = "2.0.0";
    private static final String OUTPUT_VERSION = "1.0.0";

    static final ModelType LAYOUT = new ModelType("LayoutModel", BASE, VERSION, "LayoutView", BASE, VERSION);
    static final ModelType OUTPUT_AREA =
            new ModelType("OutputModel", OUTPUT, OUTPUT_VERSION, "OutputView", OUTPUT, OUTPUT_VERSION);

    /** A control whose model and view bear one name. */
    static ModelType control(String name) {
        return control(name + "Model", name + "View");
    }

    static ModelType control(String model, String view) {
        return new ModelType(model, CONTROLS, VERSION, view, CONTROLS, VERSION);
    }

    /** The style of a kind of control. */
    static ModelType style(String name) {
        return new ModelType(name + "StyleModel", CONTROLS, VERSION, "StyleView", BASE, VERSION);
    }

    /** What the state of a model says of its type. */
    Map<String, Object> state() {
        return Map.of(
                "_model_name", model,
                "_model_module", modelModule,
                "_model_module_version", modelVersion,
                "_view_name", view,
                "_view_module", viewModule,
                "_view_module_version", viewVersion);
    }
}
