package dev.gopherscope.golang.stub;

import dev.gopherscope.golang.types.Importer;
import dev.gopherscope.golang.types.Package;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Imports recorded packages. What they declare is decoded when it is used. An importer is for one thread; two of them give different
 * packages for the same path.
 */
public final class StdStubs implements Importer {
    private static final class Resource {
        static final byte[] BYTES = load();

        private static byte[] load() {
            try (InputStream in = StdStubs.class.getResourceAsStream("std.stubs.gz")) {
                if (in == null) {
                    throw new IllegalStateException("std.stubs.gz is missing beside " + StdStubs.class.getName());
                }
                return new GZIPInputStream(in).readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final StubReader reader = new StubReader(Resource.BYTES);

    @Override
    public @Nullable Package importPackage(String path) {
        return reader.listedPackage(path);
    }

    @Override
    public @Nullable String whyMissing(String path) {
        return reader.standardPaths().contains(path)
                ? "package " + path + " is in std, but not supported; supported are " + String.join(", ", paths())
                : null;
    }

    /** The import paths that are known, sorted. */
    public List<String> paths() {
        return reader.listedPaths();
    }

    /** The toolchain that the packages were recorded with: {@code go1.26.8}. */
    public String goVersion() {
        return reader.goVersion();
    }
}
