package dev.gopherscope.modules.sumlog;

import dev.gopherscope.modules.net.Answer;
import dev.gopherscope.modules.net.Server;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A checksum database: {@code /lookup/path@version}, {@code /latest}, {@code /tile/...}. A module version gets its record when it
 * is first asked for, and keeps it for ever.
 */
public final class ChecksumServer implements Server {
    private final NoteKey key;
    private final MerkleLog log = new MerkleLog();
    private final Map<ModuleVersion, Long> numbers = new HashMap<>();
    private final Function<ModuleVersion, @Nullable List<String>> source;

    /**
     * @param name the database's name, a host
     * @param source the go.sum lines of a module version; null if the module does not exist
     */
    public ChecksumServer(String name, Function<ModuleVersion, @Nullable List<String>> source) {
        this.key = NoteKey.generate(name);
        this.source = source;
    }

    /** What {@code GOSUMDB} must name to use this database. */
    public String key() {
        return key.text();
    }

    public MerkleLog records() {
        return log;
    }

    @Override
    public Answer get(String path, long now) {
        if (path.equals("/latest")) {
            return Answer.text(signed());
        }
        if (path.startsWith("/lookup/")) {
            return lookup(path.substring("/lookup/".length()));
        }
        Tile tile = path.startsWith("/tile/") ? Tile.parse(path) : null;
        return tile == null ? new Answer.Status(404, "404 page not found") : tile(tile);
    }

    private String signed() {
        return key.sign(TreeHead.of(log).text());
    }

    private Answer lookup(String name) {
        int at = name.indexOf('@');
        String path = at < 0 ? null : ModulePath.unescape(name.substring(0, at));
        String version = at < 0 ? null : ModulePath.unescape(name.substring(at + 1));
        if (path == null || version == null) {
            return new Answer.Status(400, "invalid module@version syntax");
        }
        var module = new ModuleVersion(path, version);
        Long number = numbers.get(module);
        if (number == null) {
            List<String> lines = source.apply(module);
            if (lines == null) {
                return new Answer.Status(404, "file does not exist");
            }
            number = log.append((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            numbers.put(module, number);
        }
        return Answer.text(number + "\n" + new String(log.record(number), StandardCharsets.UTF_8) + "\n" + signed());
    }

    private Answer tile(Tile tile) {
        int level = tile.level() * Tile.HEIGHT;
        var out = new ByteArrayOutputStream();
        var hashes = new ArrayList<byte[]>();
        long first = tile.index() << Tile.HEIGHT;
        for (long i = first; i < first + tile.width(); i++) {
            if ((i + 1) << level > log.size()) {
                return new Answer.Status(404, "file does not exist");
            }
            hashes.add(log.hash(level, i));
        }
        hashes.forEach(out::writeBytes);
        return new Answer.Content(out.toByteArray());
    }
}
