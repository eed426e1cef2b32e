package dev.gopherscope.kernel.widget;

/** How a control looks, apart from its place. */
final class Style extends Model {

    /** @param control the kind of control, such as {@code Slider} */
    Style(String control) {
        super(ModelType.style(control));
    }

    /** One that shows labels of any length whole; by default a front end cuts long ones. */
    static Style described(String control) {
        var style = new Style(control);
        style.set("description_width", "initial");
        return style;
    }
}
