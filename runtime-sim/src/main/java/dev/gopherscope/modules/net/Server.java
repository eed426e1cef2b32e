package dev.gopherscope.modules.net;

/** Something that answers GET requests. */
@FunctionalInterface
public interface Server {
    /**
     * @param path what follows the base address, with its slash
     * @param now virtual nanoseconds
     */
    Answer get(String path, long now);

    /** A server that always gives this status. */
    static Server always(int code, String text) {
        return (_, _) -> new Answer.Status(code, text);
    }

    /** This server with an outage: in {@code [from, until)} it answers with {@code instead}. */
    default Server down(long from, long until, Answer instead) {
        return (path, now) -> now >= from && now < until ? instead : get(path, now);
    }
}
