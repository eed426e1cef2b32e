package dev.gopherscope.kernel.lesson;

import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicContext;
import dev.gopherscope.kernel.magic.MagicHelp;
import java.util.List;

/** {@code %progress}: the map of the course with what is done; forgets one notebook on request. */
public final class ProgressMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.line(
                    "progress", "Show the map of the course and how far you are, or begin one notebook anew.")
            .operands("[--reset NOTEBOOK]")
            .option("--reset NOTEBOOK", "forget what was done in one notebook, such as 07")
            .example("%progress")
            .example("%progress --reset 07")
            .notes("Progress is kept in the file `gopherscope-progress.json` in the folder of the notebook.");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) {
        if (!call.arguments().words().isEmpty()) {
            throw call.misused("it takes no words.");
        }
        try {
            return call.arguments().value("--reset").map(Lesson::resetProgress).orElseGet(Lesson::progress);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw call.wrong(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> complete(String before, String word, MagicContext context) {
        return CourseMap.lessons().stream()
                .map(CourseMap.Lesson::number)
                .filter(number -> number.startsWith(word))
                .toList();
    }
}
