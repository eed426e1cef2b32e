package dev.gopherscope.modules.net;

import dev.gopherscope.modules.archive.Hash1;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A git repository with one module at its root: commits, and tags that can be set, moved and deleted. */
public final class GitRepository {
    /**
     * A state of the files.
     *
     * @param hash 40 hex digits
     * @param seconds commit time since 1970
     */
    public record Commit(String hash, long seconds, Map<String, String> files) {}

    private final NavigableMap<String, Commit> tags = new TreeMap<>();
    private final Map<String, Commit> commits = new LinkedHashMap<>();
    private @Nullable Commit head;

    /** Commits files and makes them the head of the main branch. The hash follows from files and time. */
    public Commit commit(long seconds, Map<String, String> files) {
        var sha = Hash1.sha256();
        sha.update(Long.toString(seconds).getBytes(StandardCharsets.UTF_8));
        new TreeMap<>(files)
                .forEach((name, text) -> sha.update((name + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8)));
        String hash = HexFormat.of().formatHex(sha.digest()).substring(0, 40);
        var commit = new Commit(hash, seconds, Map.copyOf(files));
        commits.put(hash, commit);
        head = commit;
        return commit;
    }

    /** Commits and tags in one step. A tag that exists moves: this is what a release must never do. */
    public GitRepository tag(String name, long seconds, Map<String, String> files) {
        tags.put(name, commit(seconds, files));
        return this;
    }

    public GitRepository deleteTag(String name) {
        tags.remove(name);
        return this;
    }

    public NavigableMap<String, Commit> tags() {
        return tags;
    }

    /** The commit of a tag, a branch name ({@code main}, {@code HEAD}) or the start of a hash; null if there is none. */
    public @Nullable Commit find(String revision) {
        Commit tagged = tags.get(revision);
        if (tagged != null) {
            return tagged;
        }
        if (revision.equals("main") || revision.equals("HEAD") || revision.equals("master")) {
            return head;
        }
        if (revision.length() >= 7 && revision.matches("[0-9a-f]+")) {
            for (Commit c : commits.values()) {
                if (c.hash.startsWith(revision)) {
                    return c;
                }
            }
        }
        return null;
    }

    public @Nullable Commit head() {
        return head;
    }
}
