package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.inline.Interleaved;
import dev.gopherscope.golang.ir.BottomUp;
import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Unit;
import dev.gopherscope.golang.syntax.DeepStack;
import dev.gopherscope.golang.syntax.SourceFile;
import dev.gopherscope.golang.types.Compilation;
import dev.gopherscope.golang.types.Func;
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
        Unit unit = new Unit(file, pkg, c.info(), EscapeAnalysis::describe, options.minor >= PER_ITERATION_LOOPS);
        Diagnostics out = new Diagnostics(pkg, options.level);
        Interleaved.run(unit, out, options.inlining, options.minor);
        for (Fn fn : unit.funcs) {
            LoopVars.run(fn);
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

    /** Tags of imported functions from the recorded notes. */
    private static void describe(Fn fn, Func func) {
        fn.state = Fn.State.TAGGED;
        List<String> results = fn.results.stream().map(r -> r.name).toList();
        String note = func.escapeTags();
        String[] entries = note.split(",", -1);
        List<Fn.Param> params = fn.recvParams();
        for (int i = 0; i < params.size(); i++) {
            String entry = entries.length == params.size() ? entries[i] : note.equals("?") ? "?" : "";
            params.get(i).tag = Leaks.parse(entry, results);
        }
    }
}
