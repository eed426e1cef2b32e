package dev.gopherscope.kernel.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question that is answered before the run, as it stands in a cell below {@code %%predict id}:
 *
 * <pre>
 * How many of the four workers get any job?
 * - 2
 * - 3
 * - 4
 * answer:
 * </pre>
 *
 * <p>Lines that begin with a dash are options. Without options the answer is a {@code number}, a {@code set} or a {@code list};
 * a line with that word says which, for a number also how near is near enough: {@code number within 10 %}. What stands after
 * {@code answer:} is the answer; where nothing stands, the front end asks.
 *
 * @param id names it
 * @param text the question
 * @param form how it is answered
 * @param options for {@link Form#OPTIONS}; else empty
 * @param tolerance for {@link Form#NUMBER}: the relative error that counts as right
 * @param answer as written in the cell, or null
 */
record Question(
        String id,
        String text,
        Form form,
        List<String> options,
        double tolerance,
        @Nullable String answer) {

    enum Form {
        OPTIONS,
        NUMBER,
        SET,
        LIST
    }

    private static final Pattern KIND = Pattern.compile("(number|set|list)(?:\\s+within\\s+([0-9.]+)\\s*%)?");

    static Question parse(String id, String body) {
        var text = new ArrayList<String>();
        var options = new ArrayList<String>();
        Form form = null;
        double tolerance = 0;
        String answer = null;
        for (String line : body.lines().map(String::strip).toList()) {
            Matcher kind = KIND.matcher(line.toLowerCase(Locale.ROOT));
            if (line.startsWith("- ")) {
                options.add(line.substring(2).strip());
            } else if (line.toLowerCase(Locale.ROOT).startsWith("answer:")) {
                answer = line.substring("answer:".length()).strip();
            } else if (kind.matches()) {
                form = Form.valueOf(kind.group(1).toUpperCase(Locale.ROOT));
                tolerance = kind.group(2) == null ? 0 : Double.parseDouble(kind.group(2)) / 100;
            } else if (!line.isEmpty()) {
                text.add(line);
            }
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("%%predict " + id + " has no question: write it in the line below.");
        }
        if (options.size() == 1 || form == null && options.isEmpty()) {
            throw new IllegalArgumentException(
                    "%%predict " + id
                            + " needs two or more options (lines that begin with \"- \"), or a line that says number, set or list.");
        }
        boolean blank = answer == null || answer.isEmpty() || answer.chars().allMatch(c -> c == '_');
        return new Question(
                id,
                String.join("\n", text),
                form == null ? Form.OPTIONS : form,
                List.copyOf(options),
                tolerance,
                blank ? null : answer);
    }

    /** The answer in its normal form, or null if it can't be one. */
    @Nullable
    String normal(String typed) {
        String answer = typed.strip();
        return switch (form) {
            case OPTIONS -> option(answer);
            case NUMBER -> number(answer) == null ? null : answer;
            case SET -> elements(answer).stream().sorted().distinct().collect(Collectors.joining(" "));
            case LIST -> String.join(" ", elements(answer));
        };
    }

    private @Nullable String option(String answer) {
        if (answer.length() == 1) {
            int letter = Character.toLowerCase(answer.charAt(0)) - 'a';
            if (letter >= 0 && letter < options.size()) {
                return options.get(letter);
            }
        }
        return options.stream().filter(each -> stands(each, answer)).findFirst().orElse(null);
    }

    /** Whether an option means a value: it is the value, or begins with it and a unit or remark follows. */
    private static boolean stands(String option, String value) {
        return !value.isEmpty()
                && (elements(option.toLowerCase(Locale.ROOT)).equals(elements(value.toLowerCase(Locale.ROOT)))
                        || option.toLowerCase(Locale.ROOT).startsWith(value.toLowerCase(Locale.ROOT) + " ")
                        || option.toLowerCase(Locale.ROOT).startsWith(value.toLowerCase(Locale.ROOT) + ":"));
    }

    private static List<String> elements(String answer) {
        return Arrays.stream(answer.replaceAll("[\\[\\]{},;]", " ").strip().split("\\s+"))
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static @Nullable Double number(String text) {
        Matcher matcher = Pattern.compile("[-+]?[0-9][0-9,_]*(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
                .matcher(text);
        return matcher.find() ? Double.valueOf(matcher.group().replaceAll("[,_]", "")) : null;
    }

    /** Whether an answer in normal form agrees with what came. */
    boolean agrees(String answer, Object outcome) {
        return switch (form) {
            case OPTIONS -> Objects.equals(answer, option(String.valueOf(outcome)));
            case NUMBER -> {
                Double predicted = number(answer);
                Double came = number(String.valueOf(outcome));
                yield predicted != null
                        && came != null
                        && Math.abs(predicted - came) <= Math.max(tolerance * Math.abs(came), 1e-9);
            }
            case SET, LIST -> Objects.equals(answer, normal(String.valueOf(outcome)));
        };
    }

    /** Whether the outcome is among the options; always true for the other forms. */
    boolean foresees(Object outcome) {
        return form != Form.OPTIONS || option(String.valueOf(outcome)) != null;
    }

    /** How to answer, for the prompt. */
    String prompt() {
        return switch (form) {
            case OPTIONS -> "Your prediction, a to " + (char) ('a' + options.size() - 1) + " (Enter skips): ";
            case NUMBER -> "Your prediction, a number (Enter skips): ";
            case SET -> "Your prediction, names in any order (Enter skips): ";
            case LIST -> "Your prediction, in order (Enter skips): ";
        };
    }
}
