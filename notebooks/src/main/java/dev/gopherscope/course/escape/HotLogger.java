package dev.gopherscope.course.escape;

import dev.gopherscope.golang.escape.Decision;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** esc-3: a logger that allocates for each line. The seed chooses the type of its number. */
public final class HotLogger extends GoExercise {
    private enum Field {
        INT("int", "strconv.AppendInt(b, int64(n), 10)"),
        FLOAT("float64", "strconv.AppendFloat(b, n, 'g', -1, 64)"),
        UINT("uint32", "strconv.AppendUint(b, uint64(n), 10)");

        private final String type;
        private final String append;

        Field(String type, String append) {
            this.type = type;
            this.append = append;
        }
    }

    public HotLogger() {
        super("esc-3", "The hot logger", "02", "var source");
    }

    private static Field field(long seed) {
        return pick(seed, Field.values());
    }

    private static String program(long seed, String imports, String body, String more) {
        return "package main\nimport (" + imports + ")\n" + more + "func log(level, msg string, n " + field(seed).type
                + ") {\n" + body.indent(4) + "}\nfunc main() {}\n";
    }

    @Override
    String given(long seed) {
        return program(
                seed,
                "\"fmt\"; \"os\"",
                "line := \"[\" + level + \"] \" + msg\nfmt.Fprintln(os.Stdout, line, n, len(msg))",
                "");
    }

    private static String byHand(long seed, String start, String end, String more) {
        return program(
                seed,
                "\"os\"; \"strconv\"" + (more.isEmpty() ? "" : "; \"sync\""),
                start + "\nb = append(append(append(append(b, level...), \"] \"...), msg...), ' ')\nb = append("
                        + field(seed).append
                        + ", ' ')\nb = strconv.AppendInt(b, int64(len(msg)), 10)\nos.Stdout.Write(append(b, '\\n'))"
                        + end,
                more);
    }

    @Override
    public String task(long seed) {
        return "`log` writes a line such as \"[warn] disk full 7 9\" to os.Stdout and allocates four objects for it. Let it write the same "
                + "line with no allocation of its own. Both texts, n and the length of msg stay in the line.";
    }

    @Override
    protected String answer(long seed) {
        return GoAnswer.block(byHand(seed, "var room [256]byte\nb := append(room[:0], '[')", "", ""));
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Ask `%%go -m` which four values escape.",
                "A parameter of type ...any needs an object for each number and text. Putting texts together makes a new one.",
                "Append the parts to a local array of 256 bytes, numbers with "
                        + field(seed).append.replaceAll("\\(.*", "") + ", and call os.Stdout.Write once.");
    }

    @Override
    public String why() {
        return "Boxing for `any` and growing a buffer are the two usual costs of logging. Fast loggers append to a buffer that they own, and take "
                + "typed fields instead of any. In Go's source: log/slog/handler.go appends to a buffer in the same way.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong(
                        GoAnswer.block(byHand(
                                seed,
                                "b := append(bufs.Get().([]byte)[:0], '[')",
                                "\nbufs.Put(b)",
                                "var bufs = sync.Pool{New: func() any { return make([]byte, 0, 256) }}\n")),
                        "24 bytes for each Put",
                        seed),
                wrong(
                        GoAnswer.block(program(seed, "\"os\"", "os.Stdout.WriteString(msg)", "")),
                        "no longer writes",
                        seed),
                wrong(
                        GoAnswer.block(program(
                                seed,
                                "\"fmt\"; \"os\"",
                                "fmt.Fprint(os.Stdout, \"[\", level, \"] \", msg, \" \", n, \" \", len(msg), \"\\n\")",
                                "")),
                        "still allocates",
                        seed));
    }

    @Override
    void check(Attempt attempt, GoAnswer go) {
        Set<String> parts = Set.of("level", "msg", "n", "len", "Stdout");
        var missing = parts.stream()
                .filter(part -> !go.names("log").contains(part))
                .sorted()
                .toList();
        if (!attempt.fact(
                "parts of the line", "all", missing.isEmpty() ? "all" : "without " + missing, missing.isEmpty())) {
            attempt.mistake("log no longer writes the same line: it does without " + String.join(", ", missing) + ".");
            return;
        }
        List<Decision> left = go.analysis().allocations("log");
        if (!attempt.equal("objects of a call", 0, left.size())) {
            String names = left.stream().map(Decision::name).collect(Collectors.joining(", "));
            attempt.mistake(
                    go.names("log").contains("Put")
                            ? "The pool saves the buffer and adds 24 bytes for each Put: " + names
                                    + " goes into an interface. See notebook 12."
                            : "It still allocates for: " + names + ".");
        }
    }
}
