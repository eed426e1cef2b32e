package dev.gopherscope.course.release;

import dev.gopherscope.build.Binary;
import dev.gopherscope.build.Binary.Image;
import dev.gopherscope.build.Program;
import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import java.util.List;

/** build-1: a build command for a target. */
public final class FlagsForATarget extends GapExercise {
    private enum Target {
        EMPTY("an empty image, as small as the linker makes it", "CGO_ENABLED=0 go build -ldflags=-s ./cmd/shop"),
        STAGING("a debian image in which a debugger shows variables", "go build ./cmd/shop"),
        HARDENED("a debian host that wants a position independent executable", "go build -buildmode=pie ./cmd/shop"),
        PLUGIN("a C program that loads the code as a shared library", "go build -buildmode=c-shared ./cmd/shop");

        private final String text;
        private final String command;

        Target(String text, String command) {
            this.text = text;
            this.command = command;
        }
    }

    public FlagsForATarget() {
        super("build-1", "Flags for a target", "14", "var command");
    }

    private static Target target(long seed) {
        return pick(seed, Target.values());
    }

    @Override
    public String task(long seed) {
        return "Write the command, as a string, that builds ./cmd/shop, a net/http server, for " + target(seed).text
                + ".";
    }

    @Override
    protected String answer(long seed) {
        return quoted(target(seed).command);
    }

    private static String quoted(String s) {
        return "\"" + s + "\"";
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Is there a loader in the target, and a libc?",
                "Which tables must stay for the tools that are wanted?",
                "One of -buildmode, -ldflags and CGO_ENABLED decides here.");
    }

    @Override
    public String why() {
        return "A flag is right for a target, not in itself. A loader in the header, DWARF and libc are costs in one place and "
                + "needs in another. In Go's source: cmd/link/internal/ld and cmd/go/internal/work/init.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return switch (target(seed)) {
            case EMPTY ->
                List.of(
                        wrong(
                                quoted("CGO_ENABLED=0 go build -buildmode=pie -ldflags=-s"),
                                "no such file or directory",
                                seed),
                        wrong(quoted("CGO_ENABLED=0 go build"), "symbol table", seed));
            case STAGING ->
                List.of(
                        wrong(quoted("go build -ldflags=-s"), "DWARF", seed),
                        wrong(quoted("go build -ldflags=-w"), "DWARF", seed));
            case HARDENED ->
                List.of(wrong(quoted("go build"), "pie", seed), wrong(quoted("go build -trimpath"), "pie", seed));
            case PLUGIN ->
                List.of(
                        wrong(quoted("CGO_ENABLED=0 go build -buildmode=c-shared"), "cgo is not enabled", seed),
                        wrong(quoted("go build -buildmode=pie"), "c-shared", seed));
        };
    }

    @Override
    protected void check(Attempt attempt) {
        String command = attempt.as(String.class, "a build command");
        Binary b;
        try {
            b = Binary.link(Program.HTTP, command);
        } catch (IllegalArgumentException e) {
            attempt.fact("command", "a go build", "another one", false);
            attempt.mistake(String.valueOf(e.getMessage()));
            return;
        }
        attempt.ran(command);
        if (!attempt.fact(
                "the linker",
                "accepts it",
                b.refused().isEmpty() ? "accepts it" : "refuses",
                b.refused().isEmpty())) {
            attempt.mistake(b.refused());
            return;
        }
        switch (target(attempt.seed())) {
            case EMPTY -> {
                String start = b.start(Image.EMPTY);
                if (!attempt.equal("start in an empty image", "runs", start)) {
                    attempt.mistake("There: exec: " + start + ".");
                } else if (!attempt.fact(
                        "tables that could go",
                        "none",
                        b.build().hasSymbols() ? "symbol table" : "none",
                        !b.build().hasSymbols())) {
                    attempt.mistake("The symbol table and DWARF are still in the file.");
                }
            }
            case STAGING -> {
                attempt.equal("start in debian", "runs", b.start(Image.DEBIAN));
                if (!attempt.fact(
                        "debugger", "works", b.works("debugger") ? "works" : "does not", b.works("debugger"))) {
                    attempt.mistake("A debugger needs DWARF, which this command drops.");
                }
            }
            case HARDENED -> {
                attempt.equal("start in debian", "runs", b.start(Image.DEBIAN));
                if (!attempt.equal("buildmode", "pie", b.build().mode())) {
                    attempt.mistake("Without -buildmode=pie the code stands at a fixed address on linux.");
                }
            }
            case PLUGIN -> {
                if (!attempt.equal("buildmode", "c-shared", b.build().mode())) {
                    attempt.mistake("A C program loads -buildmode=c-shared.");
                }
            }
        }
    }
}
