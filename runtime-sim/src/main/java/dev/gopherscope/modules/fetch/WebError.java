package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.net.Answer;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import org.jspecify.annotations.Nullable;

/** A request without content. 404 and 410 mean that something does not exist. Follows {@code web.HTTPError}. */
@SuppressWarnings("serial")
public final class WebError extends GoError {
    private static final int MAX_DETAIL_LINES = 8;
    private final boolean missing;

    private WebError(String text, boolean missing) {
        super(text, null);
        this.missing = missing;
    }

    /** The error of an answer; null if it has content. */
    static @Nullable WebError of(String url, Answer answer) {
        return switch (answer) {
            case Answer.Content _, Answer.Zip _ -> null;
            case Answer.NoFile _ -> new WebError("reading " + url + ": no such file or directory", true);
            case Answer.Failure f -> new WebError("Get " + GoText.quote(url) + ": " + f.text(), false);
            case Answer.Status s -> {
                String status = (s.code() + " " + Answer.statusText(s.code())).strip();
                String detail = detail(s.text());
                yield new WebError(
                        "reading " + url + ": " + status
                                + (detail.isEmpty()
                                        ? ""
                                        : "\n\tserver response:" + (detail.contains("\n") ? "\n\t" : " ") + detail),
                        s.code() == 404 || s.code() == 410);
            }
        };
    }

    private static String detail(String body) {
        if (!body.codePoints().allMatch(c -> GoText.isGraphic(c) || GoText.isSpace(c))) {
            return "";
        }
        var out = new StringBuilder();
        String[] lines = body.split("\n", -1);
        for (int i = 0; i < lines.length && !lines[i].isBlank(); i++) {
            if (i > 0) {
                out.append("\n\t");
            }
            if (i >= MAX_DETAIL_LINES) {
                return out.append("[Truncated: too many lines.]").toString();
            }
            out.append(lines[i]);
        }
        return out.toString();
    }

    @Override
    protected boolean saysNotExist() {
        return missing;
    }
}
