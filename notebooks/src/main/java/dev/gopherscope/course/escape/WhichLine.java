package dev.gopherscope.course.escape;

import dev.gopherscope.golang.escape.EscapeAnalysis;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.Blank;
import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** esc-2: which functions allocate. The seed chooses five of nine. */
public final class WhichLine extends Exercise {
    private static final String SEVEN = "func seven() { fmt.Println(7) }";
    private static final String PAIR = "type pair struct{ a, b int }";

    /** Bodies whose answer people get wrong; the first and the second are always there. */
    private static final List<String> POOL = List.of(
            SEVEN,
            "func ptr() *int { n := 1; return &n }",
            "func sum(a []int) (t int) { f := func(x int) { t += x }; f(a[0]); return }",
            "func big() byte { a := new([70 << 10]byte); return a[0] }",
            "func box(x int) any { return x }",
            "func val() pair { p := &pair{1, 2}; return *p }",
            "func buf() int { return len(make([]byte, 1024)) }",
            "func sent(c chan *int) { n := 1; c <- &n }",
            "func add() func() int { n := 0; return func() int { n++; return n } }");

    public WhichLine() {
        super("esc-2", "Which line?", "02");
    }

    private static List<String> functions(long seed) {
        var chosen = new ArrayList<>(POOL.subList(0, 2));
        for (int i = 0; i < 3; i++) {
            chosen.add(POOL.get(2 + (int) Math.floorMod(seed * 2 + i, (long) POOL.size() - 2)));
        }
        return chosen;
    }

    private static String source(long seed) {
        return "package main\nimport \"fmt\"\n" + PAIR + "\n" + String.join("\n", functions(seed))
                + "\nfunc main() {}\n";
    }

    private static String name(String function) {
        return function.replaceAll("^func (\\w+).*", "$1");
    }

    private static List<String> allocating(long seed) {
        EscapeAnalysis analysis = EscapeAnalysis.escape(source(seed));
        return functions(seed).stream()
                .map(WhichLine::name)
                .filter(f -> !analysis.allocations(f).isEmpty())
                .toList();
    }

    private String cell(long seed, String names) {
        return "var five = " + GoAnswer.block(source(seed)) + ";\nvar allocating = List.of(" + names + ");\n"
                + checked("allocating", seed);
    }

    private String cell(long seed, Collection<String> names) {
        return cell(seed, names.stream().map(n -> '"' + n + '"').collect(Collectors.joining(", ")));
    }

    @Override
    public String task(long seed) {
        return "Which of the functions "
                + functions(seed).stream().map(WhichLine::name).collect(Collectors.joining(", "))
                + " allocate when they are called, built as usual? Read the source in the cell and name them, before you ask `%%go -m`.";
    }

    @Override
    public String starter(long seed) {
        return cell(seed, "____");
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Look at what is returned, put into an interface, or captured.",
                "Then sizes: 64 KiB for new and make, 128 KiB for variables. Then constants and inlining.",
                allocating(seed).size() + " of the five allocate.");
    }

    @Override
    public String solution(long seed) {
        return cell(seed, allocating(seed));
    }

    @Override
    public String why() {
        return "The report is read by asking who holds the address last, not by looking for new or &. One line of the report can stand for no "
                + "object at all, as with constants. In Go's source: dataWord in cmd/compile/internal/walk/convert.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        var withSeven = new ArrayList<>(allocating(seed));
        withSeven.add("seven");
        var withoutPtr = new ArrayList<>(allocating(seed));
        withoutPtr.remove("ptr");
        return List.of(
                new WrongAnswer(cell(seed, withSeven), "read-only data"),
                new WrongAnswer(cell(seed, withoutPtr), "ptr allocates"));
    }

    @Override
    protected boolean untouched(Object answer, long seed) {
        return answer instanceof Collection<?> c && c.stream().anyMatch(Blank.class::isInstance);
    }

    @Override
    protected void check(Attempt attempt) {
        Collection<?> named = attempt.as(Collection.class, "a list of names of functions");
        var given = new TreeSet<String>();
        named.forEach(n -> given.add(String.valueOf(n)));
        var expected = new TreeSet<>(allocating(attempt.seed()));
        EscapeAnalysis analysis = EscapeAnalysis.escape(source(attempt.seed()));
        attempt.ran("the compiler on the source");
        for (String function :
                functions(attempt.seed()).stream().map(WhichLine::name).toList()) {
            boolean right = given.contains(function) == expected.contains(function);
            String does = given.contains(function) ? "allocates" : "does not allocate";
            attempt.fact(
                    function,
                    expected.contains(function) ? "allocates" : "does not allocate",
                    right ? does : "answered: " + does,
                    right);
            if (!right && expected.contains(function)) {
                attempt.mistake(function + " allocates: "
                        + analysis.allocations(function).getFirst().name() + " is on the heap.");
            } else if (!right) {
                attempt.mistake(
                        function.equals("seven")
                                ? "The constant 7 in an interface lies in read-only data: 0 allocations, although the report says that it escapes."
                                : function + " does not allocate: nobody holds an address when it returns.");
            }
        }
        given.removeAll(functions(attempt.seed()).stream().map(WhichLine::name).toList());
        if (!given.isEmpty()) {
            attempt.fact("other names", "none", given.toString(), false);
        }
    }
}
