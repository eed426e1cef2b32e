package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;

/** {@code %timeit}. The loop is in {@link dev.gopherscope.kernel.magic.Timing}, which the code is handed to as a lambda. */
public final class TimeitMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.both(
                    "timeit", "Times code many times over and shows how the times spread.")
            .operands("CODE")
            .notes("""
                    Code first runs for 0.3 s to warm up: the JVM compiles what runs often, and those runs are not counted. Then it runs in
                    up to 200 samples within 1 s; a sample repeats code that is fast, so that the clock can measure it. Shown are the median,
                    the 5th and 95th percentile, the range and a histogram of the samples. An expression or one statement on a line; more
                    statements as a cell. The value of an expression is kept from the JVM's eye, so that its computation is not left out.""")
            .example("%timeit Math.sqrt(x)")
            .example("%%timeit\nvar sum = 0L;\nfor (int i = 0; i < 1000; i++) sum += i;");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) {
        String code = call.isCell() ? call.body() : call.text();
        if (code.isBlank()) {
            throw call.misused("it needs code to time.");
        }
        String timing = "dev.gopherscope.kernel.magic.Timing.measure(() -> ";
        String bare = code.strip().replaceFirst(";$", "");
        boolean expression =
                !call.isCell() && !bare.contains(";") && !bare.matches("(?s)(for|while|if|var|int|long)\\b.*");
        return call.java(
                expression ? timing + bare + ")" : timing + "{" + (call.isCell() ? "\n" : " ") + code + "\n})");
    }
}
