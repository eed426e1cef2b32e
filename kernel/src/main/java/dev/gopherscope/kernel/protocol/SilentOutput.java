package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import org.jspecify.annotations.Nullable;

/**
 * The output of a silent cell, which nobody sees. It may still ask for input.
 *
 * @param request the cell
 * @param stdin asks
 */
record SilentOutput(Request request, Stdin stdin) implements CellOutput {

    @Override
    public void stream(Stream stream, String text) {}

    @Override
    public void display(MimeBundle bundle, @Nullable String displayId) {}

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {}

    @Override
    public void clear(boolean wait) {}

    @Override
    public String readLine(String prompt, boolean password) throws InterruptedException {
        return stdin.ask(request, prompt, password);
    }

    @Override
    public boolean allowsInput() {
        return stdin.allowed(request);
    }
}
