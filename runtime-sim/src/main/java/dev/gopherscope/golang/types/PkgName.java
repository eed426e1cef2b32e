package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import org.jspecify.annotations.Nullable;

/** The name of an imported package in a file. */
public final class PkgName extends Obj {
    private final Package imported;

    public PkgName(Pos pos, @Nullable Package pkg, String name, Package imported) {
        super(pos, pkg, name, Basic.INVALID);
        this.imported = imported;
    }

    public Package imported() {
        return imported;
    }
}
