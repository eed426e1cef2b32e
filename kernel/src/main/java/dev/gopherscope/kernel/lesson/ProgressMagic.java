package dev.gopherscope.kernel.lesson;

import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;

/** {@code %progress}: the map of the course with what is done. */
public final class ProgressMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.line("progress", "Show the map of the course and how far you are.")
            .example("%progress")
            .notes(
                    "Progress is kept in the file `gopherscope-progress.json` in the folder of the notebook. "
                            + "`%reset lesson 07` begins one notebook anew, `%reset lesson` with the id of an exercise that exercise.");

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
            return Lesson.progress();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw call.wrong(String.valueOf(e.getMessage()));
        }
    }
}
