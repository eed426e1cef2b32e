package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.display.DataTable;
import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicContext;
import dev.gopherscope.kernel.magic.MagicHelp;
import dev.gopherscope.kernel.magic.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code %env}. */
public final class EnvMagic implements Magic {
    private static final Pattern SECRET = Pattern.compile("(?i)(pass|secret|token|credential|(^|_)key($|_)|auth)");
    private static final MagicHelp HELP = MagicHelp.line("env", "Shows or sets environment variables.")
            .operands("[NAME | NAME=VALUE]")
            .notes(
                    "What is set here holds for the programs that `%%bash` starts. Java's own `System.getenv` keeps what the kernel "
                            + "was started with. In the list, values of names that look like secrets are hidden.")
            .example("%env")
            .example("%env GOMAXPROCS=2");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public @Nullable Object run(MagicCall call) {
        Map<String, String> environment = call.context().environment();
        String text = call.text();
        int equals = text.indexOf('=');
        if (text.isEmpty()) {
            var rows = new ArrayList<List<String>>();
            environment.forEach(
                    (name, value) -> rows.add(List.of(name, SECRET.matcher(name).find() ? "(hidden)" : value)));
            return new DataTable("Environment", List.of("name", "value"), List.of(false, false), rows, rows.size());
        }
        if (equals < 0) {
            String value = environment.get(text);
            if (value == null) {
                List<String> near = Nearest.to(text, environment.keySet());
                throw call.wrong("there is no variable " + text
                        + (near.isEmpty() ? "." : ". Did you mean " + String.join(" or ", near) + "?"));
            }
            return value;
        }
        String name = text.substring(0, equals).strip();
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw call.misused("\"" + name + "\" can't be the name of a variable.");
        }
        environment.put(name, text.substring(equals + 1).strip());
        return null;
    }

    @Override
    public List<String> complete(String before, String word, MagicContext context) {
        return context.environment().keySet().stream()
                .filter(name -> name.startsWith(word))
                .toList();
    }
}
