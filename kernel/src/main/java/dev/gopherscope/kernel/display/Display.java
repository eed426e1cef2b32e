package dev.gopherscope.kernel.display;

import java.util.concurrent.atomic.AtomicLong;

/** What cells call to show something before their end, made for static import; it is imported into every cell. */
public final class Display {
    private static final AtomicLong IDS = new AtomicLong();

    private Display() {}

    /**
     * Shows a value as the result of a cell would be shown.
     *
     * @return the id of what is shown, for {@link #updateDisplay}
     */
    public static String display(Object value) {
        return show(Renderers.render(value));
    }

    /**
     * Shows text of a given kind.
     *
     * @param mimeType such as {@code text/html}, {@code text/markdown}, {@code image/svg+xml}
     * @return the id of what is shown, for {@link #updateDisplay}
     */
    public static String display(Object content, String mimeType) {
        return show(bundle(content, mimeType));
    }

    /** Replaces what is shown under that id. */
    public static void updateDisplay(String id, Object value) {
        output().updateDisplay(Renderers.render(value), id);
    }

    /** Replaces what is shown under that id by text of a given kind. */
    public static void updateDisplay(String id, Object content, String mimeType) {
        output().updateDisplay(bundle(content, mimeType), id);
    }

    /** Removes what this cell has shown so far. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /**
     * Removes what this cell has shown so far.
     *
     * @param wait true: only when something new is shown, so that nothing flickers
     */
    public static void clearOutput(boolean wait) {
        output().clear(wait);
    }

    private static String show(MimeBundle bundle) {
        String id = "display-" + IDS.incrementAndGet();
        output().display(bundle, id);
        return id;
    }

    private static MimeBundle bundle(Object content, String mimeType) {
        String text = String.valueOf(content);
        MimeBundle plain = MimeBundle.text(text);
        return mimeType.equals(MimeBundle.TEXT) ? plain : plain.with(mimeType, text);
    }

    private static CellOutput output() {
        CellOutput output = CurrentOutput.get();
        if (output == null) {
            throw new IllegalStateException(
                    "display was called outside of a cell; it works in a cell and in threads that a cell started.");
        }
        return output;
    }
}
