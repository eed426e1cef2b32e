package dev.gopherscope.golang.escape;

import java.util.ArrayList;
import java.util.List;

/** The flags of {@code go build -gcflags} that change what the compiler says. Follows {@code cmd/compile/internal/base/flag.go}. */
public final class CompilerFlags {
    private static final String PATTERN_ALL = "all=";

    private CompilerFlags() {}

    /**
     * Reads flags such as {@code -m -l} or {@code all=-m=2}, the last one of a kind counting.
     *
     * @param flags all values of {@code -gcflags}, in order
     * @throws IllegalArgumentException for a flag that is not known, saying which are
     */
    public static EscapeAnalysis.Options parse(List<String> flags) {
        int level = 0;
        boolean inlining = true;
        boolean mutations = false;
        for (String word : words(flags)) {
            String flag = word.startsWith("--") ? word.substring(1) : word;
            if (flag.equals("-m")) {
                level++;
            } else if (flag.startsWith("-m=")) {
                level = number(flag);
            } else if (flag.equals("-l")) {
                inlining = !inlining;
            } else if (flag.startsWith("-l=")) {
                // The compiler counts 1 as the switch and 0 as the default.
                inlining = number(flag) != 1;
            } else if (flag.startsWith("-d=")) {
                mutations |= flag.contains("escapemutationscalls=1") || flag.endsWith("escapemutationscalls");
            } else if (!IGNORED.contains(flag.split("=", 2)[0])) {
                throw new IllegalArgumentException("compiler flag " + word
                        + " is not supported; supported are -m, -m=N, -l, and these without effect: "
                        + String.join(" ", IGNORED));
            }
        }
        return new EscapeAnalysis.Options(EscapeAnalysis.Options.DEFAULT.minor(), level, inlining, mutations);
    }

    /** Flags that change nothing that is modelled here. */
    private static final List<String> IGNORED =
            List.of("-e", "-C", "-c", "-S", "-dwarf", "-complete", "-std", "-N", "-0");

    private static List<String> words(List<String> flags) {
        List<String> out = new ArrayList<>();
        for (String f : flags) {
            String rest = f.startsWith(PATTERN_ALL) ? f.substring(PATTERN_ALL.length()) : f;
            for (String w : rest.trim().split("\\s+")) {
                if (!w.isEmpty()) {
                    out.add(w);
                }
            }
        }
        return out;
    }

    private static int number(String flag) {
        String value = flag.substring(flag.indexOf('=') + 1);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("compiler flag " + flag + " needs a number", e);
        }
    }
}
