package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;

/** {@code %%markdown}. */
public final class MarkdownMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.cell("markdown", "Shows the cell as Markdown, as its output.")
            .example("%%markdown\nA *span* holds objects of **one** size class.");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) {
        return MimeBundle.text(call.body()).with(MimeBundle.MARKDOWN, call.body());
    }
}
