package dev.gopherscope.golang.escape;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a parameter's value goes: to the heap, to something that is written through or called, or to one of the first results, each
 * with the least number of dereferences. Follows {@code escape/leaks.go}.
 */
public final class Leaks {
    /** Flows to later results count as flows to the heap. Source: {@code escape/leaks.go}. */
    static final int RESULTS = 5;

    private static final int HEAP = 0;
    private static final int MUTATOR = 1;
    private static final int CALLEE = 2;
    private static final int RESULT0 = 3;
    private static final int MOST = 254;

    private final int[] derefs = new int[RESULT0 + RESULTS];

    Leaks() {
        Arrays.fill(derefs, -1);
    }

    /** What has to be assumed if nothing is known. */
    static Leaks toHeap() {
        Leaks l = new Leaks();
        l.addHeap(0);
        return l;
    }

    /**
     * Reads an entry of a recorded escape note.
     *
     * @param entry empty, {@code ?}, or parts such as {@code heap=1 r0=0}
     * @param results names of the results
     */
    static Leaks parse(String entry, List<String> results) {
        Leaks l = new Leaks();
        if (entry.equals("?")) {
            return toHeap();
        }
        for (String part : entry.split(" ")) {
            int eq = part.indexOf('=');
            if (eq < 0) {
                if (part.equals("content")) {
                    l.addHeap(1);
                }
                continue;
            }
            String to = part.substring(0, eq);
            int n = Integer.parseInt(part.substring(eq + 1));
            int result = results.indexOf(to);
            switch (to) {
                case "heap" -> l.addHeap(n);
                case "mutator" -> l.addMutator(n);
                case "callee" -> l.addCallee(n);
                default -> {
                    if (result >= 0) {
                        l.addResult(result, n);
                    } else if (to.startsWith("~r")) {
                        l.addResult(Integer.parseInt(to.substring(2)), n);
                    }
                }
            }
        }
        return l;
    }

    /** Dereferences on the way to the heap, -1 if it does not go there. */
    public int heap() {
        return derefs[HEAP];
    }

    public int mutator() {
        return derefs[MUTATOR];
    }

    public int callee() {
        return derefs[CALLEE];
    }

    public int result(int i) {
        return i < RESULTS ? derefs[RESULT0 + i] : -1;
    }

    void addHeap(int n) {
        add(HEAP, n);
    }

    void addMutator(int n) {
        add(MUTATOR, n);
    }

    void addCallee(int n) {
        add(CALLEE, n);
    }

    void addResult(int i, int n) {
        if (i < RESULTS) {
            add(RESULT0 + i, n);
        } else {
            add(HEAP, n);
        }
    }

    private void add(int i, int n) {
        if (derefs[i] < 0 || n < derefs[i]) {
            derefs[i] = Math.min(n, MOST);
        }
    }

    /** Leaves out flows that are no shorter than that to the heap. */
    void optimize() {
        int heap = heap();
        if (heap >= 0) {
            for (int i = 1; i < derefs.length; i++) {
                if (derefs[i] >= heap) {
                    derefs[i] = -1;
                }
            }
        }
    }

    static Leaks of(@Nullable Object tag) {
        return tag instanceof Leaks l ? l : toHeap();
    }
}
