package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.escape.EscapeAnalysis;
import dev.gopherscope.golang.escape.Leaks;
import dev.gopherscope.golang.syntax.DeepStack;
import dev.gopherscope.golang.syntax.SourceFile;
import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.GoRootImporter;
import dev.gopherscope.golang.types.Info;
import dev.gopherscope.golang.types.Package;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
        } catch (RuntimeException | StackOverflowError e) {
            failed++;
            System.err.println(path + ": " + e);
            StackTraceElement[] trace = e.getStackTrace();
            for (int i = 0; i < Math.min(trace.length, 6); i++) {
                System.err.println("    " + trace[i]);
            }
        }
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
