package dev.gopherscope.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "'*', '', true",
        "'', '', true",
        "'', a, false",
        "abc, abc, true",
        "abc, ABC, false",
        "a*c, abbbc, true",
        "a*c, abbbcd, false",
        "*b*, abc, true",
        "a?c, a😀c, true",
        "a?c, ac, false",
        "[abc]x, bx, true",
        "[a-c]x, dx, false",
        "[^a-c]x, dx, true",
        "[]]x, ]x, true",
        "[^]]x, ]x, false",
        "[abc, [abc, true",
        "a[b, a[b, true",
        "'*\n*', 'two\nlines', true",
        "Math.max*, 'Math.max(3, 4)', true",
        "Math.max*, 'MathXmax(3, 4)', false",
    })
    void patternsMatchAsInAShell(String pattern, String text, boolean expected) {
        assertEquals(expected, new Glob(pattern).matches(text));
    }

    @ParameterizedTest
    @CsvSource({"a, false", "b, true"})
    void aPatternOfManyStarsIsAnsweredAtOnce(String last, boolean expected) {
        var pattern = "*a".repeat(50) + "*" + last;
        assertEquals(expected, new Glob(pattern).matches("a".repeat(5000) + "b"));
    }
}
