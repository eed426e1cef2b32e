package dev.gopherscope.kernel.lesson;

import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;
import java.util.List;

/** {@code %%predict}: a question that is answered before the next cell shows what comes. */
public final class PredictMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.cell("predict", "Ask for a prediction before a run.")
            .operands("[--ask] ID")
            .option("--ask", "ask for the answer where the cell has none; the cell then waits for a line")
            .example("""
                    %%predict 00-workers
                    How many of the four workers get any job?
                    - 2
                    - 3
                    - 4
                    answer:""")
            .notes("""
                    Lines that begin with a dash are options. Without options, a line says what the answer is: `number`,
                    `number within 10 %`, `set` or `list`. Write your answer after `answer:` and run the cell.
                    A later cell calls `outcome("00-workers", value)` to set your answer beside what came.
                    Without an answer the question stays unanswered. Nothing waits, unless `--ask` is given.""");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) throws InterruptedException {
        List<String> words = call.arguments().words();
        if (words.size() != 1) {
            throw call.misused("it needs one name for the question.");
        }
        try {
            return Prediction.ask(
                    words.getFirst(), call.body(), call.arguments().has("--ask"), call.output());
        } catch (IllegalArgumentException e) {
            throw call.wrong(String.valueOf(e.getMessage()));
        }
    }
}
