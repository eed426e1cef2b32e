package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.display.DataTable;
import dev.gopherscope.kernel.magic.JavaSession;
import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicContext;
import dev.gopherscope.kernel.magic.MagicHelp;
import dev.gopherscope.kernel.magic.Nearest;
import java.util.ArrayList;
import java.util.List;

/** {@code %vars}. */
public final class VarsMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.line(
                    "vars", "Lists the variables of this session, with type and value.")
            .operands("[NAME ...]")
            .example("%vars")
            .example("%vars run heap");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) {
        JavaSession java = call.context().java();
        List<String> wanted = call.arguments().words();
        List<String> known =
                java.variables().stream().map(JavaSession.Variable::name).toList();
        for (String name : wanted) {
            if (!known.contains(name)) {
                List<String> near = Nearest.to(name, known);
                throw call.wrong("there is no variable " + name
                        + (near.isEmpty()
                                ? "; %vars lists all."
                                : ". Did you mean " + String.join(" or ", near) + "?"));
            }
        }
        var rows = new ArrayList<List<String>>();
        for (JavaSession.Variable variable : java.variables()) {
            if (wanted.isEmpty() || wanted.contains(variable.name())) {
                rows.add(List.of(variable.name(), variable.type(), DataTable.inShort(java.value(variable.name()))));
            }
        }
        return new DataTable(
                "Variables", List.of("name", "type", "value"), List.of(false, false, false), rows, rows.size());
    }

    @Override
    public List<String> complete(String before, String word, MagicContext context) {
        return context.java().variables().stream()
                .map(JavaSession.Variable::name)
                .filter(name -> name.startsWith(word))
                .toList();
    }
}
