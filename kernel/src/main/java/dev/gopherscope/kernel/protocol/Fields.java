package dev.gopherscope.kernel.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the content of a request. A field that is missing or null has its default; one of the wrong type is the
 * client's mistake and is named in the error. Fields that nobody asks for are ignored.
 *
 * @param type of the message, for the error
 * @param content as received
 */
record Fields(String type, Map<String, @Nullable Object> content) {

    static Fields of(Message message) {
        return new Fields(message.type(), message.content());
    }

    /** A text that must be there. */
    String text(String name) {
        if (content.get(name) == null) {
            throw new BadRequestException(type + " needs the field '" + name + "', a string. Send it.");
        }
        return typed(name, String.class, "", "a string");
    }

    String text(String name, String otherwise) {
        return typed(name, String.class, otherwise, "a string");
    }

    boolean flag(String name, boolean otherwise) {
        return typed(name, Boolean.class, otherwise, "true or false");
    }

    /** A number; what does not fit an int becomes the nearest int. */
    int number(String name, int otherwise) {
        double number = typed(name, Number.class, otherwise, "a number").doubleValue();
        return (int) Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> object(String name) {
        return (Map<String, @Nullable Object>) typed(name, Map.class, Map.of(), "an object");
    }

    private <T> T typed(String name, Class<T> wanted, T otherwise, String words) {
        var value = content.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!wanted.isInstance(value)) {
            var found = value instanceof List ? "an array" : value instanceof Map ? "an object" : String.valueOf(value);
            throw new BadRequestException(
                    "the field '" + name + "' of " + type + " must be " + words + ", but it is " + found + ".");
        }
        return wanted.cast(value);
    }

    /** The client sent a request that can't be understood. */
    static final class BadRequestException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        BadRequestException(String message) {
            super(message);
        }
    }
}
