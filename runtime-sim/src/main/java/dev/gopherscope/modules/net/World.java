package dev.gopherscope.modules.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All servers, one virtual clock, and the log of requests. A request takes the round trip of its server plus the time of its
 * bytes; both are our costs, chosen, not measured.
 */
public final class World {
    /** Our cost of a round trip to a server, in nanoseconds. */
    public static final long ROUND_TRIP = 20_000_000;
    /** Our cost of a byte: 10 MB a second. */
    private static final long PER_BYTE = 100;

    private final NavigableMap<String, Server> servers = new TreeMap<>();
    private final Map<String, Long> roundTrips = new HashMap<>();
    private final NavigableMap<String, GitRepository> repositories = new TreeMap<>();
    private final Map<String, String> databaseKeys = new HashMap<>();
    private final List<Exchange> log = new ArrayList<>();
    private long now;

    /**
     * @param base the address without a slash at its end, such as {@code https://proxy.example.com}
     */
    public World serve(String base, Server server) {
        servers.put(base, server);
        return this;
    }

    /** Changes the round trip of a server. */
    public World roundTrip(String base, long nanos) {
        roundTrips.put(base, nanos);
        return this;
    }

    /** Puts a repository behind the import path {@code root}. */
    public World repository(String root, GitRepository repository) {
        repositories.put(root, repository);
        return this;
    }

    /** Virtual nanoseconds since the world began. */
    public long now() {
        return now;
    }

    /** Lets time pass. */
    public World advance(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException(
                    "time can't go back by " + -nanos + " ns; give a duration of at least 0");
        }
        now += nanos;
        return this;
    }

    /** All requests so far, oldest first. */
    public List<Exchange> log() {
        return List.copyOf(log);
    }

    /** Forgets the log, not the clock. */
    public void clearLog() {
        log.clear();
    }

    /** Sends a request. An address without a server is an unknown host. */
    public Answer get(String url) {
        String base = baseOf(url);
        Answer answer;
        if (base == null) {
            answer = url.startsWith("file:") ? new Answer.NoFile() : new Answer.Failure(unreachable(url));
            record(hostOf(url), "GET " + pathAfterHost(url), answer, 0);
            return answer;
        }
        String path = url.substring(base.length());
        answer = servers.get(base).get(path, now);
        record(base, "GET " + path, answer, roundTrips.getOrDefault(base, base.startsWith("file:") ? 0 : ROUND_TRIP));
        return answer;
    }

    private void record(String server, String request, Answer answer, long roundTrip) {
        long bytes = switch (answer) {
            case Answer.Content c -> c.body().length;
            case Answer.Zip z ->
                z.zip().entries().stream().mapToLong(e -> e.content().length).sum();
            default -> 0;
        };
        long start = now;
        now += roundTrip + (roundTrip == 0 ? 0 : bytes * PER_BYTE);
        boolean found = answer instanceof Answer.Content || answer instanceof Answer.Zip;
        log.add(new Exchange(start, now, server, request, answer.label(), found));
    }

    private @Nullable String baseOf(String url) {
        for (String base = servers.floorKey(url); base != null; base = servers.lowerKey(base)) {
            if (url.startsWith(base) && (url.length() == base.length() || url.charAt(base.length()) == '/')) {
                return base;
            }
        }
        return null;
    }

    private static String hostOf(String url) {
        int start = url.indexOf("://") + 3;
        int end = url.indexOf('/', start);
        int query = url.indexOf('?', start);
        end = end < 0 || query >= 0 && query < end ? query : end;
        return end < 0 ? url : url.substring(0, end);
    }

    private static String pathAfterHost(String url) {
        return url.substring(hostOf(url).length());
    }

    private static String unreachable(String url) {
        String host = hostOf(url);
        host = host.substring(host.indexOf("://") + 3);
        // A literal address is reached, but nobody listens there; a name has to be looked up first.
        return host.matches("[0-9.]+:[0-9]+")
                ? "dial tcp " + host + ": connect: connection refused"
                : "dial tcp: lookup " + host + ": no such host";
    }

    /** The repository rooted at exactly this path, without asking anybody. */
    public @Nullable GitRepository repositoryAt(String root) {
        return repositories.get(root);
    }

    /**
     * Makes a checksum database known by its name, so that {@code GOSUMDB} may name it without its key.
     *
     * @param key {@code name+hash+key}
     */
    public World knownDatabase(String key) {
        databaseKeys.put(key.substring(0, key.indexOf('+')), key);
        return this;
    }

    /** The key of a known database, or the text itself. */
    public String databaseKey(String nameOrKey) {
        return databaseKeys.getOrDefault(nameOrKey, nameOrKey);
    }

    /** A repository and where it is rooted. */
    public record Root(String path, GitRepository repository) {}

    /**
     * Finds the repository of an import path, as {@code go get} does without a proxy: by the path's form, or by asking the host
     * with {@code ?go-get=1}.
     */
    public @Nullable Root repositoryOf(String importPath) {
        for (String root = repositories.floorKey(importPath); root != null; root = repositories.lowerKey(root)) {
            if (importPath.equals(root) || importPath.startsWith(root + "/")) {
                if (!isKnownForm(root)) {
                    record(
                            "https://" + hostPart(importPath),
                            "GET /" + pathPart(importPath) + "?go-get=1",
                            Answer.text("meta"),
                            ROUND_TRIP);
                }
                return new Root(root, repositories.get(root));
            }
        }
        record(
                "https://" + hostPart(importPath),
                "GET /" + pathPart(importPath) + "?go-get=1",
                new Answer.Failure("no go-import meta tags"),
                ROUND_TRIP);
        return null;
    }

    private static boolean isKnownForm(String root) {
        return root.endsWith(".git") || root.startsWith("github.com/");
    }

    private static String hostPart(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    private static String pathPart(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(slash + 1);
    }

    /** Logs a git command against a repository. */
    public void git(String root, String command, boolean found) {
        long start = now;
        now += 2 * ROUND_TRIP;
        log.add(new Exchange(
                start, now, "https://" + hostPart(root), command, found ? "ok" : "unknown revision", found));
    }
}
