package dev.gopherscope.sim.stack;

import dev.gopherscope.sim.version.StackRules;
import java.util.ArrayList;
import java.util.List;

/**
 * When a stack grows, and to which size: the prologue check that the compiler puts into each function ({@code stacksplit} in
 * {@code cmd/internal/obj/x86/obj6.go}) and {@code newstack} in {@code runtime/stack.go}. Frames are given as bytes of one
 * level, return address and saved frame pointer included.
 */
public final class StackGrowth {
    /** Used at the entry of the first call of a new goroutine, return address included; measured with go1.26.8. */
    public static final int USED_AT_ENTRY = 88;

    private StackGrowth() {}

    /**
     * A move of a recursion.
     *
     * @param level at whose entry it happens, from 1
     * @param oldSize bytes
     * @param newSize bytes
     * @param moved bytes that were copied
     */
    public record Move(long level, long oldSize, long newSize, long moved) {}

    /** Whether a function may begin: its frame leaves the guard free, or is small enough to use a part of it. */
    static boolean fits(StackRules rules, long size, long usedAtEntry, long frame) {
        long locals = frame - Stack.RETURN_ADDRESS;
        return size - usedAtEntry - Math.max(0, locals - StackRules.SMALL) > rules.guard();
    }

    /** The size after a growth: twice as much, until the frame and the guard fit. */
    static long newSize(StackRules rules, long size, long usedAtEntry, long frame) {
        long grown = 2 * size;
        while (grown - usedAtEntry < frame - Stack.RETURN_ADDRESS + rules.guard()) {
            grown *= 2;
        }
        return grown;
    }

    /**
     * The first level of a recursion at which a stack does not fit, without trying them one by one.
     *
     * @param usedAtEntry at the entry of level 1
     */
    static long firstMiss(StackRules rules, long size, long usedAtEntry, long frame) {
        long locals = frame - Stack.RETURN_ADDRESS;
        long room = size - rules.guard() - Math.max(0, locals - StackRules.SMALL) - usedAtEntry;
        return room <= 0 ? 1 : (room + frame - 1) / frame + 1;
    }

    /**
     * The moves of a recursion in a new goroutine.
     *
     * @param rules of a version whose stacks are copied
     * @param startSize bytes of the first stack
     * @param frame bytes of a level, 16 or more
     * @param levels how deep, 1 or more
     * @param maxStack the limit; the recursion ends in an overflow if it is reached
     */
    public static List<Move> moves(StackRules rules, long startSize, long frame, long levels, long maxStack) {
        var moves = new ArrayList<Move>();
        long size = startSize;
        long level = 1;
        while (true) {
            level = Math.max(level, firstMiss(rules, size, USED_AT_ENTRY, frame));
            if (level > levels) {
                return moves;
            }
            long used = USED_AT_ENTRY + (level - 1) * frame;
            long grown = newSize(rules, size, used, frame);
            if (grown > maxStack) {
                return moves;
            }
            moves.add(new Move(level, size, grown, used));
            size = grown;
        }
    }

    /** How many levels of a recursion in a new goroutine fit below a limit; the next one overflows. */
    public static long deepest(StackRules rules, long frame, long maxStack) {
        long size = rules.min();
        while (true) {
            long level = firstMiss(rules, size, USED_AT_ENTRY, frame);
            long grown = newSize(rules, size, USED_AT_ENTRY + (level - 1) * frame, frame);
            if (grown > maxStack) {
                return level - 1;
            }
            size = grown;
        }
    }
}
