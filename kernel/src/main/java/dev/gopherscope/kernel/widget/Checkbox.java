package dev.gopherscope.kernel.widget;

import org.jspecify.annotations.Nullable;

/** Yes or no (ipywidgets, CheckboxModel). */
public final class Checkbox extends Control<Boolean> {

    Checkbox(String label, boolean value) {
        super(ModelType.control("Checkbox"), label, "value", Style.described("Checkbox"));
        set("indent", false);
        layout("width", "auto");
        layout("margin", "2px 16px 2px 2px");
        set("value", value);
    }

    @Override
    Boolean valueOf(Object state) {
        return (Boolean) state;
    }

    @Override
    Object stateOf(Boolean value) {
        return value;
    }

    @Override
    @Nullable
    Object valid(@Nullable Object wanted) {
        return wanted instanceof Boolean ? wanted : null;
    }

    @Override
    String valueText() {
        return value() ? "yes" : "no";
    }

    @Override
    String range() {
        return "yes or no";
    }
}
