package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import org.jspecify.annotations.Nullable;

/** A declared constant. */
public final class Const extends Obj {
    Constant value;

    public Const(Pos pos, @Nullable Package pkg, String name, @Nullable Type type, Constant value) {
        super(pos, pkg, name, type);
        this.value = value;
    }

    public Constant value() {
        return value;
    }
}
