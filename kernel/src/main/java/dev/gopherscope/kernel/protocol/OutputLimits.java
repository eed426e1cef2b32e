package dev.gopherscope.kernel.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a cell may send, and how fast. The Jupyter server drops what exceeds 1000 messages/s or 1 MB/s over 3 s
 * (its {@code iopub_msg_rate_limit}, {@code iopub_data_rate_limit}, {@code rate_limit_window}); these limits stay below.
 *
 * @param characters of stream text that a cell may print, then it is cut with a notice
 * @param displays that a cell may show, then they are cut with a notice; updates don't count
 * @param chunk the longest text of one stream message, in characters
 * @param delayMillis how long text may wait for more text
 * @param displaysPerSecond a cell that shows more is slowed down to this rate
 */
public record OutputLimits(long characters, int displays, int chunk, int delayMillis, int displaysPerSecond) {

    /** The environment variable that sets {@link #characters}. */
    public static final String VARIABLE = "GOPHERSCOPE_OUTPUT_LIMIT";

    public static final OutputLimits DEFAULT = new OutputLimits(2 << 20, 1000, 1 << 16, 50, 400);

    public OutputLimits {
        if (characters < 0 || displays < 0 || chunk < 2 || delayMillis < 1 || displaysPerSecond < 1) {
            throw new IllegalArgumentException("an output limit is below its least value (characters and displays 0,"
                    + " chunk 2, delay and rate 1): " + characters + ", " + displays + ", " + chunk + ", " + delayMillis
                    + ", " + displaysPerSecond);
        }
    }

    /** The default with the limit on characters that the environment names, if it names a sound one. */
    public static OutputLimits of(Map<String, String> environment) {
        @Nullable String wanted = environment.get(VARIABLE);
        return wanted != null && wanted.matches("[0-9]{1,18}")
                ? DEFAULT.withCharacters(Long.parseLong(wanted))
                : DEFAULT;
    }

    public OutputLimits withCharacters(long more) {
        return new OutputLimits(more, displays, chunk, delayMillis, displaysPerSecond);
    }
}
