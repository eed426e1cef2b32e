package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.display.NoOutput;

/** The output of a silent cell, which nobody sees. It may still ask for input. */
final class SilentOutput extends NoOutput {
    private final Request request;
    private final Stdin stdin;

    SilentOutput(Request request, Stdin stdin) {
        this.request = request;
        this.stdin = stdin;
    }

    @Override
    public String readLine(String prompt, boolean password) throws InterruptedException {
        return stdin.ask(request, prompt, password);
    }

    @Override
    public boolean allowsInput() {
        return stdin.allowed(request);
    }
}
