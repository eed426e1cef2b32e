package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;

/** The predeclared nil. */
public final class Nil extends Obj {
    Nil() {
        super(Pos.NONE, null, "nil", Basic.UNTYPED_NIL);
    }
}
