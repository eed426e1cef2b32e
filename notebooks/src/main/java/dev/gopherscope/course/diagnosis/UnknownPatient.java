package dev.gopherscope.course.diagnosis;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.lab.Cause;
import dev.gopherscope.sim.lab.Examination;
import dev.gopherscope.sim.lab.Patient;
import dev.gopherscope.sim.lab.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** diag-1: what kills a service, from its readings. The seed chooses cause and sizes. */
public final class UnknownPatient extends GapExercise {
    private static final Map<Long, Examination> SEEN = new ConcurrentHashMap<>();

    public UnknownPatient() {
        super("diag-1", "Unknown patient", "06", "var cause");
    }

    private static Cause planted(long seed) {
        return pick(seed, Cause.GOROUTINE_LEAK, Cause.OFF_HEAP, Cause.LEAK_IN_MAP, Cause.GENEROUS_GOGC);
    }

    /** What the instruments showed; texts and checks ask for it again and again. */
    private static Examination seen(long seed) {
        return SEEN.computeIfAbsent(seed, s -> Patient.with(s + 6, planted(s)).examine());
    }

    private static long mb(long bytes) {
        return bytes >> 20;
    }

    private static String change(String name, long from, long to) {
        return String.format(Locale.ROOT, "%s %d → %d", name, from, to);
    }

    private static String readings(long seed) {
        Examination e = seen(seed);
        Reading a = e.first();
        Reading b = e.last();
        return String.join(
                ", ",
                change("live heap", mb(a.liveBytes()), mb(b.liveBytes())),
                change("goal", mb(a.nextGC()), mb(b.nextGC())),
                change("StackInuse", mb(a.stackInuse()), mb(b.stackInuse())),
                change("Sys", mb(a.sys()), mb(b.sys())),
                change("resident", mb(a.rss()), mb(b.rss())),
                change("goroutines", a.goroutines(), b.goroutines()));
    }

    @Override
    public String task(long seed) {
        return "A service was killed at " + mb(seen(seed).memoryMax()) + " MiB. First and last readings, in MiB: "
                + readings(seed) + ". What was it? Answer with a Cause, such as Cause.OFF_HEAP.";
    }

    @Override
    protected String answer(long seed) {
        return "Cause." + planted(seed).name();
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Which of the readings grew most?",
                "Find the row of the table of readings that begins with it.",
                "The row reads: " + planted(seed).reading() + ".");
    }

    @Override
    public String why() {
        return "The order of questions: does the live heap rise; if not, is the goal above the limit; if not, stacks; then memory outside of Go. Each "
                + "question has one reading that answers it. In Go's source: the fields are explained in runtime/mstats.go.";
    }

    private static List<Cause> others(long seed) {
        return Arrays.stream(Cause.values())
                .filter(cause -> !seen(seed).suspects().contains(cause) && cause != planted(seed))
                .limit(2)
                .collect(Collectors.toList());
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return others(seed).stream()
                .map(cause -> wrong("Cause." + cause.name(), "does not fit", seed))
                .toList();
    }

    @Override
    protected void check(Attempt attempt) {
        Cause given = attempt.as(Cause.class, "a Cause, such as Cause.OFF_HEAP");
        Cause planted = planted(attempt.seed());
        attempt.ran("the service with the planted cause");
        if (attempt.equal("cause", planted.name(), given.name())) {
            boolean survived = Patient.with(attempt.seed() + 6, planted)
                    .cure(given)
                    .examine()
                    .survived();
            attempt.equal("the cured service survives", true, survived);
        } else {
            attempt.mistake(
                    given.name() + " does not fit: " + seen(attempt.seed()).check(given));
        }
    }
}
