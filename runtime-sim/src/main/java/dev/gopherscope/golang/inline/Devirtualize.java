package dev.gopherscope.golang.inline;

import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Methods;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.Static;
import dev.gopherscope.golang.ir.TypeShape;
import dev.gopherscope.golang.ir.Unit;
import dev.gopherscope.golang.types.Array;
import dev.gopherscope.golang.types.Chan;
import dev.gopherscope.golang.types.Instantiate;
import dev.gopherscope.golang.types.MapType;
import dev.gopherscope.golang.types.Predicates;
import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Slice;
import dev.gopherscope.golang.types.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of interface methods whose receiver can only have one type become calls of that type's method. Follows
 * {@code devirtualize/devirtualize.go}; up to Go 1.25 only a conversion in sight counts.
 */
final class Devirtualize {
    /** Something that was assigned: a value, or only its type; an interface type is unknown. */
    private record Source(@Nullable Node value, @Nullable Type type) {
        boolean unknown() {
            return value == null && (type == null || TypeShape.isInterface(type));
        }
    }

    /** What is known about an expression. */
    private sealed interface Found {
        record One(Type type) implements Found {}

        record Unknown() implements Found {}

        /** Nil only. */
        record Nothing() implements Found {}
    }

    private static final Found UNKNOWN = new Found.Unknown();
    private static final Found NOTHING = new Found.Nothing();

    private final Unit unit;
    private final Diagnostics out;
    private final boolean followVariables;
    private final Map<Fn, Map<Name, List<Source>>> assignments = new IdentityHashMap<>();

    Devirtualize(Unit unit, Diagnostics out, boolean followVariables) {
        this.unit = unit;
        this.out = out;
        this.followVariables = followVariables;
    }

    /** Forgets what was seen in a function that changed, and in the functions around it. */
    void changed(Fn fn) {
        for (Fn f = fn; f != null; f = f.closureParent) {
            assignments.remove(f);
        }
    }

    void call(Node call) {
        if (call.keep || call.op != Op.CALLINTER) {
            return;
        }
        Node sel = call.operand();
        Node x = sel.operand();
        Type type = followVariables ? concrete(x) : converted(x);
        if (type == null || !Instantiate.implementsInterface(type, x.type) || TypeShape.isShape(type)) {
            return;
        }
        if (TypeShape.hasShape(type)) {
            if (out.at(1)) {
                out.add(call.pos, "cannot devirtualize " + out.text(call) + ": shaped receiver " + out.text(type));
            }
            return;
        }
        if (TypeShape.hasShape(x.type)) {
            if (out.at(1)) {
                out.add(call.pos, "cannot devirtualize " + out.text(call) + ": shaped interface " + out.text(x.type));
            }
            return;
        }
        Node assertion = Node.unary(Op.DOTTYPE, followVariables ? call.pos : sel.pos, type, x);
        Methods.Callee c = Methods.select(unit, sel.pos, assertion, sel.sel());
        if (c == null) {
            return;
        }
        String how = c.fun().op == Op.DOTINTER ? "partially devirtualizing " : "devirtualizing ";
        if (out.at(1)) {
            out.add(call.pos, how + out.text(sel) + " to " + out.text(type));
        }
        call.x = c.fun();
        if (c.fun().op != Op.DOTINTER) {
            call.op = Op.CALLFUNC;
            List<Node> args = new ArrayList<>();
            args.add(c.receiver());
            args.addAll(call.list);
            call.list = args;
        }
    }

    private static @Nullable Type converted(Node x) {
        Node r = Static.value(x);
        return r.op == Op.CONVIFACE && !TypeShape.isInterface(r.operand().type) ? r.operand().type : null;
    }

    private @Nullable Type concrete(Node x) {
        return find(x, Collections.newSetFromMap(new IdentityHashMap<>())) instanceof Found.One one ? one.type : null;
    }

