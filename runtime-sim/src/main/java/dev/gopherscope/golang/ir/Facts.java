package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Node;
import dev.gopherscope.golang.syntax.Stmt;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Constant;
import dev.gopherscope.golang.types.Info;
import dev.gopherscope.golang.types.Instance;
import dev.gopherscope.golang.types.Nil;
import dev.gopherscope.golang.types.Obj;
import dev.gopherscope.golang.types.PkgName;
import dev.gopherscope.golang.types.Selection;
import dev.gopherscope.golang.types.Tuple;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.TypeAndValue;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the checker found out about one package, and what a rewriting of its loops added. */
public final class Facts {
    private record Synthetic(Type type, @Nullable Constant value) {}

    private final Info info;
    private final Map<Expr, Synthetic> synthetic = new IdentityHashMap<>();
    private final Map<Expr.Name, Obj> uses = new IdentityHashMap<>();
    private final Map<Expr.Name, Obj> defs = new IdentityHashMap<>();
    private final Map<Expr.FuncLit, Boolean> rangeBodies = new IdentityHashMap<>();
    private final Map<Stmt.CallStmt, Expr> deferAt = new IdentityHashMap<>();
    private final Map<Stmt.Block, Boolean> namedResults = new IdentityHashMap<>();
    private final Map<Node, Node> originals = new IdentityHashMap<>();
    private final Map<Stmt.Block, Stmt.Block> rewritten = new IdentityHashMap<>();

    public Facts(Info info) {
        this.info = info;
    }

    Type typeOf(Expr x) {
        Synthetic s = synthetic.get(x);
        if (s != null) {
            return s.type;
        }
        if (x instanceof Expr.Paren p) {
            Type t = info.typeOf(p);
            return t != null ? t : typeOf(p.x);
        }
        Type t = info.typeOf(x);
        if (t == null && x instanceof Expr.Name name) {
            Obj obj = objectOf(name);
            t = obj == null ? null : obj.typeOrNull();
        }
        return t == null ? Basic.INVALID : t;
    }

    @Nullable
    Constant value(Expr x) {
        Synthetic s = synthetic.get(x);
        if (s != null) {
            return s.value;
        }
        TypeAndValue tv = info.typeAndValue(x);
        return tv == null ? null : tv.value();
    }

    private @Nullable TypeAndValue tv(Expr x) {
        return info.typeAndValue(x);
    }

    boolean isType(Expr x) {
        TypeAndValue tv = tv(x);
        return tv != null && tv.isType();
    }

    boolean isBuiltin(Expr x) {
        TypeAndValue tv = tv(x);
        return tv != null && tv.isBuiltin();
    }

    boolean isNil(Expr x) {
        Expr u = Expr.unparen(x);
        return u instanceof Expr.Name n && use(n) instanceof Nil;
    }

    @Nullable
    Obj use(Expr.Name name) {
        Obj obj = uses.get(name);
        return obj != null ? obj : info.use(name);
    }

    @Nullable
    Obj def(Expr.Name name) {
        Obj obj = defs.get(name);
        return obj != null ? obj : info.def(name);
    }

    @Nullable
    Obj objectOf(Expr.Name name) {
        Obj obj = def(name);
        return obj != null ? obj : use(name);
    }

    @Nullable
    Obj implicit(Node n) {
        return info.implicit(originals.getOrDefault(n, n));
    }

    @Nullable
    Selection selection(Expr.Selector x) {
        return info.selection(x);
    }

    @Nullable
    Instance instance(Expr.Name name) {
        return info.instance(name);
    }

    /** The name that an expression refers to: itself, qualified, or with type arguments; null if it is something else. */
    Expr.@Nullable Name named(Expr given) {
        Expr x = Expr.unparen(given);
        if (x instanceof Expr.Index ix) {
            Expr first = Expr.unpackList(ix.index).getFirst();
            if (!isType(first)) {
                return null;
            }
            x = ix.x;
        }
        if (x instanceof Expr.Selector sel) {
            return sel.x instanceof Expr.Name n && use(n) instanceof PkgName ? sel.sel : null;
        }
        return x instanceof Expr.Name n ? n : null;
    }

    // -- what the rewriting of range loops adds

    void addValue(Expr x, Type type, @Nullable Constant value) {
        synthetic.put(x, new Synthetic(type, value));
    }

    void addUse(Expr.Name name, Obj obj) {
        uses.put(name, obj);
        synthetic.put(name, new Synthetic(obj.typeOrNull() == null ? Tuple.EMPTY : obj.type(), null));
    }

    void addDef(Expr.Name name, Obj obj) {
        defs.put(name, obj);
        synthetic.put(name, new Synthetic(obj.type(), null));
    }

    /** Notes that a body needs names for the results of its function. */
    void addNamedResults(Stmt.Block body) {
        namedResults.put(body, true);
    }

    boolean namesResults(Stmt.Block body) {
        return namedResults.containsKey(body);
    }

    /** A clause that stands for another one. */
    void addCopy(Node copy, Node original) {
        originals.put(copy, original);
    }

    void addRangeBody(Expr.FuncLit lit) {
        rangeBodies.put(lit, true);
    }

    boolean isRangeBody(Expr.FuncLit lit) {
        return rangeBodies.containsKey(lit);
    }

    void addDeferAt(Stmt.CallStmt s, Expr at) {
        deferAt.put(s, at);
    }

    @Nullable
    Expr deferAt(Stmt.CallStmt s) {
        return deferAt.get(s);
    }

    Stmt.@Nullable Block rewritten(Stmt.Block body) {
        return rewritten.get(body);
    }

    void addRewritten(Stmt.Block body, Stmt.Block by) {
        rewritten.put(body, by);
    }
}
