package dev.gopherscope.modules.version;

/** A module or file needs a newer Go. The simulated go command never switches toolchains ({@code GOTOOLCHAIN=local}). */
@SuppressWarnings("serial")
public final class TooNewError extends GoError {
    private final String release;

    public TooNewError(String what, String release) {
        super(what + " requires go >= " + release + " (running go " + GoRelease.LOCAL + "; GOTOOLCHAIN=local)", null);
        this.release = release;
    }

    /** The Go release that is needed. */
    public String release() {
        return release;
    }
}
