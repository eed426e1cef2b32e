package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.MimeBundle;
import java.util.List;
import java.util.function.IntFunction;

/** A picture of several steps with a slider over them. Where no front end can answer, it is shown still. */
final class Stepped extends Box {

    private static final String WIDTH = "720px";

    private final MimeBundle still;

    private Stepped(IntSlider slider, Words picture, MimeBundle still) {
        super(false, List.of(slider, picture));
        this.still = still;
    }

    static Stepped of(String label, int steps, IntFunction<String> picture, MimeBundle still) {
        var slider = new IntSlider(label, 0, steps - 1, 0, 1);
        slider.layout("width", WIDTH);
        slider.layout("max_width", "100%");
        var shown = Words.html(picture.apply(0));
        slider.reaction(step -> shown.value(picture.apply(step)));
        return new Stepped(slider, shown, still);
    }

    @Override
    MimeBundle bundle() {
        return liveOr(still);
    }
}
