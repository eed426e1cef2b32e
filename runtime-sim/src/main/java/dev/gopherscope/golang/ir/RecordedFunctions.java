package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.stub.ByteCursor;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.types.Array;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Chan;
import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.Instantiate;
import dev.gopherscope.golang.types.Interface;
import dev.gopherscope.golang.types.MapType;
import dev.gopherscope.golang.types.Named;
import dev.gopherscope.golang.types.Obj;
import dev.gopherscope.golang.types.Package;
import dev.gopherscope.golang.types.Pointer;
import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Slice;
import dev.gopherscope.golang.types.Struct;
import dev.gopherscope.golang.types.Tuple;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.TypeName;
import dev.gopherscope.golang.types.Universe;
import dev.gopherscope.golang.types.Var;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the standard library as far as callers are concerned: where parameters leak to, and, for those that the compiler
 * inlines, what flows where in them. From a resource that {@code FlowRecorder} (in the tests) wrote with go1.26.8.
 *
 * <p>Format: the word GOFLOWS1; strings; types; functions. Numbers are unsigned varints. Types and functions carry their length.
 */
public final class RecordedFunctions {
    static final String MAGIC = "GOFLOWS1";
    /** Leak entries per parameter. */
    static final int LEAKS = 8;

    private static final class Resource {
        static final byte @Nullable [] BYTES = load();

