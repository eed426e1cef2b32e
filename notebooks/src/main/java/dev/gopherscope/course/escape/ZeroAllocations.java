package dev.gopherscope.course.escape;

import dev.gopherscope.golang.escape.Decision;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** esc-1: a constructor whose result need not be on the heap. The seed chooses what the constructor returns. */
public final class ZeroAllocations extends GoExercise {
    private enum Shape {
        POINTER(
                "func newRect(w, h int) *Rect { return &Rect{w, h} }",
                "return r.w * r.h",
                "func newRect(w, h int) Rect { return Rect{w, h} }"),
        INTERFACE(
                "func newRect(w, h int) any { return Rect{w, h} }",
                "return r.(Rect).w * r.(Rect).h",
                "func newRect(w, h int) Rect { return Rect{w, h} }"),
        CLOSURE(
                "func newRect(w, h int) func() int { return func() int { return w * h } }",
                "return r()",
                "func newRect(w, h int) Rect { return Rect{w, h} }");

        private final String constructor;
        private final String use;
        private final String mended;

        Shape(String constructor, String use, String mended) {
            this.constructor = constructor;
            this.use = use;
            this.mended = mended;
        }
    }

    public ZeroAllocations() {
        super("esc-1", "Zero allocations", "02", "var source");
    }

    private static Shape shape(long seed) {
        return pick(seed, Shape.values());
    }

    private static String program(String constructor, String use) {
        return "package main\ntype Rect struct{ w, h int }\n//go:noinline\n" + constructor
                + "\nfunc area(w, h int) int { r := newRect(w, h); " + use + " }\nfunc main() {}\n";
    }

    @Override
    String given(long seed) {
        return program(shape(seed).constructor, shape(seed).use);
    }

    @Override
    public String task(long seed) {
        return "Each call of `area` allocates one object. Bring it to 0 objects. `area` must still call the constructor `newRect`, "
                + "which must not be inlined, and no variable of the package may help.";
    }

    @Override
    protected String answer(long seed) {
        return GoAnswer.block(program(shape(seed).mended, Shape.POINTER.use));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Who holds the address last: `newRect` or `area`?",
                "A result that is a value is copied to the caller. It needs no address.",
                "Let `newRect` return a Rect, not "
                        + switch (shape(seed)) {
                            case POINTER -> "a pointer to one";
                            case INTERFACE -> "an interface that holds one";
                            case CLOSURE -> "a function that captures its sides";
                        }
                        + ".");
    }

    @Override
    public String why() {
        return "Ownership decides: what the caller alone uses can lie in the caller's frame, if it comes as a value. Small structs are cheap to "
                + "copy; a result in registers costs less than an object. In Go's source: cmd/compile/internal/escape, and the ABI notes for results.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(
                        GoAnswer.block(program(
                                "func newRect(w, h int) *Rect { last = Rect{w, h}; return &last }\nvar last Rect",
                                Shape.POINTER.use)),
                        "two goroutines would share it",
                        seed),
                wrong(
                        GoAnswer.block(given(seed).replace("r := newRect(w, h); " + shape(seed).use, "return w * h")),
                        "constructor is no longer called",
                        seed),
                wrong(
                        GoAnswer.block(given(seed).replace("r := newRect(w, h)", "r := newRect(h, w)")),
                        "still allocates",
                        seed));
    }

    @Override
    void check(Attempt attempt, GoAnswer go) {
        boolean called = go.calls("area", "newRect")
                && go.names("newRect").containsAll(Set.of("w", "h"))
                && go.analysis().lines().stream().noneMatch(l -> l.text().equals("can inline newRect"));
        if (!attempt.fact(
                "area",
                "calls newRect, which builds from w and h and is not inlined",
                called ? "does" : "does not",
                called)) {
            attempt.mistake(
                    "The constructor is no longer called as it was. Keep the call, and //go:noinline above it.");
            return;
        }
        boolean own = go.names("newRect").stream().noneMatch(go.globals()::contains);
        if (!attempt.fact("variables of the package in newRect", "none", own ? "none" : "some", own)) {
            attempt.mistake(
                    "0 allocations, but two goroutines would share it: one could change the sides that the other reads.");
            return;
        }
        List<Decision> left = go.allocations();
        if (!attempt.equal("objects of a call", 0, left.size())) {
            attempt.mistake("It still allocates: "
                    + left.stream()
                            .map(d -> d.name() + " in line " + d.pos().line())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }
}
