package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.display.DataTable;
import dev.gopherscope.kernel.magic.Arguments;
import dev.gopherscope.kernel.magic.Budget;
import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;
import java.util.List;

/** {@code %budget}. The limits are kept by {@link dev.gopherscope.kernel.magic.MagicInterpreter}. */
public final class BudgetMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.line(
                    "budget", "Sets how much time, output, threads and memory each later cell may use.")
            .operands("[OPTIONS]")
            .option("--time TIME", "from start to end, such as 500ms, 10s, 2m")
            .option("--output CHARACTERS", "text that is printed, such as 5000 or 100k; the rest is cut")
            .option("--threads COUNT", "threads at once, the cell's own among them; virtual ones don't count")
            .option("--heap BYTES", "growth of the reachable memory, such as 64M or 1G")
            .option("--off", "no limits")
            .notes("""
                    A cell that reaches a limit is stopped with a message that says which one, how far it got and how to raise it. The kernel
                    goes on, and variables keep their values. Output beyond its limit is cut, and its cell goes on. The value `none` takes one
                    limit away. Handlers of buttons and sliders keep to the budget as cells do. Without options the limits are shown. The
                    memory limit costs a garbage collection before each cell.""")
            .example("%budget --time 10s --heap 256M")
            .example("%budget --time none")
            .example("%budget --off");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) {
        Arguments arguments = call.arguments();
        if (!arguments.words().isEmpty()) {
            throw call.misused("it takes options only, not " + String.join(" ", arguments.words()) + ".");
        }
        try {
            Budget budget =
                    arguments.has("--off") ? Budget.NONE : call.context().budget();
            budget = arguments.value("--time").map(budget::withTime).orElse(budget);
            budget = arguments.value("--output").map(budget::withCharacters).orElse(budget);
            budget = arguments.value("--threads").map(budget::withThreads).orElse(budget);
            budget = arguments.value("--heap").map(budget::withHeap).orElse(budget);
            call.context().budget(budget);
            return new DataTable(
                    "What each cell may use",
                    List.of("resource", "limit"),
                    List.of(false, false),
                    List.of(
                            List.of("time", budget.timeInWords()),
                            List.of("output", budget.charactersInWords()),
                            List.of("threads", budget.threadsInWords()),
                            List.of("heap", budget.heapInWords())),
                    4);
        } catch (IllegalArgumentException e) {
            throw call.wrong(e.getMessage() + ".");
        }
    }
}
