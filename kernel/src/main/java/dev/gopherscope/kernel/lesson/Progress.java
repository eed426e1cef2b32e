package dev.gopherscope.kernel.lesson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CurrentOutput;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the learner has done, in a JSON file in the working directory, so that a course is resumed after a restart. A headless run
 * neither reads nor writes the file: its outputs do not depend on who ran the course before. A file that can't be read is kept
 * under another name, never overwritten.
 */
final class Progress {
    /** The file's name. */
    static final String FILE = "gopherscope-progress.json";

    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Map<Path, Progress> OPEN = new TreeMap<>();
    private static final Progress HEADLESS = new Progress(null);

    /**
     * The state of one exercise.
     *
     * @param tries checks that were honest attempts
     * @param hints hints shown
     * @param done whether a check was correct
     */
    record State(int tries, int hints, boolean done) {
        static final State FRESH = new State(0, 0, false);
    }

    private final @Nullable Path file;
    private final Map<String, State> exercises = new TreeMap<>();
    private final Map<String, String> predictions = new TreeMap<>();

    private Progress(@Nullable Path file) {
        this.file = file;
        if (file != null && Files.exists(file)) {
            read(file);
        }
    }

    /** The progress for the cell that runs now. */
    static synchronized Progress current() {
        CellOutput output = CurrentOutput.get();
        if (output == null || !output.allowsInput()) {
            return HEADLESS;
        }
        return in(Path.of("").toAbsolutePath());
    }

    /** The progress kept in a folder. */
    static synchronized Progress in(Path folder) {
        return OPEN.computeIfAbsent(folder.resolve(FILE), Progress::new);
    }

    private void read(Path path) {
        try {
            JsonNode root = JSON.readTree(path.toFile());
            if (root.path("format").asInt() != FORMAT) {
                throw new IOException("format " + root.path("format") + " is not known");
            }
            root.path("exercises")
                    .properties()
                    .forEach(each -> exercises.put(
                            each.getKey(),
                            new State(
                                    each.getValue().path("tries").asInt(),
                                    each.getValue().path("hints").asInt(),
                                    each.getValue().path("done").asBoolean())));
            root.path("predictions")
                    .properties()
                    .forEach(each ->
                            predictions.put(each.getKey(), each.getValue().asText()));
        } catch (IOException e) {
            exercises.clear();
            predictions.clear();
            try {
                Files.move(path, path.resolveSibling(FILE + ".unreadable"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException kept) {
                e.addSuppressed(kept);
            }
        }
    }

    synchronized State exercise(String id) {
        return exercises.getOrDefault(id, State.FRESH);
    }

    synchronized void exercise(String id, State state) {
        exercises.put(id, state);
        write();
    }

    /** The ids of the questions that were answered. */
    synchronized List<String> predictions() {
        return List.copyOf(predictions.keySet());
    }

    synchronized @Nullable String prediction(String id) {
        return predictions.get(id);
    }

    synchronized void prediction(String id, String answer) {
        predictions.put(id, answer);
        write();
    }

    /** Forgets the exercises for which the predicate holds, and the predictions for which it holds. */
    synchronized int reset(java.util.function.Predicate<String> ofLesson) {
        int before = exercises.size() + predictions.size();
        exercises.keySet().removeIf(ofLesson);
        predictions.keySet().removeIf(ofLesson);
        write();
        return before - exercises.size() - predictions.size();
    }

    private void write() {
        if (file == null) {
            return;
        }
        ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
        ObjectNode all = root.putObject("exercises");
        exercises.forEach((id, state) -> all.putObject(id)
                .put("tries", state.tries())
                .put("hints", state.hints())
                .put("done", state.done()));
        ObjectNode answers = root.putObject("predictions");
        predictions.forEach(answers::put);
        try {
            Path fresh = file.resolveSibling(FILE + ".new");
            JSON.writeValue(fresh.toFile(), root);
            try {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            // A folder that can't be written (a read-only course) costs the memory of progress, not the lesson.
            return;
        }
    }
}
