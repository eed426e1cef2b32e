package dev.gopherscope.kernel.lesson;

import dev.gopherscope.kernel.magic.Nearest;
import dev.gopherscope.kernel.magic.Resettable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** {@code %reset lesson ID}: what was done in one notebook, in one exercise, or with one question. */
public final class LessonReset implements Resettable {

    @Override
    public String word() {
        return "lesson";
    }

    @Override
    public List<String> names() {
        var names = new ArrayList<String>();
        CourseMap.lessons().forEach(lesson -> names.add(lesson.number()));
        Exercises.all().forEach(exercise -> names.add(exercise.id()));
        names.addAll(Prediction.asked());
        Progress.current().predictions().stream()
                .filter(id -> !names.contains(id))
                .forEach(names::add);
        return names;
    }

    @Override
    public Object reset(String id) {
        boolean notebook =
                CourseMap.lessons().stream().anyMatch(lesson -> lesson.number().equals(id));
        List<String> names = names();
        if (!names.contains(id)) {
            List<String> near = Nearest.to(id, names, 2);
            throw new IllegalArgumentException("there is no notebook, exercise or question " + id
                    + (near.isEmpty()
                            ? "; notebooks are named by their numbers, such as 07"
                            : ". Did you mean " + String.join(" or ", near) + "?"));
        }
        Predicate<String> these = notebook ? each -> CourseMap.belongs(each, id) : id::equals;
        int forgotten = Progress.current().reset(these);
        Prediction.forget(these);
        return new ExerciseSession.Shown(new Box(
                Box.Kind.PLAIN,
                (notebook ? "Notebook " : "") + id + " begins anew; " + forgotten
                        + (forgotten == 1 ? " entry was forgotten." : " entries were forgotten.")));
    }
}
