package dev.gopherscope.kernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ends the command by becoming another program. Java can't replace its own process, so the launcher does it: the command
 * line is left in the file that {@code GOPHERSCOPE_HAND_OVER} names. Without a launcher it runs as a child.
 */
final class HandOver {
    private HandOver() {}

    /** Leaves the command for the launcher, or runs it here; the result is this command's exit code. */
    static int to(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        String file = System.getenv("GOPHERSCOPE_HAND_OVER");
        if (file == null || file.isEmpty()) {
            var builder = new ProcessBuilder(command).inheritIO();
            builder.environment().putAll(environment);
            return builder.start().waitFor();
        }
        Files.writeString(Path.of(file), shellLine(command, environment));
        return 0;
    }

    /** The command as one line for a POSIX shell: {@code env NAME=value … program arguments}, every word quoted. */
    static String shellLine(List<String> command, Map<String, String> environment) {
        return Stream.of(
                        Stream.of("env"),
                        environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()),
                        command.stream())
                .flatMap(words -> words)
                .map(HandOver::quoted)
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
