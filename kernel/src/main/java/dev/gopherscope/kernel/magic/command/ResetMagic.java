package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicContext;
import dev.gopherscope.kernel.magic.MagicHelp;
import dev.gopherscope.kernel.magic.Nearest;
import dev.gopherscope.kernel.magic.Resettable;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code %reset}. */
public final class ResetMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.line("reset", "Forgets what cells declared, without a restart.")
            .operands("[NAME ... | lesson ID]")
            .notes("""
                    Without names, all variables, methods, types and imports are forgotten; loaded jars stay. With names, only those:
                    a name that ends with `*` stands for all that begin with it. `lesson` with the number of a notebook, or with the id of an
                    exercise or a question, forgets what was done there and keeps the rest, variables too.""")
            .example("%reset")
            .example("%reset run lesson5_*")
            .example("%reset lesson 07")
            .example("%reset lesson sched-03");

    private static List<Resettable> others() {
        return ServiceLoader.load(Resettable.class, ResetMagic.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static Optional<Resettable> other(String word) {
        return others().stream().filter(each -> each.word().equals(word)).findFirst();
    }

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
        Optional<Resettable> other = names.size() == 2 ? other(names.getFirst()) : Optional.empty();
        if (other.isPresent()) {
            try {
                return other.get().reset(names.get(1));
            } catch (IllegalArgumentException e) {
                throw call.wrong(String.valueOf(e.getMessage()));
            }
        }
        List<String> known = java.declared();
        if (names.size() == 1
                && !known.contains(names.getFirst())
                && other(names.getFirst()).isPresent()) {
            throw call.misused("say which " + names.getFirst() + ".");
        }
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
        Optional<Resettable> other = other(before);
        List<String> known = other.isPresent()
                ? other.get().names()
                : Stream.concat(
                                context.java().declared().stream(),
                                others().stream().map(Resettable::word).filter(each -> before.isEmpty()))
                        .toList();
        return known.stream().filter(name -> name.startsWith(word)).toList();
    }
}
