package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicContext;
import dev.gopherscope.kernel.magic.MagicHelp;
import dev.gopherscope.kernel.magic.Nearest;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code %reset}. */
public final class ResetMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.line("reset", "Forgets what cells declared, without a restart.")
            .operands("[NAME ...]")
            .notes(
                    "Without names, all variables, methods, types and imports are forgotten; loaded jars stay. With names, only those: "
                            + "a name that ends with `*` stands for all that begin with it.")
            .example("%reset")
            .example("%reset run lesson5_*");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public @Nullable Object run(MagicCall call) {
        List<String> names = call.arguments().words();
        var java = call.context().java();
        if (names.isEmpty()) {
            int count = java.declared().size();
            java.reset();
            System.out.println("Forgot " + count + (count == 1 ? " name" : " names") + " and all imports.");
            return null;
        }
        List<String> known = java.declared();
        for (String each : names) {
            if (known.stream().noneMatch(name -> fits(name, each))) {
                List<String> near = Nearest.to(each, known);
                throw call.wrong("nothing of the name " + each + " is declared"
                        + (near.isEmpty()
                                ? "; nothing was forgotten."
                                : ". Did you mean " + String.join(" or ", near) + "?"));
            }
        }
        List<String> gone = java.drop(name -> names.stream().anyMatch(each -> fits(name, each)));
        System.out.println("Forgot " + gone.stream().collect(Collectors.joining(", ")) + ".");
        return null;
    }

    private static boolean fits(String name, String pattern) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    @Override
    public List<String> complete(String before, String word, MagicContext context) {
        return context.java().declared().stream()
                .filter(name -> name.startsWith(word))
                .toList();
    }
}
