package dev.gopherscope.charts.theme;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;

/**
 * The two fonts that travel in the jar: Liberation Sans 2, regular and bold (SIL Open Font License). Every label is laid out
 * with them, so pictures are equal on every machine.
 *
 * <p>On Linux AWT doesn't start without one font that fontconfig knows. {@link #prepare} puts the two files into a folder of
 * the user and tells AWT about them, so that neither fontconfig nor a system font is needed. It must run before anything
 * else wakes AWT. Elsewhere the platform has fonts, and only the charts use ours.
 */
public final class Fonts {

    /** The font list in SVG and Vega-Lite: one metric family, so text measured with Liberation Sans fits everywhere. */
    public static final String FAMILY = "'Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif";

    private static final String REGULAR = "LiberationSans-Regular.ttf";
    private static final String BOLD = "LiberationSans-Bold.ttf";
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static boolean prepared;

    private Fonts() {}

    private static final class Faces {
        static final Font REGULAR_FACE = face(REGULAR);
        static final Font BOLD_FACE = face(BOLD);
    }

    /** Makes AWT headless and independent of system fonts. Cheap, and safe to call again. */
    public static synchronized void prepare() {
        if (prepared) {
            return;
        }
        prepared = true;
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        if (linux && System.getProperty("sun.awt.fontconfig") == null) {
            try {
                Path folder = folder();
                System.setProperty(
                        "sun.awt.fontconfig",
                        fontconfig(folder).toAbsolutePath().toString());
            } catch (IOException e) {
                // A read-only home and no temporary folder: the system's own fonts, if there are any, still do.
            }
        }
    }

    /** The regular face at a size in pixels. */
    public static Font regular(double size) {
        prepare();
        return Faces.REGULAR_FACE.deriveFont((float) size);
    }

    /** The bold face at a size in pixels. */
    public static Font bold(double size) {
        prepare();
        return Faces.BOLD_FACE.deriveFont((float) size);
    }

    /** The width of a line of text in pixels. */
    public static double width(String text, double size, boolean bold) {
        if (text.isEmpty()) {
            return 0;
        }
        return (bold ? bold(size) : regular(size))
                .getStringBounds(text, CONTEXT)
                .getWidth();
    }

    private static Font face(String name) {
        try (InputStream in = resource(name)) {
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the font " + name + " from the jar", e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font " + name + " in the jar is damaged", e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(
                Fonts.class.getResourceAsStream("/dev/gopherscope/charts/fonts/" + name),
                () -> "the font " + name + " is missing from the jar");
    }

    private static Path folder() throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache != null && Path.of(cache).isAbsolute()
                ? Path.of(cache)
                : Path.of(System.getProperty("user.home", "."), ".cache");
        try {
            return Files.createDirectories(base.resolve("gopherscope").resolve("fonts-2"));
        } catch (IOException e) {
            Path folder = Files.createTempDirectory("gopherscope-fonts");
            folder.toFile().deleteOnExit();
            return folder;
        }
    }

    /** The file in which AWT looks up logical fonts; format of the JDK's {@code fontconfig.properties}, version 1. */
    private static Path fontconfig(Path folder) throws IOException {
        Path regular = put(folder, REGULAR, read(REGULAR));
        Path bold = put(folder, BOLD, read(BOLD));
        var text = new StringBuilder("version=1\nsequence.allfonts=default\nallfonts.default=S\n");
        for (String family : new String[] {"sansserif", "serif", "monospaced", "dialog", "dialoginput"}) {
            for (String style : new String[] {"plain", "italic"}) {
                text.append(family).append('.').append(style).append(".default=S\n");
            }
            for (String style : new String[] {"bold", "bolditalic"}) {
                text.append(family).append('.').append(style).append(".default=B\n");
            }
        }
        text.append("filename.S=").append(regular.toAbsolutePath()).append('\n');
        text.append("filename.B=").append(bold.toAbsolutePath()).append('\n');
        return put(folder, "fontconfig.properties", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = resource(name)) {
            return in.readAllBytes();
        }
    }

    /** Writes a file unless it is there with the same length; other kernels may start at the same time. */
    private static Path put(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file) && Files.size(file) == content.length) {
            return file;
        }
        Path draft = Files.createTempFile(folder, name, ".part");
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return file;
    }
}
