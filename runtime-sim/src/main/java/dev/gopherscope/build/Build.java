package dev.gopherscope.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of one build. Follows the flags of {@code go build}, {@code cmd/link} and {@code cmd/compile}.
 *
 * @param strip {@code -ldflags=-s}: no symbol table, and no DWARF either unless {@code -w=0}
 * @param noDwarf {@code -ldflags=-w}
 * @param keepDwarf {@code -ldflags=-w=0}
 * @param mode {@code -buildmode}, {@code exe} by default
 * @param cgo {@code CGO_ENABLED}
 * @param staticLink {@code -extldflags=-static}
 * @param noOptimise {@code -gcflags=-N}
 * @param noInline {@code -gcflags=-l}
 */
public record Build(
        boolean strip,
        boolean noDwarf,
        boolean keepDwarf,
        boolean trimpath,
        String mode,
        boolean cgo,
        boolean race,
        boolean externalLink,
        boolean staticLink,
        boolean noOptimise,
        boolean noInline,
        Set<String> tags,
        List<String> unknown) {
    /** What {@code go build} does without flags where a C compiler is found. */
    public static Build defaults() {
        return of("go build");
    }

    /**
     * Reads a command line, such as {@code CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" ./cmd/shop}.
     *
     * @throws IllegalArgumentException if it is no go build command
     */
    public static Build of(String command) {
        List<String> words = words(command);
        int go = words.indexOf("go");
        if (go < 0
                || go + 1 >= words.size()
                || !List.of("build", "install", "run", "test").contains(words.get(go + 1))) {
            throw new IllegalArgumentException(
                    "\"" + command + "\" is no build; write it as: CGO_ENABLED=0 go build -ldflags=-s ./cmd/name");
        }
        boolean cgo = !words.subList(0, go).contains("CGO_ENABLED=0");
        var b = new Reading();
        for (int i = go + 2; i < words.size(); i++) {
            String w = words.get(i);
            String name = w.indexOf('=') < 0 ? w : w.substring(0, w.indexOf('='));
            boolean takesValue = List.of(
                            "-ldflags", "-gcflags", "-buildmode", "-tags", "-o", "-mod", "-p", "-pgo", "-asmflags")
                    .contains(name);
            String value = w.indexOf('=') >= 0
                    ? w.substring(w.indexOf('=') + 1)
                    : takesValue && i + 1 < words.size() ? words.get(++i) : "";
            b.take(name, value);
        }
        return new Build(
                b.strip,
                b.noDwarf,
                b.keepDwarf,
                b.trimpath,
                b.mode,
                cgo,
                b.race,
                b.external,
                b.isStatic,
                b.noOptimise,
                b.noInline,
                b.tags,
                b.unknown);
    }

    private static final class Reading {
        boolean strip;
        boolean noDwarf;
        boolean keepDwarf;
        boolean trimpath;
        boolean race;
        boolean external;
        boolean isStatic;
        boolean noOptimise;
        boolean noInline;
        String mode = "exe";
        final Set<String> tags = new TreeSet<>();
        final List<String> unknown = new ArrayList<>();

        void take(String name, String value) {
            switch (name) {
                case "-trimpath" -> trimpath = true;
                case "-race" -> race = true;
                case "-buildmode" -> mode = value.equals("default") ? "exe" : value;
                case "-tags" -> tags.addAll(Arrays.asList(value.split("[ ,]+")));
                case "-gcflags" -> {
                    noOptimise |= words(value).stream().anyMatch(f -> f.endsWith("-N"));
                    noInline |= words(value).stream().anyMatch(f -> f.endsWith("-l"));
                }
                case "-ldflags" -> link(value);
                case "-o", "-v", "-x", "-a", "-mod", "-p", "-pgo", "-n", "-work", "-asmflags", "-buildvcs" -> {}
                default -> {
                    if (name.startsWith("-")) {
                        unknown.add(name);
                    }
                }
            }
        }

        private void link(String value) {
            for (String f : words(value)) {
                switch (f) {
                    case "-s" -> strip = true;
                    case "-w" -> noDwarf = true;
                    case "-w=0" -> keepDwarf = true;
                    case "-linkmode=external" -> external = true;
                    default -> isStatic |= f.contains("-static");
                }
            }
        }
    }

    /** Splits at spaces outside of quotes. */
    private static List<String> words(String text) {
        var list = new ArrayList<String>();
        var word = new StringBuilder();
        char quote = 0;
        boolean any = false;
        for (char c : text.toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                any = true;
            } else if (c == ' ') {
                if (any || !word.isEmpty()) {
                    list.add(word.toString());
                }
                word.setLength(0);
                any = false;
            } else {
                word.append(c);
            }
        }
        if (any || !word.isEmpty()) {
            list.add(word.toString());
        }
        return list;
    }

    public boolean hasSymbols() {
        return !strip;
    }

    /** {@code -s} implies {@code -w}. */
    public boolean hasDwarf() {
        return keepDwarf || !strip && !noDwarf;
    }

    public boolean isPie() {
        return mode.equals("pie");
    }
}
