package dev.gopherscope.sim;

import dev.gopherscope.sim.observe.Places;
import dev.gopherscope.sim.observe.Places.Frame;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Whereabouts;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the Java stack where the program is: for each go statement, and with {@link Go#sourceLines} for each verb. The calls that
 * {@code call} simulates give their names to the functions that they run.
 */
final class SourcePlaces implements Whereabouts {
    /** From so many goroutines on, the place of the first one with the same function stands for all: reading costs a microsecond. */
    private static final int READ = 1_000;

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Whether a class is one of the simulator; classes of programs may lie in packages of the same names. */
    private static final ClassValue<Boolean> OURS = new ClassValue<>() {
        private final @Nullable Object home = home(SourcePlaces.class);

        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.getClassLoader() == SourcePlaces.class.getClassLoader()
                            && type.getName().startsWith("dev.gopherscope.sim.")
                            && java.util.Objects.equals(home(type), home)
                    || type.getName().startsWith("java.")
                    || type.getName().startsWith("jdk.internal.");
        }

        private static @Nullable Object home(Class<?> type) {
            var source = type.getProtectionDomain().getCodeSource();
            return source == null ? null : source.getLocation();
        }
    };

    private final Recorder recorder;
    private final Places places;
    private final Map<Class<?>, Frame> known = new IdentityHashMap<>();
    private int read;

    SourcePlaces(Recorder recorder) {
        this.recorder = recorder;
        this.places = recorder.places();
    }

    private boolean isKept() {
        return recorder.level() == RecordingLevel.FULL && recorder.dropped() == 0;
    }

    /** The line on which the run was started stands for main. */
    void main() {
        if (isKept()) {
            Frame start = WALKER.walk(SourcePlaces::first);
            if (start != null) {
                places.born(1, start);
            }
        }
    }

    @Override
    public void born(G g, Object function) {
        if (!isKept()) {
            return;
        }
        Frame place = read < READ ? null : known.get(function.getClass());
        if (place == null) {
            read++;
            place = WALKER.walk(SourcePlaces::first);
        }
        if (place != null) {
            known.putIfAbsent(function.getClass(), place);
            places.born(g.goid(), place);
        }
    }

    private static @Nullable Frame first(Stream<StackFrame> frames) {
        return frames.takeWhile(f -> !isEnd(f))
                .filter(f -> !OURS.get(f.getDeclaringClass()))
                .findFirst()
                .map(SourcePlaces::frame)
                .orElse(null);
    }

    /** Below the body of a goroutine lies what runs it, and below that the stack of whoever started the run. */
    private static boolean isEnd(StackFrame f) {
        return f.getMethodName().equals("main") && f.getClassName().equals("dev.gopherscope.sim.sched.Goroutines")
                || f.getMethodName().equals("loop") && f.getClassName().equals("dev.gopherscope.sim.sched.Machine");
    }

    private static Frame frame(StackFrame f) {
        Class<?> type = f.getDeclaringClass();
        String file = f.getFileName();
        String folder = type.getPackageName().replace('.', '/');
        String path = file == null ? "" : folder.isEmpty() ? file : folder + "/" + file;
        String name = f.getMethodName();
        String method =
                name.startsWith("lambda$") || name.startsWith("do_it$") ? "func" : name.equals("<init>") ? "new" : name;
        // The classes into which cells are put have names that nobody typed.
        String owner = type.getSimpleName().startsWith("$") ? "" : type.getSimpleName() + ".";
        return new Frame(owner + method, type.getName(), path, Math.max(0, f.getLineNumber()));
    }

    /** Every verb with its line. */
    @Override
    public void operation(G g) {
        if (isKept()) {
            places.at(recorder.size(), g.goid(), WALKER.walk(all -> frames(g, all)));
        }
    }

    private static List<Frame> frames(G g, Stream<StackFrame> all) {
        List<Frame> frames = new ArrayList<>();
        var call = new dev.gopherscope.sim.stack.@Nullable Frame[] {g.stack.top()};
        all.takeWhile(f -> !isEnd(f)).forEach(f -> {
            if (!OURS.get(f.getDeclaringClass())) {
                if (frames.size() < Places.MOST_FRAMES) {
                    frames.add(frame(f));
                }
            } else if (f.getDeclaringClass() == RuntimeEntry.class
                    && f.getMethodName().equals("call")) {
                var simulated = call[0];
                if (simulated != null && !frames.isEmpty()) {
                    frames.set(frames.size() - 1, frames.getLast().as(simulated.name()));
                    call[0] = simulated.caller();
                }
            }
        });
        return frames;
    }

    /** The simulated calls of a goroutine have changed. */
    void calls(G g) {
        if (!isKept()) {
            return;
        }
        List<Frame> frames = new ArrayList<>();
        for (var f = g.stack.top(); f != null && frames.size() < Places.MOST_FRAMES; f = f.caller()) {
            for (long n = f.levels(); n > 0 && frames.size() < Places.MOST_FRAMES; n--) {
                frames.add(Frame.named(f.name()));
            }
        }
        // The body itself.
        frames.add(Frame.named(""));
        places.at(recorder.size(), g.goid(), frames);
    }
}
