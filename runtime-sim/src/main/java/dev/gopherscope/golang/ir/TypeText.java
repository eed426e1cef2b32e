package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.types.Alias;
import dev.gopherscope.golang.types.Array;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Chan;
import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.Interface;
import dev.gopherscope.golang.types.MapType;
import dev.gopherscope.golang.types.Named;
import dev.gopherscope.golang.types.Package;
import dev.gopherscope.golang.types.Pointer;
import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Slice;
import dev.gopherscope.golang.types.Struct;
import dev.gopherscope.golang.types.Tuple;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.TypeParam;
import dev.gopherscope.golang.types.Union;
import dev.gopherscope.golang.types.Universe;
import dev.gopherscope.golang.types.Var;
import org.jspecify.annotations.Nullable;

/**
 * Types as the compiler's back end writes them: without package for the one being compiled, {@code interface {}} and
 * {@code struct { x int }} with spaces, no names of parameters. As link names, packages are written out with their path, and
 * {@code byte} is {@code uint8}. Follows {@code cmd/compile/internal/types/fmt.go}.
 */
public final class TypeText {
    private final StringBuilder out = new StringBuilder();
    private boolean link;
    private final @Nullable Package local;

    private TypeText(boolean link, @Nullable Package local) {
        this.link = link;
        this.local = local;
    }

    /** As in diagnostics. */
    public static String of(Type t, @Nullable Package local) {
        TypeText w = new TypeText(false, local);
        w.type(t);
        return w.out.toString();
    }

    /** As in names of instances: the same for identical types only. */
    public static String link(Type t) {
        TypeText w = new TypeText(true, null);
        w.type(t);
        return w.out.toString();
    }

    private void type(Type t) {
        if (t == Universe.ANY
                || t instanceof Alias a
                        && a.obj().name().equals("any")
                        && a.obj().pkg() == null) {
            out.append(link ? "interface {}" : "any");
            return;
        }
        switch (Type.unalias(t)) {
            case Basic b -> basic(b);
            case Named n -> named(n);
            case Pointer p -> {
                out.append('*');
                type(p.elem());
            }
            case Array a -> {
                out.append('[').append(a.len()).append(']');
                type(a.elem());
            }
            case Slice s -> {
                out.append("[]");
                type(s.elem());
            }
            case Chan c -> chan(c);
            case MapType m -> {
                out.append("map[");
                type(m.key());
                out.append(']');
                type(m.elem());
            }
            case Interface i -> iface(i);
            case Signature s -> {
                out.append("func");
                signature(s);
            }
            case Struct s -> struct(s);
            case Tuple u -> tuple(u, false);
            case TypeParam p -> out.append(p.obj().name());
            case Union u -> out.append(u);
            case Alias a -> throw new IllegalStateException("alias " + a);
        }
    }

    private void basic(Basic b) {
        if (b.kind() == Basic.Kind.UNSAFE_POINTER) {
            out.append("unsafe.Pointer");
        } else {
            out.append(link ? Basic.of(b.kind()).name() : b.name());
        }
    }

    private void named(Named n) {
        Package pkg = n.obj().pkg();
        if (pkg != null && (link || pkg != local)) {
            out.append(link ? pkg.path() : pkg.name()).append('.');
        }
        out.append(n.obj().name());
        if (n.isInstance()) {
            out.append('[');
            boolean first = true;
            for (Type arg : n.typeArgs()) {
                if (!first) {
                    out.append(',');
                }
                first = false;
                out.append(link(arg));
            }
            out.append(']');
        }
    }

    private void chan(Chan c) {
        switch (c.dir()) {
            case RECV_ONLY -> out.append("<-chan ");
            case SEND_ONLY -> out.append("chan<- ");
            case SEND_RECV -> out.append("chan ");
        }
        boolean parens = c.dir() == Chan.Dir.SEND_RECV
                && Type.unalias(c.elem()) instanceof Chan e
                && e.dir() == Chan.Dir.RECV_ONLY;
        out.append(parens ? "(" : "");
        type(c.elem());
        out.append(parens ? ")" : "");
    }

    private void iface(Interface i) {
        if (i.isEmpty()) {
            out.append("interface {}");
            return;
        }
        out.append("interface {");
        boolean first = true;
        boolean saved = link;
        for (Func m : i.allMethods()) {
            out.append(first ? " " : "; ");
            first = false;
            if (!m.exported()) {
                // From here on the compiler writes packages out.
                link = true;
                Package pkg = m.pkg();
                out.append(pkg == null ? "" : pkg.path() + ".");
            }
            out.append(m.name());
            signature(m.signature());
        }
        link = saved;
        out.append(" }");
    }

    private void struct(Struct s) {
        out.append("struct {");
        boolean first = true;
        for (int i = 0; i < s.fields().size(); i++) {
            Var f = s.fields().get(i);
            out.append(first ? " " : "; ");
            first = false;
            if (!f.embedded()) {
                Package pkg = f.pkg();
                if (link && !f.exported() && pkg != null) {
                    out.append(pkg.path()).append('.');
                }
                out.append(f.name()).append(' ');
            }
            type(f.type());
            String tag = s.tag(i);
            if (!tag.isEmpty()) {
                out.append(' ').append(new dev.gopherscope.golang.types.Constant.Str(tag));
            }
        }
        out.append(first ? "}" : " }");
    }

    private void signature(Signature s) {
        tuple(s.params(), s.variadic());
        int n = s.results().len();
        if (n == 1) {
            out.append(' ');
            type(s.results().at(0).type());
        } else if (n > 1) {
            out.append(' ');
            tuple(s.results(), false);
        }
    }

    private void tuple(Tuple t, boolean variadic) {
        out.append('(');
        for (int i = 0; i < t.len(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            Type p = t.at(i).type();
            if (variadic && i == t.len() - 1 && Type.unalias(p) instanceof Slice s) {
                out.append("...");
                type(s.elem());
            } else {
                type(p);
            }
        }
        out.append(')');
    }
}
