package dev.gopherscope.kernel.protocol;

import java.util.List;
import java.util.Map;

/**
 * What kernel_info says of the kernel itself.
 *
 * @param implementation its name
 * @param version its version
 * @param helpLinks text and address of each entry that front ends add to their help menu
 */
public record KernelIdentity(String implementation, String version, List<Map<String, String>> helpLinks) {

    public KernelIdentity {
        helpLinks = List.copyOf(helpLinks);
    }

    /** A menu entry. */
    public static Map<String, String> link(String text, String url) {
        return Map.of("text", text, "url", url);
    }
}
