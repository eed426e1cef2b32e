package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import org.jspecify.annotations.Nullable;

/** A label of a statement. */
public final class Label extends Obj {
    boolean used;

    public Label(Pos pos, @Nullable Package pkg, String name) {
        super(pos, pkg, name, Basic.INVALID);
    }
}
