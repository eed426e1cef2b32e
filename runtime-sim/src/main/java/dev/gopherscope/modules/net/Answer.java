package dev.gopherscope.modules.net;

import dev.gopherscope.modules.archive.ModuleZip;
import java.nio.charset.StandardCharsets;

/** What comes back for a request. */
public sealed interface Answer {
    /** 200 with a body. */
    record Content(byte[] body) implements Answer {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** 200 with a module's zip. */
    record Zip(ModuleZip zip) implements Answer {}

    /** Any other status of HTTP, with a plain text that explains it, or an empty one. */
    record Status(int code, String text) implements Answer {}

    /** A folder without the file that was asked for. */
    record NoFile() implements Answer {}

    /** No answer at all: refused, timed out, unknown host. The text is that of Go's network package. */
    record Failure(String text) implements Answer {}

    static Answer text(String text) {
        return new Content(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How a log calls this answer. */
    default String label() {
        return switch (this) {
            case Content c -> "200, " + c.body.length + " bytes";
            case Zip z -> "200, zip of " + z.zip.entries().size() + " files";
            case Status s -> s.code + " " + statusText(s.code);
            case NoFile _ -> "no such file";
            case Failure f -> f.text;
        };
    }

    static String statusText(int code) {
        return switch (code) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 410 -> "Gone";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "";
        };
    }
}
