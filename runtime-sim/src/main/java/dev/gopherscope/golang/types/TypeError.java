package dev.gopherscope.golang.types;

/** Why something does not hold, to be formatted when it is reported; the format may be empty. */
record TypeError(String format, Object... args) {
    @Override
    public boolean equals(Object o) {
        return this == o;
    }

    @Override
    public int hashCode() {
        return format.hashCode();
    }
}
