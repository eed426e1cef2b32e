package dev.gopherscope.sim.export;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import java.util.List;
import java.util.Locale;

/** All events of a run as comma-separated values (RFC 4180), and the quantities among them as samples. */
public final class EventTables {
    private EventTables() {}

    /** A line for each event, in order; what an argument means, its kind says. */
    public static String events(Recorder events) {
        var text = new StringBuilder("event,ns,kind,p,goroutine,name,argument,cause\n");
        for (int id = 1; id <= events.size(); id++) {
            int g = events.g(id);
            text.append(id).append(',').append(events.time(id)).append(',').append(events.kind(id));
            text.append(',').append(events.p(id)).append(',').append(g).append(',');
            text.append(g == 0 ? "" : quoted(events.name(g))).append(',').append(events.arg(id));
            text.append(',').append(events.cause(id)).append('\n');
        }
        return text.toString();
    }

    private static final List<EventKind> SAMPLED = List.of(
            EventKind.HEAP_LIVE,
            EventKind.HEAP_GOAL,
            EventKind.HEAP_MARKED,
            EventKind.HEAP_ALLOC,
            EventKind.HEAP_INUSE,
            EventKind.STACK_INUSE,
            EventKind.HEAP_RELEASED,
            EventKind.MEMORY_RSS,
            EventKind.MEMORY_CURRENT,
            EventKind.GOMAXPROCS);

    /** A line for each value of a quantity: when it changed, which it is, in bytes (or Ps), in order of time. */
    public static String samples(Recorder events) {
        var text = new StringBuilder("ns,quantity,value\n");
        for (int id = 1; id <= events.size(); id++) {
            if (SAMPLED.contains(events.kind(id))) {
                text.append(events.time(id)).append(',');
                text.append(events.kind(id).name().toLowerCase(Locale.ROOT)).append(',');
                text.append(events.arg(id)).append('\n');
            }
        }
        return text.toString();
    }

    private static String quoted(String cell) {
        boolean safe = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return safe ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
