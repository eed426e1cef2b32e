package dev.gopherscope.modules;

import dev.gopherscope.modules.net.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** The requests of go commands in their order: who was asked for what, and what came back. */
public record RequestView(List<Exchange> exchanges) {
    public RequestView {
        exchanges = List.copyOf(exchanges);
    }

    /** Everybody who was asked, in the order of the first request. */
    public List<String> servers() {
        var servers = new LinkedHashSet<String>();
        exchanges.forEach(e -> servers.add(e.server()));
        return List.copyOf(servers);
    }

    public int count() {
        return exchanges.size();
    }

    /** Requests to one server. */
    public long count(String server) {
        return exchanges.stream().filter(e -> e.server().equals(server)).count();
    }

    public String question() {
        return "Who is asked for what?";
    }

    public String answer() {
        if (exchanges.isEmpty()) {
            return "**Nobody**: everything was in the module cache.";
        }
        long failed = exchanges.stream().filter(e -> !e.found()).count();
        return "**" + exchanges.size() + "** requests to " + servers().size()
                + (servers().size() == 1 ? " server" : " servers") + " in "
                + millis(exchanges.getLast().end() - exchanges.getFirst().start()) + " of virtual time, " + failed
                + " without content.";
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    public Grid toTable() {
        var rows = new ArrayList<List<String>>();
        for (Exchange e : exchanges) {
            rows.add(List.of(millis(e.start()), e.server(), e.request(), e.answer()));
        }
        return new Grid("Requests", List.of("at", "server", "request", "answer"), rows);
    }

    @Override
    public String toString() {
        return toTable().toString();
    }
}
