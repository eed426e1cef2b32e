package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.escape.EscapeAnalysis;
import dev.gopherscope.golang.escape.Leaks;
import dev.gopherscope.golang.syntax.DeepStack;
import dev.gopherscope.golang.syntax.SourceFile;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.GoRootImporter;
import dev.gopherscope.golang.types.Info;
import dev.gopherscope.golang.types.Instantiate;
import dev.gopherscope.golang.types.Interface;
import dev.gopherscope.golang.types.Named;
import dev.gopherscope.golang.types.Obj;
import dev.gopherscope.golang.types.Package;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.TypeName;
import dev.gopherscope.golang.types.TypeParam;
import dev.gopherscope.golang.types.Union;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Records the functions of the standard library that callers may have to know: runs the passes over the sources of an installed
 * toolchain, imported packages first.
 *
 * <p>Arguments: the list of packages ({@code src/recorder/stubs/packages.txt}) and the file to write
 * ({@code src/main/resources/dev/gopherscope/golang/ir/std.flows.gz}).
 */
public final class FlowRecorder {
    private final GoRootImporter importer;
    private final FlowWriter writer = new FlowWriter();
    private final Map<String, Fn> known = new HashMap<>();
    private int failed;

    private FlowRecorder(Path goRoot) {
        importer = new GoRootImporter(goRoot);
    }

    public static void main(String[] args) throws IOException {
        Path root = Objects.requireNonNull(GoRootImporter.goRoot(), "no Go toolchain in the path");
        FlowRecorder r = new FlowRecorder(root);
        for (String path : Files.readString(Path.of(args[0])).split("\\s+")) {
            r.importer.importPackage(path);
        }
        DeepStack.call(() -> {
            r.importer.files.forEach(r::compile);
            return 0;
        });
        byte[] all = r.writer.finish();
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            out.write(all);
        }
        System.err.println(r.known.size() + " functions, " + r.failed + " packages left out");
    }

    static int[] tag(Fn.Param p) {
        return p.tag instanceof Leaks l
                ? l.encode()
                : p.tag instanceof int[] a ? a : new int[] {1, 0, 0, 0, 0, 0, 0, 0};
    }

    private void compile(String path, List<SourceFile> files) {
        Package pkg = Objects.requireNonNull(importer.importPackage(path));
        Info info = Objects.requireNonNull(importer.infos.get(path));
        try {
            Unit unit = new Unit(files, pkg, info, this::describe, true);
            Map<Func, Fn> examples = examples(unit, pkg);
            Map<Fn, FlowWriter.@Nullable Buffer> bodies = new IdentityHashMap<>();
            for (Fn fn : unit.funcs) {
                if (fn.closureExpr == null && !fn.instance && !fn.body.isEmpty()) {
                    bodies.put(fn, writer.write(fn));
                }
            }
            Diagnostics out = new Diagnostics(pkg, 0);
            EscapeAnalysis.analyze(unit, out, EscapeAnalysis.Options.DEFAULT.withLevel(0));
            for (Fn fn : unit.funcs) {
                if (fn.closureExpr != null || fn.packageInit || fn.instance) {
                    continue;
                }
                known.put(fn.key(), fn);
                FlowWriter.Buffer body = bodies.get(fn);
                if (fn.inline != null && body != null) {
                    writer.body(fn, body);
                } else {
                    writer.fn(fn);
                }
            }
            examples.forEach((func, fn) -> generic(path, func, fn));
        } catch (RuntimeException | StackOverflowError e) {
            failed++;
            System.err.println(path + ": " + e);
            StackTraceElement[] trace = e.getStackTrace();
            for (int i = 0; i < Math.min(trace.length, 6); i++) {
                System.err.println("    " + trace[i]);
            }
        }
    }

    /** One instance of each exported generic function and method, to see where its parameters leak to. */
    private static Map<Func, Fn> examples(Unit unit, Package pkg) {
        Map<Func, Fn> out = new LinkedHashMap<>();
        for (String name : pkg.scope().names()) {
            Obj obj = pkg.scope().lookup(name);
            List<Func> funcs = new ArrayList<>();
            if (obj instanceof Func f) {
                funcs.add(f);
            } else if (obj instanceof TypeName && obj.typeOrNull() instanceof Named n) {
                for (int i = 0; i < n.numMethods(); i++) {
                    funcs.add(n.method(i));
                }
            }
            for (Func f : funcs) {
                List<TypeParam> params = Unit.typeParams(f);
                List<Type> args = params.isEmpty() ? null : arguments(params);
                if (args != null && f.exported()) {
                    out.put(f, unit.instance(f, args, true));
                }
            }
        }
        unit.readBodies();
        return out;
    }

    /** Types that satisfy the constraints: what a constraint names, else strings. */
    private static @Nullable List<Type> arguments(List<TypeParam> params) {
        List<Type> args = new ArrayList<>();
        params.forEach(p -> args.add(Basic.STRING));
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < params.size(); i++) {
                if (!(params.get(i).constraint().underlying() instanceof Interface c)) {
                    return null;
                }
                for (Type e : c.embeddedTypes()) {
                    Type t = e instanceof Union u && u.terms().size() == 1
                            ? u.terms().getFirst().type()
                            : null;
                    if (t != null) {
                        args.set(i, Instantiate.substitute(t, params, args));
                    }
                }
            }
        }
        return args;
    }

    private void generic(String path, Func func, Fn fn) {
        Fn.Param recv = fn.recv == null ? null : plain(fn.recv);
        String name = Unit.genericKey(func).substring(path.length() + 1);
        Fn out = new Fn(name, name, path, fn.pos, fn.type, recv);
        for (Fn.Param p : fn.params) {
            if (!p.name.equals(Unit.DICTIONARY)) {
                out.params.add(plain(p));
            }
        }
        writer.fn(out);
    }

    /** Only the tag counts. */
    private static Fn.Param plain(Fn.Param p) {
        Fn.Param out = new Fn.Param(p.name, p.pos, Basic.INT, false);
        out.tag = p.tag;
        return out;
    }

    /** Functions of packages that were compiled before; their bodies are read from their sources. */
    private void describe(Unit unit, Fn fn, Func func) {
        fn.state = Fn.State.TAGGED;
        Fn same = known.get(fn.key());
        if (same == null) {
            return;
        }
        List<Fn.Param> params = fn.recvParams();
        List<Fn.Param> tagged = same.recvParams();
        for (int i = 0; i < params.size(); i++) {
            params.get(i).tag = tagged.get(i).tag;
        }
        fn.inline = same.inline;
        fn.inlinabilityChecked = true;
        fn.source = same.source;
    }
}
