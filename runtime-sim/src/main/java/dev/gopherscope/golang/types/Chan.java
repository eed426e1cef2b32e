package dev.gopherscope.golang.types;

/** {@code chan elem}, perhaps for one direction only. */
public final class Chan implements Type {
    /** In the order of go/types. */
    public enum Dir {
        SEND_RECV,
        SEND_ONLY,
        RECV_ONLY
    }

    Dir dir;
    Type elem;

    public Chan(Dir dir, Type elem) {
        this.dir = dir;
        this.elem = elem;
    }

    public Dir dir() {
        return dir;
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
