package dev.gopherscope.golang.stub;

import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.types.Alias;
import dev.gopherscope.golang.types.Array;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Chan;
import dev.gopherscope.golang.types.Const;
import dev.gopherscope.golang.types.Constant;
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
import dev.gopherscope.golang.types.Term;
import dev.gopherscope.golang.types.Tuple;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.TypeName;
import dev.gopherscope.golang.types.TypeParam;
import dev.gopherscope.golang.types.Union;
import dev.gopherscope.golang.types.Universe;
import dev.gopherscope.golang.types.Var;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a stub file. Numbers are unsigned varints; strings, packages, type parameters and types are numbered and referred to by
 * number. The file has: the word GOSTUBS1, the strings, the toolchain, the packages with their objects, the type parameters, the
 * types, the names of all standard packages. Objects and types carry their length, so that each is decoded only when it is used.
 *
 * <p>A function has two notes. Its escape note has one entry per receiver and parameter, separated by commas: empty means that the
 * parameter does not escape, {@code ?} that the compiler said nothing (no pointers, or no body), otherwise {@code heap=N},
 * {@code RESULT=N}, {@code mutator=N}, {@code callee=N} with the number of dereferences, separated by spaces; a single {@code ?} stands
 * for all entries. Its inline note is the cost if it can be inlined.
 */
final class StubReader {
    private static final String MAGIC = "GOSTUBS1";

    private static final Basic.Kind[] KINDS = Basic.Kind.values();

    private final byte[] bytes;
    private final String[] strings;
    private final String version;
    private final List<Package> packages = new ArrayList<>();
    private final Map<String, Package> listed = new HashMap<>();
    private final int[] typeParamAt;
    private final @Nullable TypeParam[] typeParams;
    private final int[] typeAt;
    private final @Nullable Type[] types;
    private final Set<String> standard;

    /** A place in the bytes. */
    private final class Cursor extends ByteCursor {
        Cursor(int at) {
            super(bytes, at);
        }

        String str() {
            return strings[num()];
        }

        @Nullable
        Package pkg() {
            int i = num();
            return i == 0 ? null : packages.get(i - 1);
        }
    }

    StubReader(byte[] bytes) {
        this.bytes = bytes;
        if (!new String(bytes, 0, MAGIC.length(), StandardCharsets.US_ASCII).equals(MAGIC)) {
            throw new IllegalArgumentException("not a stub file");
        }
        Cursor c = new Cursor(MAGIC.length());
        strings = c.strings();
        version = c.str();
        readPackages(c);
        typeParamAt = new int[c.num()];
        typeParams = new @Nullable TypeParam[typeParamAt.length];
        for (int i = 0; i < typeParamAt.length; i++) {
            typeParamAt[i] = c.at();
            c.num();
            c.num();
            c.num();
        }
        typeAt = c.offsets();
        types = new @Nullable Type[typeAt.length];
        standard = Set.of(c.str().split(" "));
    }

