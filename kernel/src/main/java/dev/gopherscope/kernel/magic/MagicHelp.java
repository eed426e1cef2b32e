package dev.gopherscope.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a magic says of itself. {@code %help}, completion, inspection, the check of options and {@code docs/magics.md} read it.
 *
 * @param name without percent signs, lower case
 * @param form how it is called
 * @param summary one sentence
 * @param operands what follows the name, such as {@code [-n COUNT] CODE}; empty for nothing
 * @param options each with its meaning
 * @param examples lines as typed, with percent signs
 * @param notes more sentences, Markdown; may be empty
 */
public record MagicHelp(
        String name,
        Form form,
        String summary,
        String operands,
        List<Option> options,
        List<String> examples,
        String notes) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

    /** Whether a magic takes a line, a cell, or either. */
    public enum Form {
        LINE,
        CELL,
        BOTH
    }

    /**
     * An option.
     *
     * @param names such as {@code -n}, {@code --count}
     * @param value the name of its value, such as {@code COUNT}; empty for a flag
     * @param meaning one phrase
     */
    public record Option(List<String> names, String value, String meaning) {
        public Option {
            names = List.copyOf(names);
        }

        /** As it is written: {@code -n, --count COUNT}. */
        public String written() {
            return String.join(", ", names) + (value.isEmpty() ? "" : " " + value);
        }
    }

    public MagicHelp {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a magic's name is lower case letters, digits, - and _; not " + name);
        }
        options = List.copyOf(options);
        examples = List.copyOf(examples);
    }

    /** Of a magic that takes one line. */
    public static MagicHelp line(String name, String summary) {
        return new MagicHelp(name, Form.LINE, summary, "", List.of(), List.of(), "");
    }

    /** Of a magic that takes a cell. */
    public static MagicHelp cell(String name, String summary) {
        return new MagicHelp(name, Form.CELL, summary, "", List.of(), List.of(), "");
    }

    /** Of a magic that takes a line or a cell. */
    public static MagicHelp both(String name, String summary) {
        return new MagicHelp(name, Form.BOTH, summary, "", List.of(), List.of(), "");
    }

    /** With what follows the name. */
    public MagicHelp operands(String text) {
        return new MagicHelp(name, form, summary, text, options, examples, notes);
    }

    /**
     * With one more option.
     *
     * @param written its names with commas, then the name of its value if it takes one: {@code "-n, --count COUNT"}
     */
    public MagicHelp option(String written, String meaning) {
        var names = new ArrayList<String>();
        String value = "";
        for (String word : written.split("[, ]+")) {
            if (word.startsWith("-")) {
                names.add(word);
            } else {
                value = word;
            }
        }
        var more = new ArrayList<>(options);
        more.add(new Option(names, value, meaning));
        return new MagicHelp(name, form, summary, operands, more, examples, notes);
    }

    /** With one more example. */
    public MagicHelp example(String typed) {
        var more = new ArrayList<>(examples);
        more.add(typed);
        return new MagicHelp(name, form, summary, operands, options, more, notes);
    }

    /** With more sentences, Markdown. */
    public MagicHelp notes(String text) {
        return new MagicHelp(name, form, summary, operands, options, examples, text);
    }

    /** With its percent sign or signs; of two forms the line's. */
    public String typedName() {
        return (form == Form.CELL ? "%%" : "%") + name;
    }

    /** Each form as it is called. */
    public List<String> usage() {
        String rest = operands.isEmpty() ? "" : " " + operands;
        return switch (form) {
            case LINE -> List.of("%" + name + rest);
            case CELL -> List.of("%%" + name + rest);
            case BOTH -> List.of("%" + name + rest, "%%" + name + rest);
        };
    }

    /** The whole help as Markdown, headed at a level from 1 to 6, or without a heading at level 0. */
    public String markdown(int level) {
        var text = new StringBuilder();
        if (level > 0) {
            text.append("#".repeat(level)).append(" ").append(typedName()).append("\n\n");
        }
        text.append(summary)
                .append("\n\n```\n")
                .append(String.join("\n", usage()))
                .append("\n```\n");
        if (!options.isEmpty()) {
            text.append("\n| option | meaning |\n|---|---|\n");
            options.forEach(option -> text.append("| `")
                    .append(option.written())
                    .append("` | ")
                    .append(option.meaning().replace("|", "\\|"))
                    .append(" |\n"));
        }
        if (!notes.isEmpty()) {
            text.append("\n").append(notes.strip()).append("\n");
        }
        if (!examples.isEmpty()) {
            text.append("\n```\n").append(String.join("\n", examples)).append("\n```\n");
        }
        return text.toString();
    }

    /** The whole help for a terminal. */
    public String text() {
        var text =
                new StringBuilder(String.join("\n", usage())).append("\n\n    ").append(summary);
        int width = options.stream().mapToInt(o -> o.written().length()).max().orElse(0);
        if (!options.isEmpty()) {
            text.append("\n");
            options.forEach(o -> text.append("\n    ")
                    .append(o.written())
                    .repeat(' ', width - o.written().length() + 2)
                    .append(o.meaning()));
        }
        if (!notes.isEmpty()) {
            text.append("\n\n").append(notes.strip().indent(4).stripTrailing());
        }
        if (!examples.isEmpty()) {
            text.append("\n\nFor example:\n\n")
                    .append(String.join("\n", examples).indent(4).stripTrailing());
        }
        return text.toString();
    }
}
