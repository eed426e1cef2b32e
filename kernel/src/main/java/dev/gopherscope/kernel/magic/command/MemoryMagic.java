package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.display.DataTable;
import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;

/** {@code %memory}. */
public final class MemoryMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.line("memory", "Shows the memory of the kernel's own process.")
            .option("-g, --gc", "collect garbage first, so that \"used\" is what is reachable")
            .notes("This is the memory of Java. The heap of a simulated Go program is shown by `run.heap()`.")
            .example("%memory -g");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) {
        if (call.arguments().has("-g")) {
            System.gc();
        }
        var memory = ManagementFactory.getMemoryMXBean();
        var threads = ManagementFactory.getThreadMXBean();
        var classes = ManagementFactory.getClassLoadingMXBean();
        return new DataTable(
                "Memory of the kernel",
                List.of("part", "used", "reserved", "limit"),
                List.of(false, true, true, true),
                List.of(
                        row("Java heap", memory.getHeapMemoryUsage()),
                        row("classes and compiled code", memory.getNonHeapMemoryUsage()),
                        List.of("threads", String.valueOf(threads.getThreadCount()), "", ""),
                        List.of("loaded classes", String.valueOf(classes.getLoadedClassCount()), "", "")),
                4);
    }

    private static List<String> row(String name, MemoryUsage usage) {
        return List.of(
                name,
                mebibytes(usage.getUsed()),
                mebibytes(usage.getCommitted()),
                usage.getMax() < 0 ? "none" : mebibytes(usage.getMax()));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
