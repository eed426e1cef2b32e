package dev.gopherscope.course.alloc;

import static dev.gopherscope.sim.Memory.allocMany;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.memory.GoType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** alloc-1: the order of fields that makes a struct smallest. The seed chooses the fields. */
public final class Reorder extends GapExercise {

    public Reorder() {
        super("alloc-1", "Reorder", "03", "var fields");
    }

    private static List<String> given(long seed) {
        return pick(
                seed,
                List.of("bool", "int64", "bool", "int32", "bool"),
                List.of("int16", "float64", "bool", "int32"),
                List.of("bool", "string", "bool", "int32"),
                List.of("int32", "int64", "bool", "int64", "int16"));
    }

    private static List<String> sorted(long seed) {
        var order = new ArrayList<>(given(seed));
        order.sort(Comparator.comparing((String type) -> -GoType.of(type).align()));
        return order;
    }

    private static GoType struct(List<?> fields) {
        return GoType.of(fields.stream().map(String::valueOf).collect(Collectors.joining("; ")));
    }

    private static String list(List<String> fields) {
        return fields.stream().map(f -> '"' + f + '"').collect(Collectors.joining(", ", "List.of(", ")"));
    }

    @Override
    public String task(long seed) {
        return "A struct has the fields " + String.join(", ", given(seed))
                + ". Order them so that it is as small as possible.";
    }

    @Override
    protected String gap(long seed) {
        return "List.of(____)";
    }

    @Override
    protected String answer(long seed) {
        return list(sorted(seed));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "A field lies at a multiple of its own alignment. Where are the holes in the given order?",
                "Large fields first leave no holes between fields.",
                "Put them in this order of alignment: "
                        + sorted(seed).stream()
                                .map(type -> Integer.toString(GoType.of(type).align()))
                                .collect(Collectors.joining(", "))
                        + " bytes.");
    }

    @Override
    public String why() {
        return "The compiler keeps the order that you write, so the holes are yours. It matters for types of which there are millions, and in "
                + "arrays, where each element carries its holes. In Go's source: the layout of structs in cmd/compile/internal/types.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(list(given(seed)), "bytes of holes", seed),
                wrong(list(sorted(seed).subList(1, sorted(seed).size())), "were found", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        List<?> fields = attempt.as(List.class, "a list of the names of types");
        List<String> given = given(attempt.seed());
        List<String> names = fields.stream().map(String::valueOf).sorted().toList();
        boolean all = attempt.fact(
                "fields",
                given.size() + " of the given types",
                fields.size() + ": " + fields,
                names.equals(given.stream().sorted().toList()));
        if (!all) {
            attempt.mistake(fields.size() + " fields were found; the struct must keep all " + given.size()
                    + " with their types.");
            return;
        }
        GoType least = struct(sorted(attempt.seed()));
        GoType yours = struct(fields);
        var run = Go.version("1.26").procs(1).gogc(-1).run(() -> allocMany(1_000_000, yours.size()));
        attempt.ran("1,000,000 objects of your struct take " + run.summary().allocatedBytes() + " bytes");
        long used = given.stream().mapToLong(type -> GoType.of(type).size()).sum();
        if (!attempt.equal("size", least.size(), yours.size())) {
            attempt.mistake(yours.size() + " bytes: " + used + " for the fields, and " + (yours.size() - used)
                    + " bytes of holes. The least is " + least.size() + ".");
        }
    }
}
