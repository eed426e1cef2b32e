package dev.gopherscope.sim;

import dev.gopherscope.sim.version.GoVersion;

/**
 * A function that a loop calls in each iteration, as far as preemption goes. Before Go 1.14 a loop could be preempted only where a called
 * function checks its stack: not if the call was inlined ({@code cmd/compile/internal/inline}), and not if the function is a leaf
 * with a small frame, which gets no check ({@code cmd/internal/obj/x86/obj6.go}).
 *
 * @param inlineCost what the inliner counts, as {@code -gcflags=-m=2} prints it
 * @param frameBytes size of its frame
 * @param leaf whether it calls no other function
 */
public record Callee(int inlineCost, int frameBytes, boolean leaf) {
    /** {@code inlineMaxBudget}. */
    private static final int INLINE_BUDGET = 80;

    /** {@code abi.StackSmall}: leaf functions with smaller frames have no stack check. */
    private static final int STACK_SMALL = 128;

    /** A channel operation: a function of the runtime. */
    public static final Callee CHANNEL_OPERATION = new Callee(1_000, 136, false);

    /** A map access: a function of the runtime. */
    public static final Callee MAP_ACCESS = new Callee(1_000, 104, false);

    public Callee {
        if (inlineCost < 0 || frameBytes < 0) {
            throw new IllegalArgumentException(
                    "Callee(" + inlineCost + ", " + frameBytes + ", ...): cost and frame cannot be negative");
        }
    }

    /** Whether the call disappears in the loop. */
    public boolean inlined(GoVersion version) {
        return inlineCost <= INLINE_BUDGET && (leaf || version.midStackInlining());
    }

    /** Whether each call checks the stack, which is where a cooperative preemption happens. */
    public boolean checksStack(GoVersion version) {
        return !inlined(version) && !(leaf && frameBytes < STACK_SMALL);
    }
}
