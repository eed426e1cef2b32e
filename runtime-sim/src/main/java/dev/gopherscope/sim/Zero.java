package dev.gopherscope.sim;

/** The zero values of Go's types, for the Java types that stand for them: 0, false, "" and null. */
final class Zero {
    private Zero() {}

    @SuppressWarnings({"unchecked", "NullAway"})
    static <T> T of(Class<T> type) {
        Object zero = null;
        if (type == Integer.class) {
            zero = 0;
        } else if (type == Long.class) {
            zero = 0L;
        } else if (type == Double.class) {
            zero = 0.0;
        } else if (type == Float.class) {
            zero = 0.0f;
        } else if (type == Short.class) {
            zero = (short) 0;
        } else if (type == Byte.class) {
            zero = (byte) 0;
        } else if (type == Boolean.class) {
            zero = false;
        } else if (type == Character.class) {
            zero = '\0';
        } else if (type == String.class) {
            zero = "";
        }
        return (T) zero;
    }
}
