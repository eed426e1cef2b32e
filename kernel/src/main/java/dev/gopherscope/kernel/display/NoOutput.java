package dev.gopherscope.kernel.display;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where code prints that nobody asked to see: user expressions, the warm-up. Nobody can be asked. */
public class NoOutput implements CellOutput {

    @Override
    public void stream(Stream stream, String text) {}

    @Override
    public void display(MimeBundle bundle, @Nullable String displayId) {}

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {}

    @Override
    public void clear(boolean wait) {}

    @Override
    public void error(String name, String message, List<String> traceback) {}

    @Override
    public String readLine(String prompt, boolean password) throws InterruptedException {
        throw new StdinNotAllowedException();
    }
}
