package dev.gopherscope.kernel.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value in several forms, of which the front end shows the richest that it knows.
 *
 * @param data MIME type to content: a {@code String} (base64 for binary types), or for JSON types a tree of maps, lists,
 *     strings, numbers, booleans. In order of preference, {@code text/plain} always present.
 * @param metadata MIME type to a map of hints such as {@code width}; may be empty
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {

    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String MARKDOWN = "text/markdown";
    public static final String SVG = "image/svg+xml";
    public static final String PNG = "image/png";
    public static final String VEGA_LITE = "application/vnd.vegalite.v5+json";

    public MimeBundle {
        if (!(data.get(TEXT) instanceof String)) {
            throw new IllegalArgumentException("a MIME bundle needs a text/plain form; it has " + data.keySet());
        }
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A bundle with the text form only. */
    public static MimeBundle text(String text) {
        return new MimeBundle(Map.of(TEXT, text), Map.of());
    }

    /** This bundle with one more form; {@code content} as described at {@link #data}. */
    public MimeBundle with(String mimeType, Object content) {
        var more = new LinkedHashMap<>(data);
        more.put(mimeType, content);
        return new MimeBundle(more, metadata);
    }

    /** This bundle with hints for one MIME type. */
    public MimeBundle withMetadata(String mimeType, Map<String, Object> hints) {
        var more = new LinkedHashMap<>(metadata);
        more.put(mimeType, hints);
        return new MimeBundle(data, more);
    }

    /** The text form. */
    public String text() {
        return (String) data.get(TEXT);
    }
}
