package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import org.jspecify.annotations.Nullable;

/** The name of a defined type, an alias, a type parameter or a predeclared type. */
public final class TypeName extends Obj {
    public TypeName(Pos pos, @Nullable Package pkg, String name, @Nullable Type type) {
        super(pos, pkg, name, type);
    }

    public boolean isAlias() {
        return switch (type) {
            case null -> false;
            case Basic b -> {
                if (pkg == Universe.UNSAFE) {
                    yield false;
                }
                yield pkg != null || !b.name().equals(name()) || b == Basic.BYTE || b == Basic.RUNE;
            }
            case Named n -> n.obj() != this;
            case TypeParam p -> p.obj() != this;
            default -> true;
        };
    }
}
