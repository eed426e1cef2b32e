package dev.gopherscope.sim;

import dev.gopherscope.sim.memory.GoType;

/**
 * A Go slice: a value of three words that names an array. {@link #append} returns a new slice, as in Go. It keeps nothing alive;
 * store its {@link #array} in a simulated variable for that.
 *
 * @param element type of the elements
 * @param array address of the first element, 0 if there is none
 * @param length {@code len(s)}
 * @param capacity {@code cap(s)}
 */
public record Slice(GoType element, long array, long length, long capacity) {

    public Slice {
        if (length < 0 || capacity < length) {
            throw new IllegalArgumentException("a slice of length " + length + " and capacity " + capacity
                    + ": the length is 0 or more, and the capacity not less");
        }
    }

    /** The nil slice of a type. */
    public static Slice of(String element) {
        return new Slice(GoType.of(element), 0, 0, 0);
    }

    /** {@code make([]T, length, capacity)}. */
    public static Slice make(String element, long length, long capacity) {
        var empty = new Slice(GoType.of(element), 0, length, capacity);
        return new Slice(empty.element, Memory.makeSlice(empty.element, capacity), length, capacity);
    }

    /** Appends n zero values; a new array is made if they do not fit. */
    public Slice append(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("append(" + n + "): give 0 or more elements");
        }
        return RuntimeEntry.current("append").growslice(this, length + n);
    }
}
