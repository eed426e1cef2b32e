package dev.gopherscope.sim.stack;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stack of one goroutine: where it lies, how large it is, and the calls on it. Follows {@code type stack} and {@code g.sched}. */
public final class Stack {
    /** Used when the body of a goroutine begins: what gostartcall reserves, and the return address of goexit. */
    private static final int ENTRY = 40;

    /** The frame of a body that calls something; measured: the first call begins at 88 bytes, return address included. */
    private static final int BODY = 40;

    /** Bytes of a return address. */
    static final int RETURN_ADDRESS = 8;

    /** The goroutine that it belongs to now. */
    public int goid;

    long lo;
    int size;
    /** Where the present segment begins, in used bytes; 0 for stacks that are copied. */
    long start;

    @Nullable
    Frame top;

    /** Variables whose address was taken; null as long as there is none. */
    private @Nullable List<StackVariable> variables;

    private int copies;

    /** Lowest address. */
    public long lo() {
        return lo;
    }

    /** Highest address, exclusive. */
    public long hi() {
        return lo + size;
    }

    /** Bytes, a power of two; 0 if the goroutine is dead and has none. */
    public int size() {
        return size;
    }

    /** Bytes that the calls take, without what the runtime itself adds while the goroutine is parked. */
    public long used() {
        Frame t = top;
        return t == null ? ENTRY + BODY : t.used();
    }

    /** The innermost call, null in the body. */
    public @Nullable Frame top() {
        return top;
    }

    /** How many calls there are, the body included. */
    public long depth() {
        long n = 1;
        for (Frame f = top; f != null; f = f.caller()) {
            n += f.levels();
        }
        return n;
    }

    /** How often it was moved. */
    public int copies() {
        return copies;
    }

    StackVariable variable(String name, long value) {
        if (variables == null) {
            variables = new ArrayList<>(2);
        }
        long mine = variables.stream().filter(v -> v.frame() == top).count();
        long room = (top == null ? BODY : top.bytes()) - RETURN_ADDRESS;
        if (8 * (mine + 1) > room) {
            throw new IllegalArgumentException("the frame of " + (top == null ? "the goroutine" : top.name()) + " has "
                    + room + " bytes for variables and holds " + mine + " already; give it a larger frame");
        }
        var variable = new StackVariable(this, name, top, used() - 8 * mine, value);
        variables.add(variable);
        return variable;
    }

    boolean holds(StackVariable variable) {
        return variables != null && variables.contains(variable);
    }

    /** Pointers into the stack that a copy has to adjust: saved frame pointers and variables whose address was taken. */
    long pointers() {
        return depth() + (variables == null ? 0 : variables.size());
    }

    void moved(long newLo, int newSize) {
        lo = newLo;
        size = newSize;
        copies++;
    }

    /** Drops the innermost call and what lived in it. */
    void pop(@Nullable Frame to) {
        if (variables != null) {
            while (!variables.isEmpty()
                    && variables.getLast().frame() != to
                    && variables.getLast().frame() == top) {
                variables.removeLast();
            }
        }
        top = to;
    }

    void reset() {
        top = null;
        start = 0;
        variables = null;
        copies = 0;
    }
}
