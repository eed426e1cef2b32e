package dev.gopherscope.kernel.display;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collections, maps, arrays and records as tables. Elements that are records of one type get a column for each component. What is
 * short and flat ({@code [1, 2, 3]}) stays one line of text. The size is bounded, whatever the value holds.
 */
final class ValueTables {

    private static final int MOST_ROWS = 1000;
    private static final int MOST_COLUMNS = 30;
    private static final int FLAT_ELEMENTS = 12;
    private static final int FLAT_CHARACTERS = 100;
    private static final int SHORT_ELEMENTS = 8;

    private ValueTables() {}

    static boolean isCollection(Object value) {
        return value instanceof Collection || value instanceof Map;
    }

    /** The table of a value, or null if it is none of these or short and flat. */
    static @Nullable DataTable of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? null : map(map);
        }
        if (value instanceof Collection<?> collection) {
            return rows(typeName(value), collection.iterator(), collection.size());
        }
        if (value.getClass().isArray()) {
            int length = Array.getLength(value);
            String name = value.getClass().getComponentType().getSimpleName() + "[" + length + "]";
            return rows(name, elements(value, length), length);
        }
        if (value instanceof Record record
                && record.getClass().getRecordComponents().length > 0
                && plainToString(record)) {
            return record(record);
        }
        return null;
    }

    /** Whether a record has left its {@code toString} to the compiler: one that has its own wants to be shown by it. */
    private static boolean plainToString(Record record) {
        try {
            var components = record.getClass().getRecordComponents();
            return record.toString()
                    .startsWith(record.getClass().getSimpleName() + "[" + components[0].getName() + "=");
        } catch (RuntimeException | StackOverflowError e) {
            return true;
        }
    }

    private static String typeName(Object value) {
        String name = value.getClass().getSimpleName();
        return value instanceof List
                ? "List"
                : value instanceof java.util.Set ? "Set" : name.isEmpty() ? "Collection" : name;
    }

    private static Iterator<Object> elements(Object array, int length) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < length;
            }

            @Override
            public Object next() {
                return Array.get(array, next++);
            }
        };
    }

    private static DataTable map(Map<?, ?> map) {
        var rows = new ArrayList<List<String>>();
        boolean numbers = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (rows.size() == MOST_ROWS) {
                break;
            }
            rows.add(List.of(DataTable.inShort(entry.getKey()), DataTable.inShort(entry.getValue())));
            numbers &= entry.getValue() instanceof Number;
        }
        return new DataTable("Map", List.of("key", "value"), List.of(false, numbers), rows, map.size());
    }

    private static DataTable record(Record record) {
        var rows = new ArrayList<List<String>>();
        for (RecordComponent each : record.getClass().getRecordComponents()) {
            rows.add(List.of(each.getName(), DataTable.inShort(component(record, each))));
        }
        return new DataTable(
                record.getClass().getSimpleName(),
                List.of("component", "value"),
                List.of(false, false),
                rows,
                rows.size());
    }

    private static @Nullable DataTable rows(String name, Iterator<?> elements, int count) {
        var shown = new ArrayList<@Nullable Object>();
        while (elements.hasNext() && shown.size() < MOST_ROWS) {
            shown.add(elements.next());
        }
        if (isFlat(shown, count)) {
            return null;
        }
        Class<?> type = shown.getFirst() instanceof Record first ? first.getClass() : null;
        boolean sameRecords = type != null && shown.stream().allMatch(each -> each != null && each.getClass() == type);
        var names = new ArrayList<String>(List.of("#"));
        var components = new ArrayList<RecordComponent>();
        if (sameRecords) {
            for (RecordComponent each : type.getRecordComponents()) {
                if (components.size() < MOST_COLUMNS) {
                    components.add(each);
                    names.add(each.getName());
                }
            }
        } else {
            names.add("value");
        }
        var numeric = new ArrayList<Boolean>(List.of(true));
        names.subList(1, names.size()).forEach(each -> numeric.add(true));
        var rows = new ArrayList<List<String>>();
        for (Object each : shown) {
            var row = new ArrayList<String>(List.of(String.valueOf(rows.size())));
            for (int c = 1; c < names.size(); c++) {
                Object cell = sameRecords ? component((Record) each, components.get(c - 1)) : each;
                numeric.set(c, numeric.get(c) && (cell == null || cell instanceof Number));
                row.add(DataTable.inShort(cell));
            }
            rows.add(row);
        }
        return new DataTable(name, names, numeric, rows, count);
    }

    private static boolean isFlat(List<@Nullable Object> shown, int count) {
        if (count > FLAT_ELEMENTS) {
            return false;
        }
        int characters = 0;
        for (Object each : shown) {
            if (each != null
                    && !(each instanceof CharSequence)
                    && !(each instanceof Number)
                    && !(each instanceof Boolean)
                    && !(each instanceof Character)
                    && !(each instanceof Enum)) {
                return false;
            }
            characters += DataTable.inShort(each).length() + 2;
        }
        return characters <= FLAT_CHARACTERS;
    }

    private static @Nullable Object component(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (InvocationTargetException e) {
            return "(it threw " + String.valueOf(e.getCause()) + ")";
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "(can't be read)";
        }
    }

    /** The first elements of a collection, a map or an array on one line; one level deep. */
    static String inShort(Object value) {
        var text = new StringBuilder();
        Iterator<?> elements = value instanceof Map<?, ?> map
                ? map.entrySet().iterator()
                : value instanceof Collection<?> all ? all.iterator() : elements(value, Array.getLength(value));
        text.append(value instanceof Map ? "{" : "[");
        for (int i = 0; elements.hasNext(); i++) {
            text.append(i == 0 ? "" : ", ");
            if (i == SHORT_ELEMENTS) {
                text.append("…");
                break;
            }
            Object each = elements.next();
            text.append(
                    each instanceof Map.Entry<?, ?> entry
                            ? scalar(entry.getKey()) + "=" + scalar(entry.getValue())
                            : scalar(each));
        }
        return text.append(value instanceof Map ? "}" : "]").toString();
    }

    private static String scalar(@Nullable Object value) {
        return value == null
                ? "null"
                : isCollection(value) || value.getClass().isArray() ? "[…]" : String.valueOf(value);
    }
}