        private static byte @Nullable [] load() {
            try (InputStream in = RecordedFunctions.class.getResourceAsStream("std.flows.gz")) {
                return in == null ? null : new GZIPInputStream(in).readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A place in the bytes. */
    final class Cursor extends ByteCursor {
        Cursor(int at) {
            super(bytes, at);
        }

        String str() {
            return strings[num()];
        }

        Type type() {
            return RecordedFunctions.this.type(num());
        }
    }

    private final byte[] bytes;
    private final String[] strings;
    private final int[] typeAt;
    private final @Nullable Type[] types;
    private final int[] fnAt;
    private final Map<String, Integer> fnByKey = new HashMap<>();
    private final Map<String, Package> packages = new HashMap<>();
    private final Map<String, Named> own = new HashMap<>();

    private RecordedFunctions(byte[] bytes) {
        this.bytes = bytes;
        Cursor c = new Cursor(MAGIC.length());
        strings = c.strings();
        typeAt = c.offsets();
        types = new @Nullable Type[typeAt.length];
        fnAt = c.offsets();
        for (int i = 0; i < fnAt.length; i++) {
            Cursor f = new Cursor(fnAt[i]);
            String path = f.str();
            f.num();
            fnByKey.put(path + "." + f.str(), i);
        }
    }

    /** What is recorded, for a package that is compiled; its types are those that the package imports. */
    public static RecordedFunctions of(Package pkg) {
        return of(pkg, Resource.BYTES);
    }

    static RecordedFunctions of(Package pkg, byte @Nullable [] bytes) {
        RecordedFunctions r = new RecordedFunctions(bytes == null ? EMPTY : bytes);
        r.addPackages(pkg);
        return r;
    }

    private static final byte[] EMPTY = (MAGIC + "\0\0\0").getBytes(StandardCharsets.US_ASCII);

    private void addPackages(Package p) {
        if (packages.putIfAbsent(p.path(), p) == null) {
            p.imports().forEach(this::addPackages);
        }
    }

    // -- functions

    /** Fills in tags and body; false if the function is not recorded. */
    public boolean describe(Unit unit, Fn fn) {
        Integer i = fnByKey.get(fn.key());
        if (i == null) {
            return false;
        }
        Cursor c = new Cursor(fnAt[i]);
        header(c);
        fill(unit, fn, c);
        return true;
    }

    /** Fills in the tags of an instance of a generic function; they are those of an example. False if it is not recorded. */
    public boolean describeInstance(Fn fn, String genericKey) {
        Integer i = fnByKey.get(genericKey);
        if (i == null) {
            return false;
        }
        Cursor c = new Cursor(fnAt[i]);
        Header h = header(c);
        int recorded = h.in.size() + (h.recv == null ? 0 : 1);
        List<Fn.Param> params = new ArrayList<>(fn.recvParams());
        params.removeIf(p -> p.name.equals(Unit.DICTIONARY));
        if (params.size() != recorded) {
            return false;
        }
        fn.state = Fn.State.TAGGED;
        for (Fn.Param p : params) {
            int[] tag = tag(c);
            int depth = TypeShape.pointerDepth(p.type);
            for (int k = 0; k < tag.length; k++) {
                // What is reached after the last pointer flows nowhere.
                if (tag[k] > depth) {
                    tag[k] = 0;
                }
            }
            p.tag = tag;
        }
        return true;
    }

    private static int[] tag(Cursor c) {
        int[] tag = new int[LEAKS];
        for (int i = 0; i < LEAKS; i++) {
            tag[i] = c.num();
        }
        return tag;
    }

    private record Header(
            String path, String pkg, String name, Fn.@Nullable Param recv, List<Fn.Param> in, List<Fn.Param> out) {}

    private Header header(Cursor c) {
        String path = c.str();
        String pkg = c.str();
        String name = c.str();
        Fn.Param recv = c.flag() ? param(c) : null;
        return new Header(path, pkg, name, recv, params(c), params(c));
    }

    List<Fn.Param> params(Cursor c) {
        List<Fn.Param> list = new ArrayList<>();
        for (int n = c.num(); n > 0; n--) {
            list.add(param(c));
        }
        return list;
    }

    private static Fn.Param param(Cursor c) {
        String name = c.str();
        Type type = c.type();
        return new Fn.Param(name, XPos.of(new Pos(RecordedBody.FILE, 1, c.at())), type, c.flag());
    }

    private void fill(Unit unit, Fn fn, Cursor c) {
        fn.state = Fn.State.TAGGED;
        for (Fn.Param p : fn.recvParams()) {
            p.tag = tag(c);
        }
        int cost = c.num();
        if (cost > 0) {
            fn.inline = new Fn.Inline(cost - 1, c.flag());
            fn.inlinabilityChecked = true;
            fn.source = new RecordedBody(this, unit, c.at());
        }
    }

    /** The function of a number. */
    Fn function(Unit unit, int number) {
        Cursor c = new Cursor(fnAt[number]);
        Header h = header(c);
        return unit.external(h.path + "." + h.name, () -> {
            boolean local = h.path.equals(unit.pkg.path());
            Fn fn = new Fn(
                    h.name,
                    local ? h.name : h.pkg + "." + h.name,
                    h.path,
                    XPos.of(new Pos(RecordedBody.FILE, 1, 1)),
                    signature(h.in, h.out),
                    h.recv);
            fn.params.addAll(h.in);
            fn.results.addAll(h.out);
            fill(unit, fn, c);
            return fn;
        });
    }

    static Signature signature(List<Fn.Param> in, List<Fn.Param> out) {
        boolean variadic = !in.isEmpty() && in.getLast().dots;
        return new Signature(null, List.of(), List.of(), tuple(in), tuple(out), variadic);
    }

    private static Tuple tuple(List<Fn.Param> params) {
        return Tuple.of(params.stream()
                .map(p -> new Var(Var.Kind.PARAM, Pos.NONE, null, p.name, p.type))
                .toList());
    }

    Cursor cursor(int at) {
        return new Cursor(at);
    }

    // -- types

    private Package pkg(String path, String name) {
        return packages.computeIfAbsent(path, k -> new Package(path, name));
    }

    private Type type(int i) {
        Type t = types[i];
        if (t == null) {
            t = decode(new Cursor(typeAt[i]));
            types[i] = t;
        }
        return t;
    }

    private Type decode(Cursor c) {
        return switch (c.str()) {
            case "basic" -> basic(c.str());
            case "named" -> named(c);
            case "*" -> new Pointer(c.type());
            case "[]" -> new Slice(c.type());
            case "[n]" -> new Array(c.type(), c.longNum());
            case "map" -> new MapType(c.type(), c.type());
            case "chan" -> new Chan(Chan.Dir.values()[c.num()], c.type());
            case "struct" -> {
                List<Var> fields = new ArrayList<>();
                for (int n = c.num(); n > 0; n--) {
                    String name = c.str();
                    String path = c.str();
                    String pkg = c.str();
                    Type t = c.type();
                    fields.add(Var.field(Pos.NONE, path.isEmpty() ? null : pkg(path, pkg), name, t, c.flag()));
                }
                yield new Struct(fields, List.of());
            }
            case "func" -> signature(params(c), params(c));
            case "interface" -> {
                List<Func> methods = new ArrayList<>();
                for (int n = c.num(); n > 0; n--) {
                    String name = c.str();
                    String path = c.str();
                    String pkg = c.str();
                    Package p = path.isEmpty() ? null : pkg(path, pkg);
                    methods.add(new Func(Pos.NONE, p, name, signature(params(c), params(c))));
                }
                yield methods.isEmpty() ? Interface.emptyInterface() : new Interface(null, methods, List.of());
            }
            case "tuple" -> tuple(params(c));
            default -> throw new IllegalStateException("type at " + c.at());
        };
    }

    private static Type basic(String name) {
        return switch (name) {
            case "any" -> Universe.ANY;
            case "error" -> Universe.ERROR;
            case "byte" -> Basic.BYTE;
            case "rune" -> Basic.RUNE;
            default -> {
                for (Basic.Kind k : Basic.Kind.values()) {
                    if (k.name().equals(name)) {
                        yield Basic.of(k);
                    }
                }
                throw new IllegalStateException("basic type " + name);
            }
        };
    }

    private Type named(Cursor c) {
        String path = c.str();
        String pkgName = c.str();
        String name = c.str();
        List<Type> args = new ArrayList<>();
        for (int n = c.num(); n > 0; n--) {
            args.add(c.type());
        }
        int under = c.num();
        Package p = pkg(path, pkgName);
        Obj obj = p.scope().lookup(name);
        if (obj instanceof TypeName t) {
            return args.isEmpty() ? t.type() : Instantiate.instance(t.type(), args);
        }
        StringBuilder full = new StringBuilder(name);
        if (!args.isEmpty()) {
            full.append('[');
            for (int i = 0; i < args.size(); i++) {
                full.append(i > 0 ? "," : "").append(TypeText.link(args.get(i)));
            }
            full.append(']');
        }
        String text = full.toString();
        Named known = own.get(path + "." + text);
        if (known != null) {
            return known;
        }
        Named n = new Named(
                new TypeName(Pos.NONE, p, text, null),
                named -> named.setUnderlying(Objects.requireNonNull(type(under)).underlying()));
        own.put(path + "." + text, n);
        return n;
    }
}
