package dev.gopherscope.sim.stack;

import org.jspecify.annotations.Nullable;

/**
 * A call on a stack, or several equal ones of a recursion.
 *
 * @param name of the function
 * @param bytes of one level, return address and saved frame pointer included
 * @param levels how many equal calls this stands for, 1 or more
 * @param caller the frame above, null for the body of the goroutine
 * @param used bytes from the upper end of the stack to the end of this frame
 * @param segment the segment that was left for this frame; null unless it has one of its own
 */
public record Frame(
        String name,
        long bytes,
        long levels,
        @Nullable Frame caller,
        long used,
        @Nullable Segment segment) {

    /**
     * What a frame with a segment of its own returns to (up to 1.2).
     *
     * @param lo lower end
     * @param size bytes
     * @param start value of {@link Frame#used} at which it began
     */
    public record Segment(long lo, int size, long start) {}
}
