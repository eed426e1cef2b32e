package dev.gopherscope.charts.vegalite;

import dev.gopherscope.charts.theme.Contrast;
import dev.gopherscope.charts.theme.Role;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small builders for trees that become JSON. */
final class Json {

    private static final Color DARK_GROUND = new Color(0x111111);

    private Json() {}

    /** A map from keys and values in turn, in that order. */
    static Map<String, Object> object(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** The map with one more entry. */
    static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        map.put(key, value);
        return map;
    }

    static List<Object> list(double... values) {
        return java.util.Arrays.stream(values).mapToObj(Json::number).toList();
    }

    /** A number without needless digits; whole ones as integers. */
    static Object number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return (long) value;
        }
        return Double.valueOf(Csv.number(value));
    }

    /** A string literal in Vega's expression language, safe for any content. */
    static String literal(String text) {
        var out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\' || c < ' ' || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** An array literal in Vega's expression language. */
    static String literals(List<String> texts) {
        return "[" + String.join(",", texts.stream().map(Json::literal).toList()) + "]";
    }

    /** The colour that serves a light and a dark page: the role's, else the learner's own with 3:1 on both. */
    static String color(Color color) {
        return Role.of(color)
                .filter(role -> role != Role.CARD)
                .map(role -> Role.hex(role.vega()))
                .orElseGet(() -> Role.hex(Contrast.readable(Contrast.readable(color, Color.WHITE, 3), DARK_GROUND, 3)));
    }
}
