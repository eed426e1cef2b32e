package dev.gopherscope.kernel.lesson;

/**
 * One thing that a checker verified.
 *
 * @param name what was looked at, such as {@code jobs done}
 * @param expected what it must be, as text
 * @param actual what it is, as text
 * @param holds whether it is so
 */
public record Fact(String name, String expected, String actual, boolean holds) {

    @Override
    public String toString() {
        return name + ": " + (holds ? actual : "expected " + expected + ", got " + actual);
    }
}
