package dev.gopherscope.kernel.lesson;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The notebooks of the course and how far the learner is in each. The list travels with the course as {@code course.tsv}. */
final class CourseMap {

    /**
     * One notebook.
     *
     * @param number two digits
     * @param file its file name
     * @param title as in the table of contents
     * @param minutes that it takes
     * @param needs what to know before
     */
    record Lesson(String number, String file, String title, int minutes, String needs) {}

    private CourseMap() {}

    static List<Lesson> lessons() {
        try (InputStream file = CourseMap.class.getResourceAsStream("/dev/gopherscope/course/course.tsv")) {
            if (file == null) {
                return List.of();
            }
            var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(f -> new Lesson(f[0], f[1], f[2], Integer.parseInt(f[3]), f[4]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The map as a box. */
    static LessonView map(Progress progress) {
        var rows = new ArrayList<List<String>>();
        String next = "";
        for (Lesson lesson : lessons()) {
            List<String> ids = ExerciseSession.idsOf(lesson.number());
            long done = ids.stream().filter(id -> progress.exercise(id).done()).count();
            if (next.isEmpty() && !ids.isEmpty() && done < ids.size()) {
                next = lesson.file();
            }
            rows.add(List.of(
                    lesson.number(),
                    lesson.title(),
                    lesson.minutes() + " min",
                    lesson.needs(),
                    ids.isEmpty() ? "" : "●".repeat((int) done) + "○".repeat(ids.size() - (int) done)));
        }
        if (rows.isEmpty()) {
            throw new IllegalStateException(
                    "The course is not installed beside this kernel, so there is no map of it.");
        }
        Box box = new Box(Box.Kind.PLAIN, "The course")
                .table(List.of("", "notebook", "time", "needs", "exercises"), rows);
        if (!next.isEmpty()) {
            box.paragraph("Go on with `" + next + "`.");
        }
        return new ExerciseSession.Shown(box);
    }

    /** The ids of predictions begin with the number of their notebook, those of exercises are known. */
    static boolean belongs(String id, String number) {
        return id.startsWith(number + "-") || ExerciseSession.idsOf(number).contains(id);
    }
}
