package dev.gopherscope.charts.theme;

import java.awt.Color;

/** Contrast as WCAG 2 defines it. */
public final class Contrast {

    private Contrast() {}

    /** The ratio of two opaque colours, from 1 (equal) to 21 (black on white). */
    public static double ratio(Color a, Color b) {
        double la = luminance(a);
        double lb = luminance(b);
        return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
    }

    /** The colour itself if it stands out enough on the ground, else mixed with white or black until it does. */
    public static Color readable(Color color, Color ground, double least) {
        Color towards = luminance(ground) < 0.18 ? Color.WHITE : Color.BLACK;
        Color mixed = color;
        for (int step = 1; step <= 20 && ratio(mixed, ground) < least; step++) {
            double share = step / 20.0;
            mixed = new Color(
                    mix(color.getRed(), towards.getRed(), share),
                    mix(color.getGreen(), towards.getGreen(), share),
                    mix(color.getBlue(), towards.getBlue(), share),
                    color.getAlpha());
        }
        return mixed;
    }

    private static int mix(int a, int b, double share) {
        return (int) Math.round(a + (b - a) * share);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