    private Found find(Node start, Set<Name> seen) {
        Node n = start;
        while (true) {
            if (!TypeShape.isInterface(n.type)) {
                return new Found.One(n.type);
            }
            switch (n.op) {
                case CONVNOP, CONVIFACE, PAREN, DOTTYPE, DOTTYPE2 -> {
                    n = n.operand();
                    continue;
                }
                case INLCALL -> {
                    n = n.list2.getFirst();
                    continue;
                }
                default -> {}
            }
            break;
        }
        if (!(n instanceof Name given)) {
            return UNKNOWN;
        }
        Name name = given.canonical();
        Fn fn = name.curfn;
        if (name.kind != Name.Kind.AUTO || fn == null || name.addrTaken) {
            return UNKNOWN;
        }
        if (!seen.add(name)) {
            return NOTHING;
        }
        Type type = null;
        for (Source s : assignments.computeIfAbsent(fn, this::analyze).getOrDefault(name, List.of())) {
            Found f = s.unknown() ? UNKNOWN : s.value != null ? find(s.value, seen) : found(s.type);
            if (f instanceof Found.Unknown) {
                return UNKNOWN;
            }
            if (f instanceof Found.One one) {
                if (type != null && !Predicates.identical(type, one.type)) {
                    return UNKNOWN;
                }
                type = one.type;
            }
        }
        return type == null ? NOTHING : new Found.One(type);
    }

    private static Found found(@Nullable Type t) {
        return t == null ? UNKNOWN : new Found.One(t);
    }

    private Map<Name, List<Source>> analyze(Fn fn) {
        Map<Name, List<Source>> map = new IdentityHashMap<>();
        Static.anyIn(fn.body, n -> {
            collect(n, map);
            return false;
        });
        return map;
    }

    private static void put(Map<Name, List<Source>> map, @Nullable Node left, Source s) {
        if (!(left instanceof Name given) || left.isBlank() || !TypeShape.isInterface(left.type)) {
            return;
        }
        Name name = given.canonical();
        if (name.curfn == null || name.kind != Name.Kind.AUTO || s.value != null && s.value.op == Op.NIL) {
            return;
        }
        map.computeIfAbsent(name, k -> new ArrayList<>()).add(s);
    }

    private static Node unparen(Node n) {
        Node x = n;
        while (x.op == Op.PAREN) {
            x = x.operand();
        }
        return x;
    }

    private static void collect(Node n, Map<Name, List<Source>> map) {
        switch (n.op) {
            case AS -> {
                if (n.y != null) {
                    Node right = unparen(n.y);
                    boolean call = right.op == Op.CALLFUNC || right.op == Op.CALLINTER;
                    put(map, n.x, call ? new Source(null, right.type) : new Source(right, null));
                }
            }
            case AS2 -> {
                for (int i = 0; i < n.list.size(); i++) {
                    put(map, n.list.get(i), new Source(n.list2.get(i), null));
                }
            }
            case AS2DOTTYPE -> put(map, n.list.getFirst(), new Source(n.list2.getFirst(), null));
            case AS2MAPR, AS2RECV, SELRECV2 -> put(map, n.list.getFirst(), new Source(null, n.list2.getFirst().type));
            case AS2FUNC -> {
                Node right = unparen(n.list2.getFirst());
                for (int i = 0; i < n.list.size(); i++) {
                    if (right.op == Op.INLCALL) {
                        put(map, n.list.get(i), new Source(right.list2.get(i), null));
                    } else {
                        Signature s = (Signature) right.operand().type.underlying();
                        put(
                                map,
                                n.list.get(i),
                                new Source(null, s.results().at(i).type()));
                    }
                }
            }
            case RANGE -> range(n, map);
            case SWITCH -> {
                if (n.x != null && n.x.op == Op.TYPESW) {
                    for (Node c : n.list) {
                        put(map, c.x, new Source(n.x.right(), null));
                    }
                }
            }
            default -> {}
        }
    }

    private static void range(Node n, Map<Name, List<Source>> map) {
        Type t = n.operand().type;
        if (TypeShape.isPointer(t)) {
            t = TypeShape.elem(t);
        }
        switch (t.underlying()) {
            case Array a -> put(map, n.z, new Source(null, a.elem()));
            case Slice s -> put(map, n.z, new Source(null, s.elem()));
            case Chan c -> put(map, n.y, new Source(null, c.elem()));
            case MapType m -> {
                put(map, n.y, new Source(null, m.key()));
                put(map, n.z, new Source(null, m.elem()));
            }
            default -> {}
        }
    }
}
