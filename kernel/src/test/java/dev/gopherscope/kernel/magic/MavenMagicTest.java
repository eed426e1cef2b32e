package dev.gopherscope.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads from a repository in a folder, made here: no network. */
class MavenMagicTest {
    @TempDir
    private Path folder;

    private Cells cells;
    private String from;

    @BeforeEach
    void start() throws IOException {
        cells = new Cells();
        from = "-r " + folder.resolve("remote").toUri() + " ";
        System.setProperty("maven.repo.local", folder.resolve("local").toString());
        library(
                "com.fasterxml.jackson.core",
                "jackson-databind",
                "2.1.0",
                "com.fasterxml.jackson.databind",
                "ObjectMapper",
                "");
        library("org.slf4j", "slf4j-api", "1.6.0", "org.slf4j", "LoggerFactory", "");
        library("org.example", "base", "1.0", "org.example.base", "Base", "");
        library("org.example", "base", "2.0", "org.example.base", "Base", "");
        library("org.example", "top", "1.0", "org.example.top", "Top", dependency("base", "1.0"));
        library("org.example", "other", "1.0", "org.example.other", "Other", dependency("base", "2.0"));
    }

    @AfterEach
    void stop() {
        System.clearProperty("maven.repo.local");
        cells.close();
    }

    private static String dependency(String artifact, String version) {
        return "<dependencies><dependency><groupId>org.example</groupId><artifactId>" + artifact
                + "</artifactId><version>" + version + "</version></dependency></dependencies>";
    }

    /** A jar with one class, whose {@code version()} says the version of its library. */
    private void library(String group, String artifact, String version, String packageName, String type, String more)
            throws IOException {
        Path work = Files.createTempDirectory(folder, "work");
        Path source = Files.writeString(
                work.resolve(type + ".java"),
                "package " + packageName + "; public class " + type + " { public static String version() { return \""
                        + version + "\"; } }");
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", work.toString(), source.toString()));
        Path place = Files.createDirectories(folder.resolve("remote")
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version));
        Path jar = place.resolve(artifact + "-" + version + ".jar");
        String entry = packageName.replace('.', '/') + "/" + type + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            out.write(Files.readAllBytes(work.resolve(entry)));
        }
        Path pom = Files.writeString(
                place.resolve(artifact + "-" + version + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>" + group + "</groupId><artifactId>" + artifact
                        + "</artifactId><version>" + version + "</version>" + more + "</project>");
        for (Path file : List.of(jar, pom)) {
            checksum(file);
        }
    }

    private static void checksum(Path file) throws IOException {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
            Files.writeString(
                    file.resolveSibling(file.getFileName() + ".sha1"),
                    HexFormat.of().formatHex(sum));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cells_may_load_other_versions_of_what_the_kernel_is_made_of() {
        cells.value("%maven " + from + "com.fasterxml.jackson.core:jackson-databind:2.1.0 org.slf4j:slf4j-api:1.6.0");
        assertEquals("2.1.0", cells.text("com.fasterxml.jackson.databind.ObjectMapper.version()"));
        assertEquals("1.6.0", cells.text("org.slf4j.LoggerFactory.version()"));
    }

    @Test
    void what_a_library_needs_is_loaded_with_it_and_progress_is_shown() {
        cells.value("%maven " + from + "org.example:top:1.0");
        assertTrue(cells.printed.toString().contains("Loaded top 1.0, base 1.0."), cells.printed.toString());
        assertTrue(cells.shown.getLast().text().contains("(2 of 2)"));
        assertEquals("1.0", cells.text("org.example.base.Base.version()"));
    }

    @Test
    void another_version_of_a_loaded_library_is_refused_with_a_way_out() {
        cells.value("%maven " + from + "org.example:base:1.0");
        var failed = cells.failure("%maven " + from + "org.example:base:2.0");
        assertTrue(failed.message().contains("restart the kernel and ask for it first"), failed.message());
        cells.value("%maven " + from + "org.example:other:1.0");
        assertTrue(cells.printed.toString().contains("base 2.0 is wanted too, but 1.0 is loaded already"));
        assertEquals("1.0", cells.text("org.example.base.Base.version()"));
    }

    @Test
    void a_jar_whose_checksum_is_wrong_is_not_loaded() throws IOException {
        Path sum = folder.resolve("remote/org/example/base/1.0/base-1.0.jar.sha1");
        Files.writeString(sum, "0".repeat(40));
        assertTrue(cells.failure("%maven " + from + "org.example:base:1.0")
                .message()
                .contains("hecksum"));
        assertTrue(cells.text("%classpath").contains("loaded nothing"));
    }

    @Test
    void offline_takes_what_was_loaded_before_and_nothing_else() {
        cells.value("%maven " + from + "org.example:base:1.0");
        try (var later = new Cells()) {
            later.value("%maven -o " + from + "org.example:base:1.0");
            assertEquals("1.0", later.text("org.example.base.Base.version()"));
            assertTrue(later.failure("%maven -o " + from + "org.example:top:1.0")
                    .message()
                    .contains("offline"));
        }
    }

    @Test
    void a_part_of_a_pom_is_enough() {
        cells.value("%%pom\n<properties><v>1.0</v></properties>\n<repositories><repository><id>here</id><url>"
                + folder.resolve("remote").toUri() + "</url></repository></repositories>\n" + dependency("top", "${v}")
                + "\n");
        assertEquals("1.0", cells.text("org.example.top.Top.version()"));
        assertTrue(cells.failure("%%pom\n<dependency><groupId>").message().contains("no pom"));
    }

    @Test
    void what_is_no_coordinate_is_explained() {
        assertTrue(cells.failure("%maven guava").message().contains("three parts with colons"));
        assertTrue(
                cells.failure("%maven org.knowm.xchart:xchart:3.0.0").message().contains("comes with the kernel"));
    }
}
