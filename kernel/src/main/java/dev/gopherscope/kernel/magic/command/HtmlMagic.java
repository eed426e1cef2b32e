package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;

/** {@code %%html}. */
public final class HtmlMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.cell("html", "Shows the cell as HTML.")
            .notes(
                    "The text goes to the page as it is. A front end that does not trust the notebook removes scripts from it.")
            .example("%%html\n<p>A page is <b>8 KiB</b>.</p>");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) {
        return MimeBundle.text(call.body()).with(MimeBundle.HTML, call.body());
    }
}
