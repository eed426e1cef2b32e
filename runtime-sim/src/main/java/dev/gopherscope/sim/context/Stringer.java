package dev.gopherscope.sim.context;

/** A key or value whose {@code String()} method gives its text in the text of a context. */
public interface Stringer {
    /** {@code String()}. */
    String string();
}
