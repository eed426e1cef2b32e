package dev.gopherscope.kernel.lesson;

import java.util.Map;

/** What the kit shows: a box as HTML, the same as text, and for tools as JSON where it has data. */
public interface LessonView {

    /** The MIME type of the JSON form. */
    String JSON = "application/vnd.gopherscope.lesson.v1+json";

    /** What it shows. */
    Box box();

    /** The box as an HTML fragment; everything that is not ours is escaped. */
    default String html() {
        return box().html();
    }

    /** The same for a terminal and for a reader who does not see it. */
    default String text() {
        return box().text();
    }

    /** The data for tools; empty if there is none. */
    default Map<String, Object> json() {
        return Map.of();
    }
}
