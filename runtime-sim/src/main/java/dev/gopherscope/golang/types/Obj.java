package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import org.jspecify.annotations.Nullable;

/** What a name stands for: go/types calls it Object. Compared by identity. Follows {@code types2/object.go}. */
public abstract sealed class Obj permits Builtin, Const, Func, Label, Nil, PkgName, TypeName, Var {
    @Nullable
    Scope parent;

    private final Pos pos;

    @Nullable
    Package pkg;

    private final String name;

    @Nullable
    Type type;
    /** Order of declaration at package level, from 1; 0 elsewhere. */
    int order;
    /** From where on it can be seen in a function. */
    Pos scopePos = Pos.NONE;

    Obj(Pos pos, @Nullable Package pkg, String name, @Nullable Type type) {
        this.pos = pos;
        this.pkg = pkg;
        this.name = name;
        this.type = type;
    }

    public final @Nullable Scope parent() {
        return parent;
    }

    public final Pos pos() {
        return pos;
    }

    /** Null for what is predeclared. */
    public final @Nullable Package pkg() {
        return pkg;
    }

    public final String name() {
        return name;
    }

    /** Null while its declaration is not yet checked. */
    public final @Nullable Type typeOrNull() {
        return type;
    }

    public Type type() {
        return java.util.Objects.requireNonNull(type, name);
    }

    public final boolean exported() {
        return isExported(name);
    }

    static boolean isExported(String name) {
        return !name.isEmpty() && Character.isUpperCase(name.codePointAt(0));
    }

    /** The name, qualified by the package's path if it is not exported. */
    public final String id() {
        return id(pkg, name);
    }

    static String id(@Nullable Package pkg, String name) {
        if (isExported(name)) {
            return name;
        }
        return (pkg != null && !pkg.path().isEmpty() ? pkg.path() : "_") + "." + name;
    }

    final boolean sameId(@Nullable Package otherPkg, String otherName, boolean foldCase) {
        if (foldCase && name.equalsIgnoreCase(otherName)) {
            return true;
        }
        return name.equals(otherName) && (exported() || Package.same(pkg, otherPkg));
    }

    /** Exported names first, then by name, then by package: the order of methods. */
    final int compareId(Obj other) {
        if (exported() != other.exported()) {
            return exported() ? -1 : 1;
        }
        int byName = name.compareTo(other.name);
        if (byName != 0 || exported()) {
            return byName;
        }
        return (pkg == null ? "" : pkg.path()).compareTo(other.pkg == null ? "" : other.pkg.path());
    }

    @Override
    public String toString() {
        return ObjWriter.toString(this, null);
    }
}
