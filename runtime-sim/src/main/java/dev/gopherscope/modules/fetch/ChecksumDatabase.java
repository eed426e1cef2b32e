package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.net.Answer;
import dev.gopherscope.modules.net.World;
import dev.gopherscope.modules.sumlog.ChecksumClient;
import dev.gopherscope.modules.sumlog.NoteKey;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModuleVersion;
import org.jspecify.annotations.Nullable;

/** The go command's use of a checksum database. Follows {@code modfetch/sumdb.go} and {@code checkSumDB}. */
final class ChecksumDatabase {
    private static final String FOOTER = "\n\nFor more information, see 'go help module-auth'.\n";
    private static final String MISMATCH = """


            SECURITY ERROR
            This download does NOT match the one reported by the checksum server.
            The bits may have been replaced on the origin server, or an attacker may
            have intercepted the download attempt.""" + FOOTER;
    private static final String ABSENT = """


            SECURITY ERROR
            This download does NOT match one reported by the checksum server.
            The checksum server has provided checksums, but the checksums do
            not contain an entry for the download.
            The checksum server may be malfunctioning, or an attacker may have
            intercepted the checksum request.
            The download cannot be verified.""" + FOOTER;

    private final Console console;
    private final Environment env;
    private final World world;
    private final ProxyList proxies;
    private final ChecksumClient.Memory memory;
    private @Nullable ChecksumClient client;
    private @Nullable GoError broken;
    private String name = "";
    private @Nullable String base;

    ChecksumDatabase(Console console, Environment env, World world, ProxyList proxies, ChecksumClient.Memory memory) {
        this.console = console;
        this.env = env;
        this.world = world;
        this.proxies = proxies;
        this.memory = memory;
    }

    private ChecksumClient client() {
        if (client == null && broken == null) {
            try {
                client = dial();
            } catch (GoError e) {
                broken = e;
            }
        }
        if (client == null) {
            throw broken == null ? GoError.of("no checksum database") : broken;
        }
        return client;
    }

    private ChecksumClient dial() {
        String[] fields = env.sumdb().strip().split("\\s+");
        if (fields[0].isEmpty()) {
            throw GoError.of("missing GOSUMDB");
        }
        if (fields.length > 2) {
            throw GoError.of("invalid GOSUMDB: too many fields");
        }
        NoteKey key;
        try {
            key = NoteKey.parse(world.databaseKey(fields[0]));
        } catch (GoError e) {
            throw GoError.of("invalid GOSUMDB: " + e.text());
        }
        name = key.name();
        base = fields.length == 2 ? fields[1] : null;
        return new ChecksumClient(key, this::read, memory);
    }

    private byte[] read(String path) {
        if (base == null) {
            base = findBase();
        }
        String url = base + path;
        Answer answer = world.get(url);
        WebError error = WebError.of(url, answer);
        if (error != null) {
            throw error;
        }
        return answer instanceof Answer.Content c ? c.body() : new byte[0];
    }

    /** A proxy may offer to pass requests on, so that a client need not reach the database itself. */
    private String findBase() {
        try {
            return proxies.tryAll(proxy -> {
                switch (proxy) {
                    case ProxyList.NO_PROXY -> throw new ProxyList.UseProxy();
                    case "direct", "off" -> throw GoError.notExist("module lookup disabled by GOPROXY=off");
                    default -> {
                        String url = proxy + "/sumdb/" + name + "/supported";
                        WebError error = WebError.of(url, world.get(url));
                        if (error != null) {
                            throw error;
                        }
                        return proxy + "/sumdb/" + name;
                    }
                }
            });
        } catch (GoError e) {
            if (e.isNotExist()) {
                return "https://" + name;
            }
            throw e;
        }
    }

    /** Throws if the database does not confirm the hash. Two histories of the database end the run. */
    void check(ModuleVersion m, String hash) {
        boolean goMod = m.version().endsWith("/go.mod");
        String noun = goMod ? "go.mod" : "module";
        ModuleVersion plain = goMod ? m.at(m.version().substring(0, m.version().length() - 7)) : m;
        java.util.List<String> lines;
        try {
            lines = client().lookup(m.path(), m.version());
        } catch (ChecksumClient.Misbehavior e) {
            throw console.fatal(e.text());
        } catch (GoError e) {
            throw ModuleError.about(plain, GoError.wrapping("verifying " + noun + ": " + e.text(), e));
        }
        String prefix = m.path() + " " + m.version() + " h1:";
        for (String line : lines) {
            if (line.equals(m.path() + " " + m.version() + " " + hash)) {
                return;
            }
            if (line.startsWith(prefix)) {
                throw ModuleError.about(
                        plain,
                        GoError.of("verifying " + noun + ": checksum mismatch\n\tdownloaded: " + hash + "\n\t" + name
                                + ": " + line.substring(prefix.length() - 3) + MISMATCH));
            }
        }
        throw ModuleError.about(
                plain, GoError.of("verifying " + noun + ": checksum missing from sumdb response" + ABSENT));
    }
}
