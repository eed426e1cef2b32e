package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import org.jspecify.annotations.Nullable;

/** Where code prints that nobody asked to see: user expressions, the warm-up. */
final class NoOutput implements CellOutput {

    @Override
    public void stream(Stream stream, String text) {}

    @Override
    public void display(MimeBundle bundle, @Nullable String displayId) {}

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {}

    @Override
    public void clear(boolean wait) {}

    @Override
    public String readLine(String prompt, boolean password) {
        throw new StdinNotAllowedException();
    }
}
