package dev.gopherscope.golang.types;

/** Declarations. Follows {@code types2/decl.go}. */
final class Decls {
    private final Checker check;

    Decls(Checker check) {
        this.check = check;
    }

    /** Makes the type of an object known. */
    void objDecl(Obj obj) {
        if (obj.typeOrNull() == null) {
            throw new IllegalStateException(obj.name() + " in " + check.pkg);
        }
    }
}
