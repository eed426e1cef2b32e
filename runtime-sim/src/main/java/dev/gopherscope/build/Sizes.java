package dev.gopherscope.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Recorded sizes of binaries. They change with every Go release, so each row has its toolchain; nothing is computed from them. */
public final class Sizes {
    /** One build of one program, in bytes. */
    public record Row(String toolchain, String program, String build, long bytes) {}

    private Sizes() {}

    /** All rows, in the order of the record. */
    public static List<Row> rows() {
        try (InputStream in = Sizes.class.getResourceAsStream("sizes.tsv")) {
            if (in == null) {
                throw new IllegalStateException("sizes.tsv is missing beside Sizes");
            }
            var rows = new ArrayList<Row>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#") && !l.isBlank())
                    .map(l -> l.split("\t"))
                    .forEach(f -> rows.add(new Row(f[0], f[1], f[2], Long.parseLong(f[3]))));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if this build was not recorded */
    public static long bytes(Program program, String build) {
        return rows().stream()
                .filter(r -> r.program.equals(program.name()) && r.build.equals(build))
                .mapToLong(Row::bytes)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no size was recorded for " + program.name() + " built as " + build));
    }

    /** What a build saves beside the default one, in percent with one decimal. */
    public static double saved(Program program, String build) {
        double all = bytes(program, "default");
        return Math.round((all - bytes(program, build)) / all * 1000) / 10.0;
    }
}
