package dev.gopherscope.kernel.lesson;

import dev.gopherscope.kernel.magic.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every exercise of the course, by id. */
public final class Exercises {
    private static @Nullable Map<String, Exercise> found;

    private Exercises() {}

    private static synchronized Map<String, Exercise> known() {
        Map<String, Exercise> known = found;
        if (known == null) {
            known = new TreeMap<>();
            for (Exercise each : ServiceLoader.load(Exercise.class, Exercises.class.getClassLoader())) {
                if (known.putIfAbsent(each.id(), each) != null) {
                    throw new IllegalStateException("two exercises have the id " + each.id());
                }
            }
            found = known;
        }
        return known;
    }

    /** All of them, ordered by notebook, then by id. */
    public static List<Exercise> all() {
        var all = new ArrayList<>(known().values());
        all.sort(java.util.Comparator.comparing(Exercise::notebook).thenComparing(Exercise::id));
        return List.copyOf(all);
    }

    /**
     * The exercise of that id.
     *
     * @throws IllegalArgumentException if there is none; the message names near ones
     */
    public static Exercise byId(String id) {
        Exercise exercise = known().get(id);
        if (exercise != null) {
            return exercise;
        }
        List<String> near = Nearest.to(id, known().keySet(), 2);
        throw new IllegalArgumentException("There is no exercise \"" + id + "\"."
                + (near.isEmpty()
                        ? known().isEmpty()
                                ? " No exercises are installed."
                                : " There are: " + String.join(", ", known().keySet())
                        : " Did you mean " + String.join(" or ", near) + "?"));
    }
}
