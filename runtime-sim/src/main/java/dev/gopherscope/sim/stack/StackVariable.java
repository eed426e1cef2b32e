package dev.gopherscope.sim.stack;

import org.jspecify.annotations.Nullable;

/**
 * A variable in a frame whose address was taken. This object is what a Go pointer to it is: it stays right when the stack moves.
 * The number that {@link #address} returns is what a {@code uintptr} holds: nobody adjusts it.
 */
public final class StackVariable {
    private final Stack stack;
    private final String name;
    private final @Nullable Frame frame;
    private final long offset;
    private long value;

    StackVariable(Stack stack, String name, @Nullable Frame frame, long offset, long value) {
        this.stack = stack;
        this.name = name;
        this.frame = frame;
        this.offset = offset;
        this.value = value;
    }

    @Nullable
    Frame frame() {
        return frame;
    }

    /** The name it was given. */
    public String name() {
        return name;
    }

    /** Where it lies now: {@code uintptr(unsafe.Pointer(&x))}. */
    public long address() {
        return alive().hi() - offset;
    }

    /** Reads it through the pointer. */
    public long get() {
        alive();
        return value;
    }

    /** Writes it through the pointer. */
    public void set(long newValue) {
        alive();
        value = newValue;
    }

    private Stack alive() {
        if (!stack.holds(this)) {
            throw new IllegalStateException(
                    "the variable " + name
                            + " is gone: the function that it belongs to has returned. In Go it would have escaped to the heap.");
        }
        return stack;
    }
}
