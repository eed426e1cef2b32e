package dev.gopherscope.kernel.widget;

import org.jspecify.annotations.Nullable;

/** A slider over whole numbers (ipywidgets, IntSliderModel). */
public final class IntSlider extends Control<Integer> {
    private final int min;
    private final int max;
    private final int step;

    IntSlider(String label, int min, int max, int value, int step) {
        super(ModelType.control("IntSlider"), label, "value", Style.described("Slider"));
        if (min > max || step < 1) {
            throw new IllegalArgumentException("slider(\"" + label + "\", " + min + ", " + max + ", " + value + ", "
                    + step + "): give the least value, then the greatest, and a step of 1 or more");
        }
        this.min = min;
        this.max = max;
        this.step = step;
        set("min", min);
        set("max", max);
        set("step", step);
        set("orientation", "horizontal");
        set("readout", true);
        set("readout_format", "d");
        set("continuous_update", true);
        set("behavior", "drag-tap");
        set("value", stateOf(value));
    }

    @Override
    Integer valueOf(Object state) {
        return (Integer) state;
    }

    @Override
    Object stateOf(Integer value) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "the slider \"" + label() + "\" goes from " + min + " to " + max + ", not to " + value);
        }
        return value;
    }

    @Override
    @Nullable
    Object valid(@Nullable Object wanted) {
        return wanted instanceof Number number ? (int) Math.max(min, Math.min(max, number.longValue())) : null;
    }

    @Override
    String range() {
        return "a slider from " + min + " to " + max + (step == 1 ? "" : " in steps of " + step);
    }
}