    private void readPackages(Cursor c) {
        int n = c.num();
        List<List<Integer>> imports = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Package pkg = new Package(c.str(), c.str());
            packages.add(pkg);
            if (c.flag()) {
                listed.put(pkg.path(), pkg);
            }
            List<Integer> needs = new ArrayList<>();
            for (int k = c.num(); k > 0; k--) {
                needs.add(c.num());
            }
            imports.add(needs);
            for (int k = c.num(); k > 0; k--) {
                int length = c.num();
                int at = c.at();
                pkg.scope().insertLazy(new Cursor(at).str(), () -> object(pkg, at));
                c.skip(length);
            }
            pkg.markComplete();
        }
        for (int i = 0; i < n; i++) {
            packages.get(i)
                    .setImports(imports.get(i).stream()
                            .map(k -> packages.get(k - 1))
                            .toList());
        }
    }

    String goVersion() {
        return version;
    }

    @Nullable
    Package listedPackage(String path) {
        return listed.get(path);
    }

    List<String> listedPaths() {
        return listed.keySet().stream().sorted().toList();
    }

    Set<String> standardPaths() {
        return standard;
    }

    private Obj object(Package pkg, int at) {
        Cursor c = new Cursor(at);
        String name = c.str();
        switch (c.num()) {
            case 0 -> {
                Type t = type(c.num());
                return new Const(Pos.NONE, pkg, name, t, constant(c));
            }
            case 1 -> {
                return new Var(Var.Kind.PACKAGE, Pos.NONE, pkg, name, type(c.num()));
            }
            case 2 -> {
                Func f = new Func(Pos.NONE, pkg, name, signature(c.num()));
                f.setNotes(c.str(), c.str());
                return f;
            }
            case 3 -> {
                List<TypeParam> params = typeParamList(c);
                TypeName obj = new TypeName(Pos.NONE, pkg, name, null);
                Alias alias = new Alias(obj, type(c.num()));
                alias.setTypeParams(params);
                return obj;
            }
            default -> {
                TypeName obj = new TypeName(Pos.NONE, pkg, name, null);
                int rest = c.at();
                new Named(obj, named -> load(named, pkg, rest));
                return obj;
            }
        }
    }

    private void load(Named named, Package pkg, int at) {
        Cursor c = new Cursor(at);
        named.setTypeParams(typeParamList(c));
        Type under = type(c.num());
        named.setUnderlying(under.underlying());
        for (int n = c.num(); n > 0; n--) {
            String name = c.str();
            boolean pointer = c.flag();
            String recvName = c.str();
            boolean full = c.flag();
            List<TypeParam> params = full ? typeParamList(c) : List.of();
            Signature sig = full
                    ? signature(c.num())
                    : new Signature(null, List.of(), List.of(), Tuple.EMPTY, Tuple.EMPTY, false);
            Type self = params.isEmpty() ? named : Instantiate.instance(named, List.copyOf(params));
            Var recv = new Var(Var.Kind.RECV, Pos.NONE, pkg, recvName, pointer ? new Pointer(self) : self);
            Func m = new Func(
                    Pos.NONE,
                    pkg,
                    name,
                    new Signature(recv, params, List.of(), sig.params(), sig.results(), sig.variadic()));
            if (full) {
                m.setNotes(c.str(), c.str());
            }
            named.addMethod(m);
        }
    }

    private Constant constant(Cursor c) {
        return switch (c.num()) {
            case 1 -> Constant.of(c.str().equals("true"));
            case 2 ->
                Constant.ofBytes(new String(c.str().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            case 3 -> Constant.of(new BigInteger(c.str()));
            case 4 -> Constant.ofRatio(new BigInteger(c.str()), new BigInteger(c.str()));
            case 5 -> Constant.ofComplex(constant(c), constant(c));
            default -> {
                c.str();
                yield Constant.UNKNOWN;
            }
        };
    }

    private List<TypeParam> typeParamList(Cursor c) {
        List<TypeParam> list = new ArrayList<>();
        for (int n = c.num(); n > 0; n--) {
            list.add(typeParam(c.num()));
        }
        return list;
    }

    private TypeParam typeParam(int i) {
        TypeParam known = typeParams[i];
        if (known != null) {
            return known;
        }
        Cursor c = new Cursor(typeParamAt[i]);
        Package pkg = c.pkg();
        TypeParam p = new TypeParam(new TypeName(Pos.NONE, pkg, c.str(), null), Basic.INVALID);
        typeParams[i] = p;
        p.setConstraint(type(c.num()));
        return p;
    }

    private Type type(int i) {
        Type known = types[i];
        if (known != null) {
            return known;
        }
        Type t = decode(new Cursor(typeAt[i]));
        types[i] = t;
        return t;
    }

    /** A signature of its own, as the receiver is part of the object. */
    private Signature signature(int i) {
        return (Signature) decode(new Cursor(typeAt[i]));
    }

    private static Type universe(String name) {
        if (name.equals("Pointer")) {
            return Basic.of(Basic.Kind.UNSAFE_POINTER);
        }
        Obj obj = Universe.SCOPE.lookup(name);
        if (obj != null) {
            return obj.type();
        }
        for (Basic.Kind kind : KINDS) {
            if (Basic.of(kind).name().equals(name)) {
                return Basic.of(kind);
            }
        }
        throw new IllegalArgumentException("type " + name);
    }

    private Type decode(Cursor c) {
        return switch (c.num()) {
            case 0 -> universe(c.str());
            case 1 -> {
                Package pkg = Objects.requireNonNull(c.pkg());
                String name = c.str();
                yield Objects.requireNonNull(pkg.scope().lookup(name), name).type();
            }
            case 2 -> {
                Type origin = type(c.num());
                List<Type> args = new ArrayList<>();
                for (int n = c.num(); n > 0; n--) {
                    args.add(type(c.num()));
                }
                yield Instantiate.instance(origin, args);
            }
            case 3 -> new Pointer(type(c.num()));
            case 4 -> new Slice(type(c.num()));
            case 5 -> {
                long len = c.longNum();
                yield new Array(type(c.num()), len);
            }
            case 6 -> new MapType(type(c.num()), type(c.num()));
            case 7 -> {
                Chan.Dir dir = Chan.Dir.values()[c.num()];
                yield new Chan(dir, type(c.num()));
            }
            case 8 -> struct(c);
            case 9 -> {
                List<TypeParam> params = typeParamList(c);
                Tuple in = tuple(c, Var.Kind.PARAM);
                Tuple out = tuple(c, Var.Kind.RESULT);
                yield new Signature(null, List.of(), params, in, out, c.flag());
            }
            case 10 -> iface(c);
            case 11 -> {
                List<Term> terms = new ArrayList<>();
                for (int n = c.num(); n > 0; n--) {
                    boolean tilde = c.flag();
                    terms.add(new Term(tilde, type(c.num())));
                }
                yield new Union(terms);
            }
            default -> typeParam(c.num());
        };
    }

    private Type struct(Cursor c) {
        List<Var> fields = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        for (int n = c.num(); n > 0; n--) {
            Package pkg = c.pkg();
            String name = c.str();
            Type t = type(c.num());
            fields.add(Var.field(Pos.NONE, pkg, name, t, c.flag()));
            tags.add(c.str());
        }
        return new Struct(fields, tags);
    }

    private Type iface(Cursor c) {
        boolean implicit = c.flag();
        List<Func> methods = new ArrayList<>();
        for (int n = c.num(); n > 0; n--) {
            Package pkg = c.pkg();
            String name = c.str();
            methods.add(new Func(Pos.NONE, pkg, name, signature(c.num())));
        }
        List<Type> embedded = new ArrayList<>();
        for (int n = c.num(); n > 0; n--) {
            embedded.add(type(c.num()));
        }
        if (methods.isEmpty() && embedded.isEmpty()) {
            return Interface.emptyInterface();
        }
        Interface t = new Interface(null, methods, embedded);
        if (implicit) {
            t.markImplicit();
        }
        return t;
    }

    private Tuple tuple(Cursor c, Var.Kind kind) {
        List<Var> vars = new ArrayList<>();
        for (int n = c.num(); n > 0; n--) {
            String name = c.str();
            vars.add(new Var(kind, Pos.NONE, null, name, type(c.num())));
        }
        return Tuple.of(vars);
    }
}
