package dev.gopherscope.golang.types;

/** {@code *base}. */
public final class Pointer implements Type {
    Type base;

    public Pointer(Type base) {
        this.base = base;
    }

    public Type elem() {
        return base;
    }

    @Override
    public Type underlying() {
        return this;
    }

    @Override
    public String toString() {
        return TypeWriter.toString(this, null);
    }
}
