package dev.gopherscope.kernel.lesson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A popular statement under test. Its verdict is computed from what runs showed: true, true for some versions, wrong; or no source, when
 * nothing could be run and a search found nothing.
 */
public final class Claim implements LessonView {

    /** What became of the statement. */
    public enum Verdict {
        TRUE,
        TRUE_FOR_SOME,
        WRONG,
        NO_SOURCE
    }

    private record Evidence(String what, boolean holds) {}

    private final String statement;
    private final List<Evidence> shown = new ArrayList<>();
    private final Map<String, Boolean> versions = new LinkedHashMap<>();
    private String searched = "";
    private String remark = "";

    Claim(String statement) {
        this.statement = statement;
    }

    /**
     * Adds what a run showed.
     *
     * @param what the comparison with its numbers
     * @param supports whether it supports the statement
     */
    public Claim shownBy(String what, boolean supports) {
        shown.add(new Evidence(what, supports));
        return this;
    }

    /** Adds what a run of one version showed; call it in order of versions. */
    public Claim shownFor(String version, boolean supports) {
        versions.put(version, supports);
        return this;
    }

    /** Says what was searched for a source, without a find. */
    public Claim noSource(String search) {
        searched = search;
        return this;
    }

    /** One sentence below the verdict. */
    public Claim remark(String sentence) {
        remark = sentence;
        return this;
    }

    /**
     * The verdict.
     *
     * @throws IllegalStateException if nothing was shown and no search was named
     */
    public Verdict verdict() {
        if (shown.isEmpty() && versions.isEmpty()) {
            if (searched.isEmpty()) {
                throw new IllegalStateException("The claim \"" + statement + "\" has neither evidence nor a search.");
            }
            return Verdict.NO_SOURCE;
        }
        boolean shownHolds = shown.stream().allMatch(Evidence::holds);
        boolean all = versions.values().stream().allMatch(held -> held);
        boolean any = versions.isEmpty() || versions.containsValue(true);
        return !shownHolds || !any ? Verdict.WRONG : all ? Verdict.TRUE : Verdict.TRUE_FOR_SOME;
    }

    private String words() {
        return switch (verdict()) {
            case TRUE -> "true";
            case WRONG -> "wrong";
            case NO_SOURCE -> "no source";
            case TRUE_FOR_SOME -> "true for " + ranges();
        };
    }

    /** Versions that hold, neighbours joined: {@code 1.9 to 1.13, 1.26}. */
    private String ranges() {
        var names = new ArrayList<>(versions.keySet());
        var parts = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            if (!held(names.get(i))) {
                continue;
            }
            int last = i;
            while (last + 1 < names.size() && held(names.get(last + 1))) {
                last++;
            }
            parts.add(last == i ? names.get(i) : names.get(i) + " to " + names.get(last));
            i = last;
        }
        return (parts.size() == 1 && !parts.getFirst().contains(" ") ? "version " : "versions ")
                + String.join(", ", parts);
    }

    private boolean held(String version) {
        return versions.getOrDefault(version, false);
    }

    @Override
    public Box box() {
        Box box = new Box(Box.Kind.CLAIM, statement).paragraph("Verdict: " + words() + ".");
        var rows = new ArrayList<List<String>>();
        shown.forEach(each -> rows.add(List.of(each.what(), each.holds() ? "supports it" : "speaks against it")));
        versions.forEach((version, held) -> rows.add(List.of("Go " + version, held ? "holds" : "does not hold")));
        if (!rows.isEmpty()) {
            box.table(List.of("what a run showed", ""), rows);
        }
        if (!searched.isEmpty()) {
            box.paragraph("Searched: " + searched + ".");
        }
        return remark.isEmpty() ? box : box.paragraph(remark);
    }

    @Override
    public Map<String, Object> json() {
        return Map.of("claim", statement, "verdict", words());
    }

    @Override
    public String toString() {
        return text();
    }
}
