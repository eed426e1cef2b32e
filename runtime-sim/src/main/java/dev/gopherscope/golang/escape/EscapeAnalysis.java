package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.inline.Interleaved;
import dev.gopherscope.golang.ir.BottomUp;
import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.RecordedFunctions;
import dev.gopherscope.golang.ir.Unit;
import dev.gopherscope.golang.stub.StdStubs;
import dev.gopherscope.golang.syntax.DeepStack;
import dev.gopherscope.golang.syntax.SourceFile;
import dev.gopherscope.golang.types.Compilation;
import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.GoVersion;
import dev.gopherscope.golang.types.Package;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The compiler's passes from a checked file to its decisions: lowering, inlining, loop variables, dead variables, escape analysis.
 *
 * @param decisions about variables, allocations and parameters, in the compiler's order
 * @param lines what {@code -m} prints
 */
public record EscapeAnalysis(List<Decision> decisions, List<Diagnostics.Line> lines) {
    private static final int PER_ITERATION_LOOPS = 22;
    private static final String FILE = "cell.go";

    /** The oldest version whose rules are here: the lowered tree is that of 1.20 and later. */
    private static final int LEAST_MINOR = 19;

    /**
     * @param minor N of Go 1.N, the compiler's version
     * @param level how often {@code -m} is given
     * @param inlining whether calls are inlined: not with {@code -l}
     * @param mutations {@code -d=escapemutationscalls}
     */
    public record Options(int minor, int level, boolean inlining, boolean mutations) {
        public static final Options DEFAULT = new Options(26, 1, true, false);

        public Options withLevel(int n) {
            return new Options(minor, n, inlining, mutations);
        }

        public Options withoutInlining() {
            return new Options(minor, level, false, mutations);
        }
    }

    /**
     * Analyses a Go source text as the newest compiler does: the verb for cells.
     *
     * @throws IllegalArgumentException if the text does not compile, with the compiler's first diagnostic
     */
    public static EscapeAnalysis escape(String source) {
        return of(Compilation.of(FILE, source, new StdStubs()), Options.DEFAULT);
    }

    /**
     * Analyses a Go source text as an older compiler does, or with other flags. Loop variables are those of the language of that version.
     *
     * @param version such as "1.23"
     * @param flags of {@code go build -gcflags}: {@code -l} for no inlining, {@code -m=2} for reasons
     * @throws IllegalArgumentException if the text does not compile, the version is none, or a flag is not known
     */
    public static EscapeAnalysis escape(String source, String version, String... flags) {
        GoVersion go = GoVersion.parse(version);
        if (go == null || go.minor() < LEAST_MINOR || go.minor() > Options.DEFAULT.minor) {
            throw new IllegalArgumentException("Go " + version + ": give a version from 1." + LEAST_MINOR + " to 1."
                    + Options.DEFAULT.minor + ", such as \"1.23\"");
        }
        Options read = CompilerFlags.parse(List.of(flags));
        var options = new Options(go.minor(), Math.max(1, read.level), read.inlining, read.mutations);
        return of(Compilation.of(FILE, source, new StdStubs()), options);
    }

    /** What allocates in a function each time that it is reached, in the compiler's order. Inlined calls belong to their caller. */
    public List<Decision> allocations(String function) {
        return decisions.stream()
                .filter(d -> d.allocates() && d.function().equals(function))
                .toList();
    }

    /** What the compiler says of the heap and of parameters, as {@code line:column: text}, without the remarks about inlining. */
    public List<String> report() {
        return lines.stream()
                .filter(each ->
                        !each.text().startsWith("can inline") && !each.text().startsWith("inlining call"))
                .map(each -> each.toString().substring(FILE.length() + 1))
                .toList();
    }

    /** What was decided about the variables, allocations and parameters of a name, in the compiler's order. */
    public List<Decision> decisions(String name) {
        return decisions.stream().filter(d -> d.name().equals(name)).toList();
    }

    /** Analyses a file that compiles. */
    public static EscapeAnalysis of(Compilation c, Options options) {
        if (!c.diagnostics().isEmpty() && c.diagnostics().getFirst().pos().isKnown()) {
            throw new IllegalArgumentException(
                    "the file does not compile: " + c.diagnostics().getFirst());
        }
        return DeepStack.call(() -> analyze(c, options));
    }

    private static EscapeAnalysis analyze(Compilation c, Options options) {
        SourceFile file = Objects.requireNonNull(c.file());
        Package pkg = Objects.requireNonNull(c.pkg());
        RecordedFunctions recorded = RecordedFunctions.of(pkg);
        Unit.Imported imported = (unit, fn, func) -> describe(recorded, unit, fn, func);
        Unit unit = new Unit(List.of(file), pkg, c.info(), imported, options.minor >= PER_ITERATION_LOOPS);
        Diagnostics out = new Diagnostics(pkg, options.level);
        return analyze(unit, out, options);
    }

    /** Runs the passes over lowered functions. */
    public static EscapeAnalysis analyze(Unit unit, Diagnostics out, Options options) {
        Interleaved.run(unit, out, options.inlining, options.minor);
        for (Fn fn : unit.funcs) {
            LoopVars.run(fn);
        }
        for (Fn fn : unit.funcs) {
            if (fn.packageInit) {
                StaticInit.run(fn);
            }
        }
        for (Fn fn : unit.funcs) {
            if (!fn.isClosure()) {
                DeadLocals.run(fn);
            }
        }
        List<Decision> decisions = new ArrayList<>();
        Rules rules = Rules.of(options.minor);
        BottomUp.visit(unit.funcs, list -> new Batch(out, rules, options.mutations, decisions).run(list));
        return new EscapeAnalysis(List.copyOf(decisions), List.copyOf(out.lines()));
    }

    /** Tags and body of an imported function: from its recording, or at least from the notes beside its declaration. */
    static void describe(RecordedFunctions recorded, Unit unit, Fn fn, Func func) {
        fn.state = Fn.State.TAGGED;
        boolean known = recorded.describe(unit, fn);
        if (!known && recorded.describeInstance(fn, Unit.genericKey(func))) {
            return;
        }
        if (func.inlineNote().isEmpty()) {
            // Methods have no note: the compiler puts what it says about them elsewhere.
            if (fn.recv == null) {
                fn.inline = null;
            }
        } else if (fn.inline != null) {
            fn.inline = new Fn.Inline(Integer.parseInt(func.inlineNote()), fn.inline.canDelayResults());
        }
        List<String> results = fn.results.stream().map(r -> r.name).toList();
        String note = func.escapeTags();
        String[] entries = note.split(",", -1);
        List<Fn.Param> params = fn.recvParams();
        for (int i = 0; i < params.size(); i++) {
            String entry = entries.length == params.size() ? entries[i] : note.equals("?") ? "?" : "";
            if (!known || !entry.equals("?")) {
                params.get(i).tag = Leaks.parse(entry, results);
            }
        }
    }
}
