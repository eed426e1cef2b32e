package dev.gopherscope.kernel.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The header of a message. Kept as it came, since replies carry it back unchanged as their parent, fields of later
 * protocol versions included. Only the type is needed; everything else may be missing or null.
 *
 * @param fields all fields as read
 */
public record Header(Map<String, @Nullable Object> fields) {

    /** @throws IllegalArgumentException if {@code msg_type} is missing */
    public Header {
        fields = Collections.unmodifiableMap(fields);
        if (!(fields.get("msg_type") instanceof String type) || type.isEmpty()) {
            throw new IllegalArgumentException("a header needs a msg_type; this one has " + fields.keySet());
        }
    }

    /** Such as {@code execute_request}. */
    public String type() {
        return (String) Objects.requireNonNull(fields.get("msg_type"));
    }

    /** The unique id of the message, empty if it has none. */
    public String id() {
        return text("msg_id");
    }

    /** The id of the client's session, empty if it has none. */
    public String session() {
        return text("session");
    }

    /** The subshell that a message is for (JEP 91), null for the parent. */
    public @Nullable String subshell() {
        var id = fields.get("subshell_id");
        return id == null ? null : String.valueOf(id);
    }

    private String text(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }
}
