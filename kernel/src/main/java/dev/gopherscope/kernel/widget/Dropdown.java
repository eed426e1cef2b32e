package dev.gopherscope.kernel.widget;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of several values (ipywidgets, DropdownModel).
 *
 * @param <T> the type of the values; shown by their {@code toString}
 */
public final class Dropdown<T> extends Control<T> {

    private static final int MOST_NAMED = 8;

    private final List<T> options;
    private final List<String> names;

    Dropdown(String label, List<? extends T> options, @Nullable T value) {
        super(ModelType.control("Dropdown"), label, "index", Style.described("Description"));
        if (options.isEmpty()) {
            throw new IllegalArgumentException("dropdown(\"" + label + "\"): give at least one value to choose");
        }
        this.options = List.copyOf(options);
        names = this.options.stream().map(String::valueOf).toList();
        set("_options_labels", names);
        set("index", value == null ? 0 : stateOf(value));
    }

    @Override
    T valueOf(Object state) {
        return options.get((Integer) state);
    }

    @Override
    Object stateOf(T value) {
        int index = options.indexOf(value);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" can't be chosen in \"" + label() + "\"; " + range() + " can");
        }
        return index;
    }

    @Override
    @Nullable
    Object valid(@Nullable Object wanted) {
        return wanted instanceof Number index && index.longValue() >= 0 && index.longValue() < options.size()
                ? (Integer) index.intValue()
                : null;
    }

    @Override
    String range() {
        return "one of " + names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
    }
}
