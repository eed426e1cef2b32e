package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.version.GoError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The GOPROXY list. After a comma the next entry is tried only if something was not found, after a bar on any error;
 * {@code off} and {@code direct} end the list. Follows {@code modfetch/proxy.go}.
 */
final class ProxyList {
    /** Stands for modules that GONOPROXY sends past the list. */
    static final String NO_PROXY = "noproxy";

    private record Entry(String url, boolean fallBackOnError) {}

    private final List<Entry> entries = new ArrayList<>();
    private @Nullable GoError wrong;

    ProxyList(Environment env) {
        if (!env.noProxy().isEmpty() && !env.proxy().equals("direct")) {
            entries.add(new Entry(NO_PROXY, false));
        }
        int before = entries.size();
        String rest = env.proxy();
        while (!rest.isEmpty()) {
            int i = 0;
            while (i < rest.length() && rest.charAt(i) != ',' && rest.charAt(i) != '|') {
                i++;
            }
            boolean bar = i < rest.length() && rest.charAt(i) == '|';
            String url = rest.substring(0, i).strip();
            rest = i < rest.length() ? rest.substring(i + 1) : "";
            if (url.isEmpty()) {
                continue;
            }
            if (url.equals("off") || url.equals("direct")) {
                entries.add(new Entry(url, false));
                break;
            }
            if (url.chars().anyMatch(c -> ".:/".indexOf(c) >= 0) && !url.contains(":/") && !url.startsWith("/")) {
                url = "https://" + url;
            }
            wrong = wrongUrl(url);
            if (wrong != null) {
                return;
            }
            entries.add(new Entry(url, bar));
        }
        if (entries.size() == before) {
            wrong = GoError.of("GOPROXY list is not the empty string, but contains no entries");
        }
    }

    private static @Nullable GoError wrongUrl(String url) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon);
        return switch (scheme) {
            case "http", "https", "file" -> null;
            case "" -> GoError.of("invalid proxy URL missing scheme: " + url);
            default -> GoError.of("invalid proxy URL scheme (must be https, http, file): " + url);
        };
    }

    /**
     * Tries one entry after the other.
     *
     * @throws GoError the most telling error, if no entry succeeds
     */
    <T> T tryAll(Function<String, T> attempt) {
        if (wrong != null) {
            throw wrong;
        }
        // Errors of direct access tell more than those of proxies, and any of them more than "not found".
        int bestRank = 0;
        GoError best = GoError.of("GOPROXY list is empty");
        for (Entry e : entries) {
            try {
                return attempt.apply(e.url);
            } catch (GoError error) {
                boolean notExist = error.isNotExist();
                if (e.url.equals("direct") || e.url.equals(NO_PROXY) && !error.has(UseProxy.class)) {
                    best = error;
                    bestRank = 2;
                } else if (bestRank <= 1 && !notExist) {
                    best = error;
                    bestRank = 1;
                } else if (bestRank == 0) {
                    best = error;
                }
                if (!e.fallBackOnError && !notExist) {
                    break;
                }
            }
        }
        throw best;
    }

    /** A module that does not match GONOPROXY has nothing to do with the entry for those that do. */
    @SuppressWarnings("serial")
    static final class UseProxy extends GoError {
        UseProxy() {
            super("path does not match GOPRIVATE/GONOPROXY", null);
        }

        @Override
        protected boolean saysNotExist() {
            return true;
        }
    }
}
