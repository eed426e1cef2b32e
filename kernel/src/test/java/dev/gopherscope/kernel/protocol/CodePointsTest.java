package dev.gopherscope.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CodePointsTest {

    @Test
    void anEmojiIsOneCodePointAndTwoUnits() {
        assertEquals(4, CodePoints.toUtf16("a😀bc", 3));
        assertEquals(3, CodePoints.fromUtf16("a😀bc", 4));
    }

    @Test
    void everyPositionSurvivesTheWayThereAndBack() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(20), 0, 3)
                    .forEach(kind -> text.appendCodePoint(new int[] {'a', 0xE9, 0x1F600}[kind]));
            int length = text.codePointCount(0, text.length());
            for (int position = 0; position <= length; position++) {
                int units = CodePoints.toUtf16(text.toString(), position);
                assertEquals(position, CodePoints.fromUtf16(text.toString(), units));
            }
        }
    }

    @Test
    void positionsOutsideAreTheNearestEnd() {
        assertEquals(0, CodePoints.toUtf16("😀", -1));
        assertEquals(2, CodePoints.toUtf16("😀", 2));
        assertEquals(2, CodePoints.toUtf16("😀", Integer.MAX_VALUE));
        assertEquals(1, CodePoints.fromUtf16("😀", 99));
        assertEquals(0, CodePoints.fromUtf16("😀", -3));
    }
}
