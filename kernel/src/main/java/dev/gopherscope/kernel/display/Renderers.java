package dev.gopherscope.kernel.display;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Finds the {@link Renderer} for a value: the one with the most specific type wins, {@code toString} is the last resort. */
public final class Renderers {

    /** The longest text form of a value, in characters; longer ones are cut with a notice. */
    private static final int MAX_TEXT = 10_000_000;

    /** How many elements of an array are shown. */
    private static final int MAX_ELEMENTS = 1_000;

    private static volatile @Nullable List<Renderer<?>> found;

    private Renderers() {}

    private static synchronized List<Renderer<?>> all() {
        List<Renderer<?>> known = found;
        if (known == null) {
            known = new ArrayList<>();
            for (Renderer<?> each : ServiceLoader.load(Renderer.class, Renderers.class.getClassLoader())) {
                known.add(each);
            }
            found = known;
        }
        return known;
    }

    /** Takes in the renderers of jars that a cell loaded; what is known already stays first. */
    public static synchronized void discover(ClassLoader loader) {
        List<Renderer<?>> known = new ArrayList<>(all());
        try {
            for (Renderer<?> each : ServiceLoader.load(Renderer.class, loader)) {
                if (known.stream().noneMatch(other -> other.getClass() == each.getClass())) {
                    known.add(each);
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(
                    "a loaded jar names a renderer that can't be used: " + e.getMessage(), e);
        }
        found = known;
    }

    /** The value in every form that exists for it. What a renderer or {@code toString} throws is passed on. */
    public static MimeBundle render(@Nullable Object value) {
        if (value instanceof MimeBundle bundle) {
            return bundle;
        }
        if (value == null || value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return MimeBundle.text(cut(String.valueOf(value)));
        }
        if (value instanceof DataTable table) {
            return table.bundle();
        }
        MimeBundle registered = JvmRepr.render(value);
        if (registered != null) {
            return registered;
        }
        Renderer<?> best = null;
        for (Renderer<?> each : all()) {
            if (each.type().isInstance(value)
                    && (best == null || best.type().isAssignableFrom(each.type()) && best.type() != each.type())) {
                best = each;
            }
        }
        if (best != null) {
            return call(best, value);
        }
        if (value instanceof BufferedImage image) {
            return image(image);
        }
        DataTable table = ValueTables.of(value);
        if (table != null) {
            return table.bundle();
        }
        return MimeBundle.text(cut(value.getClass().isArray() ? array(value) : String.valueOf(value.toString())));
    }

    private static <T> MimeBundle call(Renderer<T> renderer, Object value) {
        return renderer.render(renderer.type().cast(value));
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT
                ? text
                : text.substring(0, MAX_TEXT) + "… (" + text.length() + " characters in all)";
    }

    private static String array(Object array) {
        int length = Array.getLength(array);
        var text = new StringBuilder(array.getClass().getComponentType().getSimpleName())
                .append("[")
                .append(length)
                .append("] {");
        for (int i = 0; i < Math.min(length, MAX_ELEMENTS); i++) {
            Object element = Array.get(array, i);
            text.append(i == 0 ? " " : ", ");
            text.append(element != null && element.getClass().isArray() ? array(element) : String.valueOf(element));
        }
        return text.append(length > MAX_ELEMENTS ? ", … }" : length == 0 ? "}" : " }")
                .toString();
    }

    private static MimeBundle image(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = "image of " + image.getWidth() + " by " + image.getHeight() + " pixels";
        return MimeBundle.text(text)
                .with(MimeBundle.PNG, Base64.getEncoder().encodeToString(bytes.toByteArray()))
                .withMetadata(
                        MimeBundle.PNG, Map.of("width", image.getWidth(), "height", image.getHeight(), "alt", text));
    }
}
