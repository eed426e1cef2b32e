package dev.gopherscope.kernel.widget;

import java.util.List;

/** Size and place of a widget in the page: CSS properties by name. */
final class Layout extends Model {

    /** Those that front ends know (ipywidgets, LayoutModel). */
    private static final List<String> PROPERTIES = List.of(
            "align_content",
            "align_items",
            "align_self",
            "border_bottom",
            "border_left",
            "border_right",
            "border_top",
            "bottom",
            "display",
            "flex",
            "flex_flow",
            "grid_area",
            "grid_auto_columns",
            "grid_auto_flow",
            "grid_auto_rows",
            "grid_column",
            "grid_gap",
            "grid_row",
            "grid_template_areas",
            "grid_template_columns",
            "grid_template_rows",
            "height",
            "justify_content",
            "justify_items",
            "left",
            "margin",
            "max_height",
            "max_width",
            "min_height",
            "min_width",
            "object_fit",
            "object_position",
            "order",
            "overflow",
            "padding",
            "right",
            "top",
            "visibility",
            "width");

    Layout() {
        super(ModelType.LAYOUT);
    }

    /** Sets a property, written as in CSS or with underscores. */
    void property(String name, String value) {
        String key = name.replace('-', '_');
        if (!PROPERTIES.contains(key)) {
            throw new IllegalArgumentException(
                    "a widget has no layout property \"" + name + "\"; it has " + String.join(", ", PROPERTIES));
        }
        set(key, value);
    }
}
