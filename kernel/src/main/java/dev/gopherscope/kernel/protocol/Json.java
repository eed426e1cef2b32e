package dev.gopherscope.kernel.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, strings, numbers, booleans and null. Uses Jackson's streaming layer alone: its data binding would
 * add about 100 ms to the start of every kernel.
 */
public final class Json {

    /** Enough for a cell or a result of 256 Mi characters; Jackson's default is 20 Mi. */
    private static final int LONGEST_STRING = 1 << 28;

    /** Deeper nesting is refused, so that hostile input can't overflow the stack. */
    private static final int DEEPEST = 500;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_STRING)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .build();

    private Json() {}

    /**
     * Reads one JSON object.
     *
     * @return keys in their order; whole numbers are {@code Long} or {@code BigInteger}, others {@code Double}
     * @throws IOException if the bytes are not UTF-8, not JSON, not an object, or if something follows it
     */
    public static Map<String, @Nullable Object> readObject(byte[] json) throws IOException {
        try (var parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a JSON object is needed, the text starts with " + parser.currentToken());
            }
            var object = readFields(parser);
            if (parser.nextToken() != null) {
                throw new IOException("the JSON object is followed by " + parser.currentToken());
            }
            return object;
        }
    }

    private static Map<String, @Nullable Object> readFields(JsonParser parser) throws IOException {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            object.put(name, readValue(parser));
        }
        return object;
    }

    private static @Nullable Object readValue(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readFields(parser);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(readValue(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> {
                var number = parser.getNumberValue();
                yield number instanceof BigInteger ? number : (Object) number.longValue();
            }
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /**
     * Writes a tree as UTF-8. Halves of surrogate pairs, which no UTF-8 can hold, become U+FFFD.
     *
     * @throws IllegalArgumentException if the tree holds something that JSON does not know, or is nested too deep
     */
    public static byte[] write(@Nullable Object tree) {
        var bytes = new ByteArrayOutputStream(512);
        try (var generator = FACTORY.createGenerator(bytes)) {
            writeValue(generator, tree);
        } catch (IOException e) {
            throw new IllegalArgumentException("this value can't be sent as JSON: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static void writeValue(JsonGenerator out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(wellFormed(text));
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Float number -> out.writeNumber(number);
            case BigInteger number -> out.writeNumber(number);
            case BigDecimal number -> out.writeNumber(number);
            case Number number -> out.writeNumber(number.longValue());
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (var entry : map.entrySet()) {
                    out.writeFieldName(wellFormed(String.valueOf(entry.getKey())));
                    writeValue(out, entry.getValue());
                }
                out.writeEndObject();
            }
            case Iterable<?> list -> {
                out.writeStartArray();
                for (var element : list) {
                    writeValue(out, element);
                }
                out.writeEndArray();
            }
            default ->
                throw new IllegalArgumentException(
                        "a JSON value must be a map, a list, a string, a number, a boolean or" + " null; this one is a "
                                + value.getClass().getName());
        }
    }

    /** The text with each unpaired surrogate replaced by U+FFFD. */
    static String wellFormed(String text) {
        int bad = firstUnpaired(text, 0);
        if (bad < 0) {
            return text;
        }
        var mended = new StringBuilder(text);
        for (; bad >= 0; bad = firstUnpaired(mended, bad)) {
            mended.setCharAt(bad, '\uFFFD');
        }
        return mended.toString();
    }

    private static int firstUnpaired(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
