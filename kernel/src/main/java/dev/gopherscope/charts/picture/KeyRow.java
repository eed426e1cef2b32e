package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Role;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** The key under a plot: small signs with their meaning, in one line where they fit. */
final class KeyRow {

    private static final double LINE = 17;

    private final List<Item> items = new ArrayList<>();

    private record Item(String text, Color color, boolean tick, double tall) {
        double width() {
            return (tick ? 8 : 21) + Fonts.width(text, 11, false);
        }
    }

    void box(String text, Role role) {
        box(text, role.light());
    }

    void box(String text, Color color) {
        items.add(new Item(text, color, false, 8));
    }

    void tick(String text, Role role) {
        items.add(new Item(text, role.light(), true, 12));
    }

    /** A bar of true height, to read a scale from. */
    void bar(String text, Color color, double tall) {
        items.add(new Item(text, color, true, tall));
    }

    /** How much more room than one line it takes. */
    int extraHeight(double room) {
        double x = 0;
        int lines = 1;
        for (Item item : items) {
            if (x > 0 && x + item.width() > room) {
                lines++;
                x = 0;
            }
            x += item.width() + 18;
        }
        return (int) (LINE * (lines - 1));
    }

    void paint(Pen pen, double left, double baseline, double room) {
        double x = left;
        double y = baseline;
        for (Item item : items) {
            if (x > left && x - left + item.width() > room) {
                x = left;
                y += LINE;
            }
            double wide = item.tick ? (item.tall > 12 ? 4 : 1.6) : 16;
            var box = new java.awt.geom.Rectangle2D.Double(x, y - 4 - item.tall / 2, wide, item.tall);
            pen.fill(box, item.color);
            pen.text(x + (item.tick ? 8 : 21), y, item.text, Frame.TICK);
            x += item.width() + 18;
        }
    }
}
