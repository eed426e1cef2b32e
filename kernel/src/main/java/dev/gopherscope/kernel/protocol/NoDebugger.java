package dev.gopherscope.kernel.protocol;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers debug_request (Jupyter messaging, "Debug request") with why there is no debugger. Breakpoints in cells need the
 * Java debug interface, and a JVM can't use it on itself: a thread that stops at a breakpoint may hold the locks that the
 * debugger's own threads need, and the connection needs a second process. So the kernel does not offer it; kernel_info says
 * so ({@code debugger: false}), and front ends then hide their debugger.
 */
final class NoDebugger {

    private static final String REASON =
            "This kernel has no debugger: cells run in the kernel's own JVM, which can't stop"
                    + " itself at a breakpoint and go on answering. Show values with System.out.println or display(...).";

    private NoDebugger() {}

    /** A response of the Debug Adapter Protocol that says that the request failed. */
    static void answer(Request request) {
        var asked = request.message().content();
        var content = new LinkedHashMap<String, @Nullable Object>();
        content.put("status", "error");
        content.put("ename", "NoDebugger");
        content.put("evalue", REASON);
        content.put("type", "response");
        content.put("request_seq", asked.get("seq") instanceof Number seq ? seq : 0);
        content.put("success", false);
        content.put("command", asked.get("command") instanceof String command ? command : "");
        content.put("message", REASON);
        request.reply(content);
    }
}
