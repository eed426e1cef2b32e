package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderers;
import dev.gopherscope.kernel.engine.CellControl.Run;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.util.List;
import java.util.Objects;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControl.ResolutionException;
import jdk.jshell.spi.ExecutionControl.RunException;
import jdk.jshell.spi.ExecutionControl.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Runs cells: cuts them into fragments, compiles as many of these at once as can go together, and gives JShell the others one
 * by one, those with errors among them. Its caller holds the lock, which is open while code of the cell runs.
 */
final class CellExecution {

    private final JShell java;
    private final CellControl control;
    private final Places places;
    private final Names names;
    private final CompileErrors compileErrors;
    private final ThrownErrors thrownErrors;
    private final @Nullable CellBatches batches;
    private final LastResults results = new LastResults();

    CellExecution(
            JShell java,
            CellControl control,
            Places places,
            Names names,
            Suggestions suggestions,
            @Nullable CellBatches batches) {
        this.java = java;
        this.control = control;
        this.places = places;
        this.names = names;
        this.compileErrors = new CompileErrors(java, suggestions);
        this.thrownErrors = new ThrownErrors(places);
        this.batches = batches;
    }

    /** Ends a cell early. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Execution execution;

        Ended(Execution execution) {
            super(null, null, false, false);
            this.execution = execution;
        }
    }

    Execution run(Cell cell, Run run) {
        try {
            declareResults(cell.code());
            List<Fragment> fragments = Fragment.of(cell.code(), java.sourceCodeAnalysis());
            MimeBundle value = null;
            int next = 0;
            while (next < fragments.size()) {
                List<Fragment> rest = fragments.subList(next, fragments.size());
                CellBatches.Batch batch = batches == null
                        ? null
                        : batches.compile(rest.stream()
                                .takeWhile(Fragment::whole)
                                .map(Fragment::source)
                                .toList());
                int count = batch == null ? 1 : batch.count();
                boolean last = next + count == fragments.size();
                value = batch == null
                        ? evaluated(rest.getFirst(), cell, run, last)
                        : together(batch, rest.subList(0, count), cell, run, last);
                next += count;
            }
            notes(run);
            return new Execution.Done(value);
        } catch (Ended e) {
            return e.execution;
        } finally {
            control.release(run);
            names.hint(cell).ifPresent(hint -> note(run, hint));
            if (batches != null) {
                batches.prune();
            }
        }
    }

    /** Runs code that an earlier cell left behind. */
    Execution call(Cell cell, Run run, Runnable code) {
        try {
            control.call(code);
            return new Execution.Done(null);
        } catch (UserException e) {
            return failed(run, batches == null ? null : translated(e), cell).execution;
        } catch (RunException e) {
            return interrupted().execution;
        } catch (ExecutionControlException e) {
            throw new IllegalStateException(e);
        } finally {
            control.release(run);
        }
    }

    private static Ended interrupted() {
        return new Ended(new Execution.Interrupted(List.of("Interrupted.")));
    }

    /** Runs fragments that were compiled together. */
    private @Nullable MimeBundle together(
            CellBatches.Batch batch, List<Fragment> fragments, Cell cell, Run run, boolean last) throws Ended {
        for (int i = 0; i < fragments.size(); i++) {
            for (Snippet snippet : batch.snippets(i)) {
                places.put(snippet, cell, fragments.get(i));
            }
        }
        run.clearOutcome();
        if (batch.runs()) {
            try {
                control.invoke(batch.className(), "do_it$");
            } catch (UserException e) {
                declare(batch, fragments, cell, run, control.reached(batch.className()));
                throw failed(run, translated(e), cell);
            } catch (ResolutionException e) {
                declare(batch, fragments, cell, run, control.reached(batch.className()));
                throw unresolved(e, cell);
            } catch (RunException e) {
                declare(batch, fragments, cell, run, control.reached(batch.className()));
                throw interrupted();
            } catch (ExecutionControlException e) {
                throw new IllegalStateException(e);
            }
        }
        declare(batch, fragments, cell, run, Integer.MAX_VALUE);
        if (run.stopAsked()) {
            throw interrupted();
        }
        return batch.hasValue() && last ? value(batch.valueType(), run, cell) : null;
    }

    private void declare(CellBatches.Batch batch, List<Fragment> fragments, Cell cell, Run run, int reached) {
        var declared = batch.commit(reached);
        for (int i = 0; i < batch.count(); i++) {
            for (Snippet snippet : batch.snippets(i)) {
                if (declared.contains(snippet) || !(snippet instanceof PersistentSnippet)) {
                    names.ran(snippet, fragments.get(i), cell);
                } else if (snippet instanceof VarSnippet variable) {
                    control.restore(run, variable.name());
                }
            }
        }
    }

    private EvalException translated(UserException thrown) {
        return Objects.requireNonNull(batches).translated(thrown);
    }

