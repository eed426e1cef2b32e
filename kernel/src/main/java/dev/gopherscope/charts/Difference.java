package dev.gopherscope.charts;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Function;

/** The name of a run among others: the settings in which they differ. */
final class Difference {
    private Difference() {}

    static String name(Run run, Run... all) {
        var parts = new ArrayList<String>();
        add(parts, run, all, go -> "Go " + go.version().name());
        add(parts, run, all, go -> go.procs() + (go.procs() == 1 ? " P" : " Ps"));
        add(parts, run, all, go -> go.gogc() < 0 ? "GOGC=off" : "GOGC=" + go.gogc());
        add(parts, run, all, go -> "seed " + go.seed());
        return parts.isEmpty() ? "run" : String.join(", ", parts);
    }

    private static void add(ArrayList<String> parts, Run run, Run[] all, Function<Go, String> setting) {
        if (Arrays.stream(all).map(Run::settings).map(setting).distinct().count() > 1) {
            parts.add(setting.apply(run.settings()));
        }
    }
}
