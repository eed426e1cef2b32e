package dev.gopherscope.golang.types;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Objects as text. Follows {@code writeObject} and {@code objectKind} in {@code types2/object.go}. */
final class ObjWriter {
    private ObjWriter() {}

    static String prefix(@Nullable Package pkg, @Nullable Function<Package, String> qualifier) {
        if (pkg == null) {
            return "";
        }
        String s = qualifier == null ? pkg.path() : qualifier.apply(pkg);
        return s.isEmpty() ? "" : s + ".";
    }

    static String funcName(Func f, @Nullable Function<Package, String> qualifier) {
        if (f.typeOrNull() instanceof Signature sig && sig.recv != null) {
            String recv = sig.recv.type() instanceof Interface
                    ? "interface"
                    : TypeWriter.toString(sig.recv.type(), qualifier);
            return "(" + recv + ")." + f.name();
        }
        return prefix(f.pkg(), qualifier) + f.name();
    }

    static String toString(Obj obj, @Nullable Function<Package, String> qualifier) {
        switch (obj) {
            case PkgName p -> {
                String path = p.imported().path();
                return "package " + p.name() + (path.isEmpty() || path.equals(p.name()) ? "" : " (\"" + path + "\")");
            }
            case Func f -> {
                return "func " + funcName(f, qualifier)
                        + (f.typeOrNull() instanceof Signature sig ? TypeWriter.signature(sig, qualifier) : "");
            }
            case Nil n -> {
                return "nil";
            }
            case Label l -> {
                return "label " + l.name();
            }
            case Builtin b -> {
                return "builtin " + b.name();
            }
            case Const c -> {
                return "const " + name(c, qualifier) + typeOf(c, qualifier);
            }
            case Var v -> {
                return (v.isField() ? "field " : "var ") + name(v, qualifier) + typeOf(v, qualifier);
            }
            case TypeName t -> {
                return typeName(t, qualifier);
            }
        }
    }

    private static String name(Obj obj, @Nullable Function<Package, String> qualifier) {
        Package pkg = obj.pkg();
        boolean topLevel = pkg != null && pkg.scope().lookup(obj.name()) == obj;
        return (topLevel ? prefix(pkg, qualifier) : "") + obj.name();
    }

    private static String typeOf(Obj obj, @Nullable Function<Package, String> qualifier) {
        Type t = obj.typeOrNull();
        return t == null ? "" : " " + TypeWriter.toString(t, qualifier);
    }

    private static String typeName(TypeName obj, @Nullable Function<Package, String> qualifier) {
        Type typ = obj.typeOrNull();
        String head = (typ != null && Predicates.isTypeParam(typ) ? "type parameter " : "type ") + name(obj, qualifier);
        if (typ == null || typ instanceof Basic) {
            return head;
        }
        List<TypeParam> params = switch (typ) {
            case Named n -> n.typeParams();
            case Alias a -> a.typeParams();
            default -> List.of();
        };
        if (!params.isEmpty()) {
            head += TypeWriter.typeParams(params, qualifier);
        }
        Type shown;
        if (obj.isAlias()) {
            head += " =";
            shown = typ instanceof Alias a ? a.rhs() : typ;
        } else if (typ instanceof TypeParam p) {
            shown = p.constraint();
        } else {
            shown = typ.underlying();
        }
        return head + " " + TypeWriter.toString(shown, qualifier);
    }

    /** What kind of object it is, in the words of Go's diagnostics. */
    static String kind(Obj obj) {
        return switch (obj) {
            case PkgName p -> "package name";
            case Const c -> "constant";
            case TypeName t ->
                t.isAlias() ? "type alias" : t.typeOrNull() instanceof TypeParam ? "type parameter" : "defined type";
            case Var v -> v.kind().text;
            case Func f -> f.typeOrNull() instanceof Signature s && s.recv != null ? "method" : "function";
            case Label l -> "label";
            case Builtin b -> "built-in function";
            case Nil n -> "untyped nil";
        };
    }
}