    private Ended unresolved(ResolutionException thrown, Cell cell) {
        EvalException translated = translated(new UserException("", "", thrown.getStackTrace()));
        DeclarationSnippet needy = java.snippets()
                .filter(each -> each.id().equals(String.valueOf(thrown.id())))
                .filter(DeclarationSnippet.class::isInstance)
                .map(DeclarationSnippet.class::cast)
                .findFirst()
                .orElseThrow();
        return new Ended(compileErrors.unresolved(needy, cell, thrownErrors.position(translated, cell)));
    }

    private Ended failed(Run run, @Nullable EvalException translated, Cell cell) {
        Throwable thrown = Objects.requireNonNull(run.thrown());
        return new Ended(thrownErrors.of(thrown, translated, cell));
    }

    /** Gives one fragment to JShell. */
    private @Nullable MimeBundle evaluated(Fragment fragment, Cell cell, Run run, boolean last) throws Ended {
        run.clearOutcome();
        List<SnippetEvent> events = java.eval(fragment.source());
        if (run.stopAsked()) {
            throw interrupted();
        }
        if (events.isEmpty() && !fragment.whole()) {
            throw new Ended(compileErrors.of(null, fragment, cell));
        }
        MimeBundle value = null;
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null) {
                continue;
            }
            Snippet snippet = event.snippet();
            places.put(snippet, cell, fragment);
            if (event.status() == Snippet.Status.REJECTED || snippet instanceof ErroneousSnippet || broken(event)) {
                throw new Ended(compileErrors.of(snippet, fragment, cell));
            }
            if (run.thrown() != null) {
                throw new Ended(thrownErrors.of(Objects.requireNonNull(run.thrown()), event.exception(), cell));
            }
            if (event.exception() instanceof UnresolvedReferenceException unresolved) {
                throw new Ended(compileErrors.unresolved(
                        unresolved.getSnippet(), cell, thrownErrors.position(unresolved, cell)));
            }
            if (snippet instanceof DeclarationSnippet declared && event.status() != Snippet.Status.VALID) {
                run.pending().add(declared);
            }
            names.ran(snippet, fragment, cell);
            // Declared anew without a value, a variable begins at its default, as a reader of Java expects.
            if (snippet.subKind() == Snippet.SubKind.VAR_DECLARATION_SUBKIND) {
                control.reset(((VarSnippet) snippet).name());
            }
            if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
                var unnamed = (VarSnippet) snippet;
                value = last ? value(unnamed.typeName(), run, cell) : null;
                control.forget(unnamed.name());
                java.drop(unnamed);
            } else if (snippet.kind() == Snippet.Kind.EXPRESSION) {
                value = last ? value("java.lang.Object", run, cell) : null;
            }
        }
        return value;
    }

    /** A declaration that can't be used and lacks nothing: its fault is its own. */
    private boolean broken(SnippetEvent event) {
        if (event.status() != Snippet.Status.RECOVERABLE_NOT_DEFINED
                || !(event.snippet() instanceof DeclarationSnippet declared)
                || java.unresolvedDependencies(declared).findAny().isPresent()
                || java.diagnostics(declared).noneMatch(Diag::isError)) {
            return false;
        }
        java.drop(declared);
        return true;
    }

    /** Says which declarations of the cell can't be used yet. */
    private void notes(Run run) {
        for (DeclarationSnippet each : run.pending()) {
            compileErrors.pending(each).forEach(line -> note(run, line));
        }
    }

    private static void note(Run run, String line) {
        CellOutput output = run.output();
        if (output != null) {
            output.stream(CellOutput.Stream.STDERR, line + "\n");
        }
    }

    /** Renders the result of the cell and keeps it. */
    private @Nullable MimeBundle value(String type, Run run, Cell cell) throws Ended {
        Object value = run.result();
        // printf returns the stream that it printed to, which is not what its caller wants to see.
        if (value == null || value == System.out || value == System.err || cell.silent()) {
            return null;
        }
        results.add(cell.number(), type, value).forEach(this::forget);
        try {
            return Renderers.render(value);
        } catch (Throwable e) {
            throw new Ended(thrownErrors.of(e, null, cell));
        }
    }

    /** Makes variables of the earlier results that a cell mentions. */
    private void declareResults(String code) {
        for (LastResults.Result each : results.mentioned(code)) {
            if (control.value(each.name()) == null) {
                boolean named = java.eval(each.type() + " " + each.name() + ";").stream()
                        .anyMatch(e -> e.status() == Snippet.Status.VALID);
                if (!named) {
                    java.eval("Object " + each.name() + ";");
                }
                control.assign(each.name(), each.value());
            }
        }
    }

    private void forget(LastResults.Result result) {
        control.forget(result.name());
        java.variables().filter(v -> v.name().equals(result.name())).toList().forEach(java::drop);
    }

    /** Forgets unnamed results. */
    void clearResults() {
        results.clear();
    }
}
