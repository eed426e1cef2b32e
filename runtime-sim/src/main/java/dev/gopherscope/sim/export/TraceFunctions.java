package dev.gopherscope.sim.export;

import dev.gopherscope.sim.observe.Places;
import dev.gopherscope.sim.observe.Places.Frame;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.WaitReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The functions in the stacks of an execution trace, with files and lines where they are known. A goroutine of the program is shown under
 * its name, one of the runtime under Go's function, because tools tell the two apart by that; it stands on the line of its go statement,
 * or where it was if every line was noted. Between it and the function of Go in which it stopped lie the calls that the program simulates.
 * Functions of Go stand on the line of their declaration in go1.26.8.
 */
final class TraceFunctions {
    /** Where simulated code lies; only that it differs for each function counts. */
    private static final long TEXT = 0x401000;

    private static final long DISTANCE = 32;
    private static final String GOROOT = "$GOROOT/src/";

    private final Recorder events;
    private final Places places;
    private final Map<Frame, Long> pcs = new HashMap<>();
    private final Map<Frame, Frame> typed = new HashMap<>();
    private final Map<String, Frame> library = new HashMap<>();
    private final Map<Integer, List<Frame>> now = new HashMap<>();
    private int change;

    TraceFunctions(Recorder events) {
        this.events = events;
        this.places = events.places();
        var declared = new Properties();
        try (InputStream in = TraceFunctions.class.getResourceAsStream("functions.properties")) {
            declared.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String function : declared.stringPropertyNames()) {
            String[] place = declared.getProperty(function).split(":");
            library.put(function, new Frame(function, "", GOROOT + place[0], Integer.parseInt(place[1])));
        }
    }

    /** The place in the code that a frame stands for. */
    long pc(Frame frame) {
        return pcs.computeIfAbsent(frame, f -> TEXT + DISTANCE * pcs.size());
    }

    /** Goes on to an event: goroutines are where they were when it happened. */
    void advance(int event) {
        while (change < places.size() && places.after(change) < event) {
            now.put(places.g(change), places.frames(change));
            change++;
        }
    }

    private Frame typed(Frame frame) {
        return typed.computeIfAbsent(frame, Frame::typed);
    }

    private Frame ofGo(String function) {
        return library.getOrDefault(function, Frame.named(function));
    }

    /** The frame of the function in which a goroutine began, on the line of its go statement. */
    Frame begin(int g, boolean system) {
        String name = entry(g, system);
        Frame birth = system ? null : places.birth(g);
        return birth != null ? typed(birth).as(name) : ofGo(name);
    }

    private String entry(int g, boolean system) {
        if (g == 1) {
            return "main.main";
        }
        String name = events.name(g);
        if (!system) {
            return name.equals("goroutine " + g) ? "main.main.func1" : name;
        }
        return switch (name) {
            case "bgsweep" -> "runtime.bgsweep";
            case "forcegc" -> "runtime.forcegchelper";
            case "finalizer" -> "runtime.runFinalizers";
            case "cleanup" -> "runtime.runCleanups";
            case "coroutine" -> "runtime.corostart";
            default -> name.startsWith("gc-worker-") ? "runtime.gcBgMarkWorker" : "runtime." + name;
        };
    }

    /** The stack of a goroutine that stopped in a function of Go. */
    List<Frame> stack(int g, boolean system, String leaf) {
        List<Frame> all = new ArrayList<>(stack(g, system));
        all.addFirst(ofGo(leaf));
        return all;
    }

    /** The stack of a goroutine in its own code. */
    List<Frame> stack(int g, boolean system) {
        List<Frame> all = new ArrayList<>();
        List<Frame> known = system ? null : now.get(g);
        if (known == null || known.isEmpty()) {
            all.add(begin(g, system));
        } else {
            known.subList(0, known.size() - 1).forEach(f -> all.add(typed(f)));
            Frame body = known.getLast();
            all.add(body.line() == 0 ? begin(g, system) : typed(body).as(entry(g, system)));
        }
        if (g == 1) {
            all.add(ofGo("runtime.main"));
        }
        return all;
    }

    /** The stack of a goroutine at its go statement for another. */
    List<Frame> starting(int g, boolean system, int started) {
        List<Frame> all = stack(g, system);
        Frame place = places.birth(started);
        boolean exact = now.containsKey(g) && now.get(g).getLast().line() > 0;
        if (place != null && !exact) {
            all.set(0, typed(place).as(all.getFirst().function()));
        }
        return all;
    }

    /** The function of Go that parks a goroutine for a reason. */
    static String parks(WaitReason reason) {
        return switch (reason) {
            case CHAN_RECEIVE, CHAN_RECEIVE_NIL -> "runtime.chanrecv1";
            case CHAN_SEND, CHAN_SEND_NIL -> "runtime.chansend1";
            case SELECT -> "runtime.selectgo";
            case SELECT_NO_CASES -> "runtime.block";
            case SLEEP -> "time.Sleep";
            case IO_WAIT -> "internal/poll.(*FD).Read";
            case MUTEX_LOCK -> "sync.(*Mutex).Lock";
            case RWMUTEX_RLOCK -> "sync.(*RWMutex).RLock";
            case RWMUTEX_LOCK -> "sync.(*RWMutex).Lock";
            case WAITGROUP_WAIT -> "sync.(*WaitGroup).Wait";
            case COND_WAIT -> "sync.(*Cond).Wait";
            case SEMACQUIRE -> "sync.runtime_Semacquire";
            case GC_ASSIST_WAIT, GC_ASSIST_MARKING -> "runtime.gcAssistAlloc";
            case WAIT_FOR_GC_CYCLE -> "runtime.GC";
            case COROUTINE -> "runtime.coroswitch";
            default -> "runtime.gopark";
        };
    }
}
