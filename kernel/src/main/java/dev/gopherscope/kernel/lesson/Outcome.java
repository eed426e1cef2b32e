package dev.gopherscope.kernel.lesson;

/** How the check of an exercise ended. */
public enum Outcome {
    /** Every fact holds. */
    CORRECT("Correct"),
    /** At least one fact does not hold. */
    INCORRECT("Not yet"),
    /** The answer, or the program that it is, threw an exception. */
    EXCEPTION("Exception"),
    /** The starter was not touched. */
    NOT_ATTEMPTED("Not attempted");

    private final String title;

    Outcome(String title) {
        this.title = title;
    }

    /** The word for the reader. */
    public String title() {
        return title;
    }
}
