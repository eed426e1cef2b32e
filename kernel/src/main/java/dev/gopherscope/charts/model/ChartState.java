package dev.gopherscope.charts.model;

import dev.gopherscope.charts.theme.HouseTheme;
import java.awt.Color;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.theme.Theme;
import org.knowm.xchart.style.theme.XChartTheme;

/**
 * Holds what a chart looked like before it was shown, and puts it back. Painting an XChart chart sets colours and sizes in
 * it, and we dress and thin it on top; the learner's chart must be the same afterwards.
 *
 * <p>XChart has no copy of a styler, and {@code setTheme} resets every setting, so the fields themselves are read and
 * written: those of the chart, of its styler and of its series. Of final fields only maps matter: their entries are put
 * back.
 */
public final class ChartState implements AutoCloseable {

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            var fields = new ArrayList<Field>();
            for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    boolean map = Map.class.isAssignableFrom(field.getType());
                    int modifiers = field.getModifiers();
                    if (!Modifier.isStatic(modifiers) && (map || !Modifier.isFinal(modifiers))) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            return List.copyOf(fields);
        }
    };

    /** From little to much, in one hue, so that it also reads in grey. */
    private static final Color[] HEAT = {new Color(0xe3edf9), new Color(0x2f74c9), new Color(0x0b2a52)};

    private record Held(Object owner, Field field, @Nullable Object value) {

        void putBack() {
            if (value instanceof Entries entries) {
                entries.putBack();
            } else {
                set(field, owner, value);
            }
        }
    }

    /** The entries that a map had. */
    private record Entries(Map<Object, Object> map, Map<Object, Object> entries) {

        @SuppressWarnings("unchecked")
        static Entries of(Map<?, ?> map) {
            return new Entries((Map<Object, Object>) map, new LinkedHashMap<>(map));
        }

        void putBack() {
            if (!map.equals(entries)) {
                map.clear();
                map.putAll(entries);
            }
        }
    }

    private final List<Held> held = new ArrayList<>();

    private ChartState() {}

    /** Remembers the chart as it is. */
    public static ChartState hold(Chart<?, ?> chart) {
        var state = new ChartState();
        state.remember(chart);
        state.remember(chart.getStyler());
        for (Series series : chart.getSeriesCollection()) {
            state.remember(series);
        }
        return state;
    }

    private void remember(Object owner) {
        for (Field field : FIELDS.get(owner.getClass())) {
            Object value = get(field, owner);
            held.add(new Held(owner, field, value instanceof Map<?, ?> map ? Entries.of(map) : value));
        }
    }

    /** Puts everything back. */
    @Override
    public void close() {
        held.forEach(Held::putBack);
    }

    /** Gives the house look to every setting of a styler that still has XChart's default value. */
    public static void dress(Styler styler) {
        try {
            var constructor = styler.getClass().getConstructor();
            Object plain = constructor.newInstance();
            Object house = constructor.newInstance();
            var setTheme = styler.getClass().getMethod("setTheme", Theme.class);
            setTheme.invoke(plain, new XChartTheme());
            setTheme.invoke(house, new HouseTheme());
            for (Field field : FIELDS.get(styler.getClass())) {
                if (!Modifier.isFinal(field.getModifiers()) && same(get(field, styler), get(field, plain))) {
                    set(field, styler, get(field, house));
                }
            }
            if (styler instanceof HeatMapStyler map
                    && plain instanceof HeatMapStyler usual
                    && Arrays.equals(map.getRangeColors(), usual.getRangeColors())) {
                map.setRangeColors(HEAT.clone());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("can't dress " + styler.getClass().getName(), e);
        }
    }

    /** Replaces every value of one type that a styler holds. */
    public static <T> void replace(Styler styler, Class<T> type, java.util.function.UnaryOperator<T> change) {
        for (Field field : FIELDS.get(styler.getClass())) {
            if (field.getType() == type && get(field, styler) instanceof Object value) {
                set(field, styler, change.apply(type.cast(value)));
            }
        }
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Marker[] x && b instanceof Marker[] y) {
            return Arrays.equals(
                    Arrays.stream(x).map(Object::getClass).toArray(),
                    Arrays.stream(y).map(Object::getClass).toArray());
        }
        return Objects.deepEquals(a, b);
    }

    private static @Nullable Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Field field, Object owner, @Nullable Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
