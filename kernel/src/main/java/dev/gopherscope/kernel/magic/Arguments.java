package dev.gopherscope.kernel.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words after a magic's name, as a shell would cut them: blanks separate, quotes hold together, a backslash takes the next
 * character as it is. Options are those of the magic's help, and {@code --} ends them.
 */
public final class Arguments {
    private final List<String> words = new ArrayList<>();
    private final Map<MagicHelp.Option, String> options = new LinkedHashMap<>();

    private Arguments() {}

    /**
     * Reads them.
     *
     * @throws MagicException for an option that the help does not name, or one without its value
     */
    static Arguments of(MagicHelp help, String text) {
        var arguments = new Arguments();
        List<String> all = words(text);
        for (int i = 0; i < all.size(); i++) {
            String word = all.get(i);
            if (word.equals("--")) {
                arguments.words.addAll(all.subList(i + 1, all.size()));
                break;
            }
            if (!word.matches("--?[A-Za-z][A-Za-z0-9-]*(=.*)?")) {
                arguments.words.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            MagicHelp.Option option = option(help, name);
            if (option.value().isEmpty()) {
                arguments.options.put(option, "");
            } else if (equals >= 0) {
                arguments.options.put(option, word.substring(equals + 1));
            } else if (i + 1 < all.size()) {
                arguments.options.put(option, all.get(++i));
            } else {
                throw new MagicException(help.typedName() + ": the option " + name + " needs a value: "
                        + option.written() + " (" + option.meaning() + ").");
            }
        }
        return arguments;
    }

    private static MagicHelp.Option option(MagicHelp help, String name) {
        for (MagicHelp.Option each : help.options()) {
            if (each.names().contains(name)) {
                return each;
            }
        }
        String known = help.options().isEmpty()
                ? "it has no options"
                : "it has "
                        + String.join(
                                ", ",
                                help.options().stream()
                                        .map(MagicHelp.Option::written)
                                        .toList());
        throw new MagicException(help.typedName() + ": there is no option " + name + "; " + known
                + ". Put -- before words that begin with a dash.");
    }

    /** The words of a text, options not told apart. */
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            if (word == null) {
                word = new StringBuilder();
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == '\\'
                    && quote != '\''
                    && i + 1 < text.length()
                    && "\\\"' ".indexOf(text.charAt(i + 1)) >= 0) {
                word.append(text.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new MagicException("a quote is not closed in: " + text.strip());
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    /** The words that are no options. */
    public List<String> words() {
        return List.copyOf(words);
    }

    /** Whether an option is there, by any of its names. */
    public boolean has(String name) {
        return options.keySet().stream().anyMatch(option -> option.names().contains(name));
    }

    /** The value of an option, by any of its names. */
    public Optional<String> value(String name) {
        return options.entrySet().stream()
                .filter(option -> option.getKey().names().contains(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
