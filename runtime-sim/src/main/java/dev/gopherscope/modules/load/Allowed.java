package dev.gopherscope.modules.load;

import dev.gopherscope.modules.modfile.Directive.Retract;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which versions may be offered: not the excluded, not the retracted ones. Follows {@code CheckAllowed}. */
public final class Allowed {
    /** Decides about one version; throws a {@code GoError} that says disallowed if it may not be offered. */
    @FunctionalInterface
    public interface Check {
        void check(ModuleVersion m);
    }

    /** Allows everything. */
    static final Check ANY = _ -> {};

    /** The version is excluded by the main module. */
    @SuppressWarnings("serial")
    static final class Excluded extends GoError {
        Excluded() {
            super("excluded by go.mod", null);
        }

        @Override
        protected boolean saysDisallowed() {
            return true;
        }
    }

    /** The module's author took the version back. */
    @SuppressWarnings("serial")
    public static final class Retracted extends GoError {
        private final List<String> rationale;

        Retracted(List<String> rationale) {
            super(
                    "retracted by module author"
                            + (rationale.isEmpty()
                                    ? ""
                                    : ": " + shortMessage(rationale.getFirst(), "retracted by module author")),
                    null);
            this.rationale = rationale;
        }

        public List<String> rationale() {
            return rationale;
        }

        @Override
        protected boolean saysDisallowed() {
            return true;
        }
    }

    private final State state;
    /** The newest version of each path, retracted or not, or why it is unknown. */
    private final Map<String, Object> latest = new HashMap<>();

    Allowed(State state) {
        this.state = state;
    }

    public void check(ModuleVersion m) {
        checkExclusions(m);
        checkRetractions(m);
    }

    public void checkExclusions(ModuleVersion m) {
        if (state.main().exclude.contains(m)) {
            throw ModuleError.about(m, new Excluded());
        }
    }

    /** Retractions stand in the go.mod of the newest version of all. */
    public void checkRetractions(ModuleVersion m) {
        if (m.version().isEmpty() || state.replacement(m.at("")) != null) {
            return;
        }
        ModSummary summary;
        try {
            summary = state.summaries.rawOfAnyRelease(latest(m.path()));
        } catch (GoError e) {
            GoError inner = e instanceof ModuleError me ? me.error() : e;
            throw GoError.wrapping("loading module retractions for " + m + ": " + inner.text(), inner);
        }
        var rationale = new ArrayList<String>();
        boolean retracted = false;
        for (Retract r : summary.retract()) {
            if (Versions.compare(m.path(), r.low(), m.version()) <= 0
                    && Versions.compare(m.path(), m.version(), r.high()) <= 0) {
                retracted = true;
                if (!r.rationale().isEmpty()) {
                    rationale.add(r.rationale());
                }
            }
        }
        if (retracted) {
            throw ModuleError.about(m, new Retracted(rationale));
        }
    }

    /** The deprecation message of a module, or empty. */
    public String deprecation(ModuleVersion m) {
        if (m.version().isEmpty() || state.replacement(m.at("")) != null) {
            return "";
        }
        try {
            return state.summaries.rawOfAnyRelease(latest(m.path())).deprecated();
        } catch (GoError e) {
            throw GoError.wrapping("loading deprecation for " + m.path() + ": " + e.text(), e);
        }
    }

    private ModuleVersion latest(String path) {
        Object known = latest.get(path);
        if (known == null) {
            try {
                known = findLatest(path);
            } catch (GoError e) {
                known = e;
            }
            latest.put(path, known);
        }
        if (known instanceof GoError e) {
            throw e;
        }
        return (ModuleVersion) known;
    }

    private ModuleVersion findLatest(String path) {
        ModuleVersion replaced = state.replacement(new ModuleVersion(path, ""));
        if (replaced != null) {
            return replaced;
        }
        String version = state.query.query(path, "latest", "", ANY).version();
        return state.resolved(new ModuleVersion(path, version));
    }

    /** The first line of a message, if it is fit to be printed. */
    public static String shortMessage(String message, String empty) {
        int newline = message.indexOf('\n');
        String line = (newline < 0 ? message : message.substring(0, newline)).strip();
        if (line.isEmpty()) {
            return empty;
        }
        if (line.length() > 500) {
            return "(message omitted: too long)";
        }
        return line.codePoints().allMatch(c -> GoText.isGraphic(c) || GoText.isSpace(c))
                ? line
                : "(message omitted: contains non-printable characters)";
    }

    /** How a retracted version is listed: the reasons, or nothing. */
    @Nullable
    List<String> retraction(ModuleVersion m) {
        try {
            checkRetractions(m);
            return null;
        } catch (GoError e) {
            Retracted r = e.find(Retracted.class);
            if (r != null) {
                return r.rationale.isEmpty() ? List.of("retracted by module author") : r.rationale;
            }
            if (e.isNotExist() || e.has(QueryErrors.NoMatchingVersion.class)) {
                return null;
            }
            throw e;
        }
    }
}
