package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicContext;
import dev.gopherscope.kernel.magic.MagicHelp;
import dev.gopherscope.kernel.magic.Nearest;
import java.util.List;
import java.util.stream.Collectors;

/** {@code %help}. */
public final class HelpMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.line("help", "Lists the magics, or explains one.")
            .operands("[MAGIC]")
            .notes("Shift+Tab on a line that begins with a percent sign shows the same.")
            .example("%help")
            .example("%help maven");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) {
        List<String> words = call.arguments().words();
        if (words.size() > 1) {
            throw call.misused("it explains one magic at a time, not " + words.size() + ".");
        }
        List<MagicHelp> all = call.context().magics().help();
        if (words.isEmpty()) {
            return list(all);
        }
        String name = words.getFirst().replaceFirst("^%%?", "");
        Magic magic = call.context().magics().find(name);
        if (magic == null) {
            List<String> near =
                    Nearest.to(name, all.stream().map(MagicHelp::name).toList());
            throw call.wrong("there is no magic " + name
                    + (near.isEmpty() ? "; %help lists all." : ". Did you mean " + String.join(" or ", near) + "?"));
        }
        return MimeBundle.text(magic.help().text())
                .with(MimeBundle.MARKDOWN, magic.help().markdown(3));
    }

    private static MimeBundle list(List<MagicHelp> all) {
        int width = all.stream().mapToInt(h -> h.typedName().length()).max().orElse(0);
        String text = all.stream()
                .map(h -> h.typedName() + " ".repeat(width - h.typedName().length() + 2) + h.summary())
                .collect(Collectors.joining("\n"));
        String markdown = all.stream()
                .map(h -> "| `" + h.typedName() + "` | " + h.summary() + " |\n")
                .collect(Collectors.joining("", "| magic | what it does |\n|---|---|\n", ""));
        return MimeBundle.text(text + "\n\n%help NAME explains one.")
                .with(MimeBundle.MARKDOWN, markdown + "\n`%help NAME` explains one.\n");
    }

    @Override
    public List<String> complete(String before, String word, MagicContext context) {
        return context.magics().help().stream()
                .map(MagicHelp::name)
                .filter(name -> before.isEmpty() && name.startsWith(word))
                .toList();
    }
}
