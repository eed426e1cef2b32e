package dev.gopherscope.charts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.charts.theme.Contrast;
import dev.gopherscope.charts.theme.Role;
import java.awt.Color;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RoleTest {

    private static final List<Role> MAIN =
            List.of(Role.BLUE, Role.ORANGE, Role.GREEN, Role.PURPLE, Role.RED, Role.GREY);
    private static final List<Role> TEXT =
            List.of(Role.INK, Role.INK2, Role.RED_TEXT, Role.ORANGE_TEXT, Role.BLUE_TEXT, Role.GREEN, Role.PURPLE);

    /** Full protanopia, deuteranopia and tritanopia on linear RGB; Machado, Oliveira and Fernandes 2009, table 1. */
    private static final double[][] BLIND = {
        {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
        {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
        {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
    };

    @Test
    void textIsLegibleInBothThemes() {
        for (Role role : TEXT) {
            assertTrue(Contrast.ratio(role.light(), Role.CARD.light()) >= 4.5, role + " on light");
            assertTrue(Contrast.ratio(role.dark(), Role.CARD.dark()) >= 4.5, role + " on dark");
        }
        for (Role role : Role.values()) {
            assertTrue(Contrast.ratio(role.text().light(), Role.CARD.light()) >= 4.5, role + " as text");
        }
    }

    @Test
    void marksStandOutOnEveryGround() {
        for (Role role : MAIN) {
            assertTrue(Contrast.ratio(role.light(), Role.CARD.light()) >= 3, role + " on light");
            assertTrue(Contrast.ratio(role.dark(), Role.CARD.dark()) >= 3, role + " on dark");
            assertTrue(Contrast.ratio(role.vega(), Color.WHITE) >= 3, role + " in Vega-Lite on white");
            assertTrue(Contrast.ratio(role.vega(), new Color(0x111111)) >= 3, role + " in Vega-Lite on black");
        }
    }

    @Test
    void mainColoursStayApartForEveryKindOfColourBlindness() {
        List<Function<Role, Color>> themes = List.of(Role::light, Role::dark, Role::vega);
        for (Function<Role, Color> theme : themes) {
            for (double[] blind : BLIND) {
                for (int i = 0; i < MAIN.size(); i++) {
                    for (int k = i + 1; k < MAIN.size(); k++) {
                        double distance = distance(theme.apply(MAIN.get(i)), theme.apply(MAIN.get(k)), blind);
                        String pair = MAIN.get(i) + " and " + MAIN.get(k) + ": " + distance;
                        assertTrue(distance >= 8, pair);
                    }
                }
            }
        }
    }

    private static double distance(Color a, Color b, double[] blind) {
        double[] p = oklab(a, blind);
        double[] q = oklab(b, blind);
        return 100 * Math.sqrt(Math.pow(p[0] - q[0], 2) + Math.pow(p[1] - q[1], 2) + Math.pow(p[2] - q[2], 2));
    }

    /** OKLab after Ottosson 2020. */
    private static double[] oklab(Color color, double[] m) {
        double[] c = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
        double[] s = new double[3];
        for (int i = 0; i < 3; i++) {
            s[i] = Math.clamp(m[3 * i] * c[0] + m[3 * i + 1] * c[1] + m[3 * i + 2] * c[2], 0.0, 1.0);
        }
        double l = Math.cbrt(0.4122214708 * s[0] + 0.5363325363 * s[1] + 0.0514459929 * s[2]);
        double n = Math.cbrt(0.2119034982 * s[0] + 0.6806995451 * s[1] + 0.1073969566 * s[2]);
        double t = Math.cbrt(0.0883024619 * s[0] + 0.2817188376 * s[1] + 0.6299787005 * s[2]);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * n - 0.0040720468 * t,
            1.9779984951 * l - 2.4285922050 * n + 0.4505937099 * t,
            0.0259040371 * l + 0.7827717662 * n - 0.8086757660 * t
        };
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
