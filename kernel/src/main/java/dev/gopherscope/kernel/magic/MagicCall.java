package dev.gopherscope.kernel.magic;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.protocol.Interpreter;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.util.function.Function;

/**
 * One call of a magic.
 *
 * @param help of the magic
 * @param text what follows the name on its line, without blanks around it
 * @param body the lines below a cell magic, each with its line feed as typed; empty for a line magic
 * @param isCell whether it was called with two percent signs
 * @param line the line of the cell on which it stands, from 1
 * @param cell the whole cell
 * @param output of the cell
 * @param javaRunner runs Java as a part of the cell
 * @param context what the magics of this kernel share
 */
public record MagicCall(
        MagicHelp help,
        String text,
        String body,
        boolean isCell,
        int line,
        Interpreter.Cell cell,
        CellOutput output,
        Function<Interpreter.Cell, Execution> javaRunner,
        MagicContext context) {

    /** The text as words and options. */
    public Arguments arguments() {
        return Arguments.of(help, text);
    }

    /** A failure whose message begins with the magic's name. */
    public MagicException wrong(String message) {
        return new MagicException((isCell ? "%%" : "%") + help.name() + ": " + message);
    }

    /** A failure that shows how the magic is called. */
    public MagicException misused(String message) {
        return wrong(message + " It is called as: " + String.join(" or ", help.usage()));
    }

    /** Runs Java code as a part of this cell. Errors name the line of this magic, or of its body if {@code code} begins there. */
    public Execution java(String code) {
        String lines = "\n".repeat(Math.max(0, line - 1));
        return javaAtTop(lines + code);
    }

    /** Runs Java code as a part of this cell. Errors name the line of {@code code}. */
    public Execution javaAtTop(String code) {
        return javaRunner.apply(new Interpreter.Cell(code, cell.number(), cell.id(), cell.silent()));
    }
}
