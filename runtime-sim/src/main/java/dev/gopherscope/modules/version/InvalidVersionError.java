package dev.gopherscope.modules.version;

import org.jspecify.annotations.Nullable;

/** A version that is malformed, or does not fit its module path. */
@SuppressWarnings("serial")
public final class InvalidVersionError extends GoError {
    private final String version;
    private final boolean pseudo;
    private final String reason;

    public InvalidVersionError(String version, boolean pseudo, String reason, @Nullable GoError wrapped) {
        super(noun(pseudo) + " " + GoText.quote(version) + " invalid: " + reason, wrapped);
        this.version = version;
        this.pseudo = pseudo;
        this.reason = reason;
    }

    public InvalidVersionError(String version, String reason) {
        this(version, false, reason, null);
    }

    public String version() {
        return version;
    }

    public String reason() {
        return reason;
    }

    String noun() {
        return noun(pseudo);
    }

    private static String noun(boolean pseudo) {
        return pseudo ? "pseudo-version" : "version";
    }
}
