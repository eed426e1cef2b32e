package dev.gopherscope.golang.types;

/** {@code [len]elem}; a negative length means that it is not known, because of an error. */
public final class Array implements Type {
    long len;
    Type elem;

    public Array(Type elem, long len) {
        this.elem = elem;
        this.len = len;
    }

    public long len() {
        return len;
    }

    public Type elem() {
        return elem;
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
