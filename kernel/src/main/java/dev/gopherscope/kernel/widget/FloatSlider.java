package dev.gopherscope.kernel.widget;

import org.jspecify.annotations.Nullable;

/** A slider over numbers (ipywidgets, FloatSliderModel). */
public final class FloatSlider extends Control<Double> {
    private final double min;
    private final double max;

    FloatSlider(String label, double min, double max, double value, double step) {
        super(ModelType.control("FloatSlider"), label, "value", Style.described("Slider"));
        if (!(min <= max && step > 0 && Double.isFinite(min) && Double.isFinite(max))) {
            throw new IllegalArgumentException("slider(\"" + label + "\", " + min + ", " + max + ", " + value + ", "
                    + step + "): give the least value, then the greatest, both finite, and a positive step");
        }
        this.min = min;
        this.max = max;
        set("min", min);
        set("max", max);
        set("step", step);
        set("orientation", "horizontal");
        set("readout", true);
        set("readout_format", step >= 0.01 ? ".2f" : ".4g");
        set("continuous_update", true);
        set("behavior", "drag-tap");
        set("value", stateOf(value));
    }

    @Override
    Double valueOf(Object state) {
        return (Double) state;
    }

    @Override
    Object stateOf(Double value) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    "the slider \"" + label() + "\" goes from " + min + " to " + max + ", not to " + value);
        }
        return value;
    }

    @Override
    @Nullable
    Object valid(@Nullable Object wanted) {
        return wanted instanceof Number number && !Double.isNaN(number.doubleValue())
                ? (Double) Math.max(min, Math.min(max, number.doubleValue()))
                : null;
    }

    @Override
    String range() {
        return "a slider from " + min + " to " + max;
    }
}
