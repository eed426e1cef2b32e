package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.golang.escape.CompilerFlags;
import dev.gopherscope.golang.escape.Decision;
import dev.gopherscope.golang.escape.EscapeAnalysis;
import dev.gopherscope.golang.escape.FlowPath;
import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.types.Diagnostic;
import dev.gopherscope.golang.vet.LostCancel;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;
import java.util.ArrayList;
import java.util.List;

/** {@code %%go}: what Go's compiler says about a file, as marks in the source and as its text. Nothing is built or run. */
public final class GoMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.cell("go", "Shows what Go's compiler says about Go source.")
            .operands("[-m | -m=2] [-l] | -vet")
            .option("-m", "what is inlined, and what is on the heap and why")
            .option("-m=2", "the same at length")
            .option("-l", "without inlining")
            .option("-vet", "what go vet says about cancel functions that are not called on every path")
            .notes("""
                    The cell is a file of package main, or a part of one: declarations, or statements, which are put into main. Imports of the
                    standard library that a part lacks are added. Errors are those of go1.26, at their places. Marks with more to say tell it
                    when the pointer rests on them.""")
            .example("%%go -m\nfunc grow() *int {\n    n := 1\n    return &n\n}");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) {
        if (call.body().isBlank()) {
            throw call.misused("it needs Go source below it.");
        }
        boolean vet = call.text().strip().equals("-vet");
        EscapeAnalysis.Options options;
        try {
            options = CompilerFlags.parse(List.of(call.text().isBlank() || vet ? "-m" : call.text()));
        } catch (IllegalArgumentException e) {
            throw call.misused(e.getMessage() + ".");
        }
        GoFragment source = GoFragment.of(call.body());
        var page = new GoSourcePage(source.lines());
        var text = new ArrayList<String>();
        List<Diagnostic> errors = source.errors();
        if (!errors.isEmpty()) {
            for (Diagnostic each : errors) {
                text.add(source.printed(each.pos(), each.message()));
                page.mark(source.line(each.pos()), each.pos().col(), each.message(), "", GoSourcePage.Kind.ERROR);
            }
        } else if (vet) {
            for (Diagnostic each : LostCancel.of(source.compilation())) {
                text.add(source.printed(each.pos(), source.withLines(each.message())));
                page.mark(
                        source.line(each.pos()),
                        each.pos().col(),
                        source.withLines(each.message()),
                        "",
                        GoSourcePage.Kind.VET);
            }
        } else {
            EscapeAnalysis analysis = EscapeAnalysis.of(source.compilation(), options);
            for (Diagnostics.Line each : analysis.lines()) {
                int line = source.line(each.pos());
                if (line > 0 || !each.pos().isKnown()) {
                    text.add(source.printed(each.pos(), each.text()));
                }
                if (line > 0 && !each.text().startsWith(" ")) {
                    page.mark(
                            line, each.pos().col(), each.text(), why(analysis, each.pos(), source), kind(each.text()));
                }
            }
        }
        if (text.isEmpty()) {
            text.add(vet ? "Vet finds every cancel function used." : "The compiler has nothing to say.");
        }
        return MimeBundle.text(page.text() + "\n\n" + String.join("\n", text)).with(MimeBundle.HTML, page.html());
    }

    private static String why(EscapeAnalysis analysis, Pos pos, GoFragment source) {
        for (Decision each : analysis.decisions()) {
            FlowPath path = each.path();
            if (each.pos().equals(pos) && path != null) {
                var steps = new ArrayList<String>();
                for (FlowPath.Step step : path.steps()) {
                    var reasons = new ArrayList<String>();
                    for (FlowPath.Reason reason : step.reasons()) {
                        int line = source.line(reason.pos());
                        reasons.add(reason.why() + " of " + reason.where() + (line > 0 ? " on line " + line : ""));
                    }
                    steps.add(step.src() + " flows to " + step.dst()
                            + (reasons.isEmpty() ? "" : ": " + String.join(", ", reasons)));
                }
                return String.join("\n", steps);
            }
        }
        return "";
    }

    private static GoSourcePage.Kind kind(String text) {
        boolean heap =
                text.startsWith("moved to heap") || text.contains(" escapes to heap") || text.contains("escapes");
        return heap
                ? GoSourcePage.Kind.HEAP
                : text.startsWith("leaking param")
                        ? GoSourcePage.Kind.LEAK
                        : text.contains("does not escape") ? GoSourcePage.Kind.STACK : GoSourcePage.Kind.INLINE;
    }
}
