package dev.gopherscope.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.MimeBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that sees no font of the system draws the same bytes. */
class FreshJvmTest {

    /** Prints one hash for each form of a heap chart and a pause chart. */
    static final class Drawing {
        public static void main(String[] arguments) throws Exception {
            System.out.println(hashes());
        }
    }

    private static String hashes() throws Exception {
        var text = new StringBuilder();
        for (var chart :
                List.of(Charts.heap(SampleViews.heap()), Charts.pauses(SampleViews.pauses(SampleViews.heap())))) {
            MimeBundle bundle = new ChartRenderer().render(chart);
            for (var form : bundle.data().entrySet()) {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest(form.getValue().toString().getBytes(StandardCharsets.UTF_8));
                text.append(form.getKey())
                        .append(' ')
                        .append(HexFormat.of().formatHex(digest))
                        .append('\n');
            }
        }
        return text.toString().strip();
    }

    @Test
    void drawsTheSameBytesWithoutAnySystemFont(@TempDir Path home) throws Exception {
        Path none = Files.createDirectory(home.resolve("no-fonts"));
        Path config = Files.writeString(
                home.resolve("fonts.conf"),
                "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>" + none
                        + "</dir></fontconfig>");
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=de",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Drawing.class.getName());
        builder.environment().put("FONTCONFIG_FILE", config.toString());
        builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
        builder.environment().put("TZ", "Asia/Tokyo");
        builder.redirectError(home.resolve("stderr").toFile());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), () -> {
            try {
                return Files.readString(home.resolve("stderr"));
            } catch (java.io.IOException e) {
                return e.toString();
            }
        });
        assertEquals(hashes(), out);
        assertTrue(Files.isRegularFile(home.resolve("cache/gopherscope/fonts-2/LiberationSans-Bold.ttf")));
    }
}
