package dev.gopherscope.modules.command;

import java.util.List;

/**
 * What a go command said.
 *
 * @param exit 0 or 1
 */
public record GoResult(List<String> arguments, int exit, String out, String err) {
    /** Lines of standard output. */
    public List<String> lines() {
        return out.lines().toList();
    }

    /** Lines of standard error, without reports of downloads. */
    public List<String> messages() {
        return err.lines().filter(l -> !l.startsWith("go: downloading ")).toList();
    }

    public boolean ok() {
        return exit == 0;
    }

    /** As a terminal shows it. */
    @Override
    public String toString() {
        return "$ go " + String.join(" ", arguments) + "\n" + out + err
                + (exit == 0 ? "" : "exit status " + exit + "\n");
    }
}
