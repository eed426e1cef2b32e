package dev.gopherscope.kernel.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes one kernel from another, apart from its language.
 *
 * @param implementation its name, for kernel_info
 * @param version its version, for kernel_info
 * @param helpLinks {@code text} and {@code url} of each entry that front ends add to their help menu
 * @param limits of a cell's output
 * @param historyFile keeps history between kernels, or null
 * @param targets what front ends may open comms to, by name
 */
public record KernelSettings(
        String implementation,
        String version,
        List<Map<String, String>> helpLinks,
        OutputLimits limits,
        @Nullable HistoryFile historyFile,
        Map<String, CommTarget> targets) {

    public KernelSettings {
        helpLinks = List.copyOf(helpLinks);
        targets = Map.copyOf(targets);
    }

    /** A kernel with default limits that forgets its history. */
    public static KernelSettings of(String implementation, String version) {
        return new KernelSettings(implementation, version, List.of(), OutputLimits.DEFAULT, null, Map.of());
    }

    /** With one more entry in the help menu. */
    public KernelSettings withHelp(String text, String url) {
        var more = new ArrayList<>(helpLinks);
        more.add(Map.of("text", text, "url", url));
        return new KernelSettings(implementation, version, more, limits, historyFile, targets);
    }

    public KernelSettings withLimits(OutputLimits other) {
        return new KernelSettings(implementation, version, helpLinks, other, historyFile, targets);
    }

    public KernelSettings withHistory(HistoryFile file) {
        return new KernelSettings(implementation, version, helpLinks, limits, file, targets);
    }

    /** With a target that front ends may open comms to. */
    public KernelSettings withTarget(String name, CommTarget target) {
        var more = new HashMap<>(targets);
        more.put(name, target);
        return new KernelSettings(implementation, version, helpLinks, limits, historyFile, more);
    }
}
