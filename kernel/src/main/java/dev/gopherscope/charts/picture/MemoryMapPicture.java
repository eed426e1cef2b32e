package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.picture.Pen.Style;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.sim.observe.MemoryMapView;
import dev.gopherscope.sim.observe.MemoryMapView.Span;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The heap as a map: one cell for each page, or for some pages, in which every kind of memory has its share, so that no hole is lost;
 * below, the slots of the spans with the most dead space.
 */
final class MemoryMapPicture implements Picture {
    private static final int ACROSS = 120;
    private static final int MOST_CELLS = ACROSS * 24;
    private static final double CELL = 6;
    private static final double CELL_HEIGHT = 9;
    private static final int TOP = 92;
    private static final int MOST_SPANS = 10;
    private static final int MOST_SLOTS = 128;
    private static final double ROW = 15;

    /** What memory can be, from the bottom of a cell to its top. */
    private enum Kind {
        LIVE("live objects", Role.BLUE),
        HOLE("free slots and waste of spans", Role.BLUE_TINT),
        STACK("stacks", Role.GREEN),
        FREE("free pages", Role.ORANGE_TINT),
        RELEASED("returned to the system", Role.GREY_TINT);

        private final String words;
        private final Role role;

        Kind(String words, Role role) {
            this.words = words;
            this.role = role;
        }
    }

    private final MemoryMapView map;
    private final int perCell;
    private final double[][] shares;
    private final List<Span> spans;
    private final Frame card;

    MemoryMapPicture(MemoryMapView map, String question, String answer) {
        this.map = map;
        this.perCell = Math.max(1, (map.pages() + MOST_CELLS - 1) / MOST_CELLS);
        this.shares = shares(map, perCell);
        this.spans = worst(map);
        this.card = new Frame(
                Frame.WIDTH,
                question,
                Answer.of(answer),
                perCell == 1 ? "a cell is a page of 8 KiB" : "a cell is " + perCell + " pages of 8 KiB");
    }

    /** Bytes of each kind in each cell. */
    private static double[][] shares(MemoryMapView map, int perCell) {
        int cells = (map.pages() + perCell - 1) / perCell;
        var shares = new double[cells][Kind.values().length];
        for (int page = 0; page < map.pages(); page++) {
            shares[page / perCell][Kind.FREE.ordinal()] += map.pageBytes();
        }
        for (int i = 0; i < map.released().size(); i += 2) {
            for (int page = map.released().get(i);
                    page < map.released().get(i) + map.released().get(i + 1);
                    page++) {
                move(shares[page / perCell], Kind.RELEASED, map.pageBytes());
            }
        }
        for (Span span : map.spans()) {
            double live = (double) span.live() * span.slotBytes() / span.npages();
            for (int page = span.page(); page < span.page() + span.npages(); page++) {
                double[] cell = shares[page / perCell];
                if (span.stack()) {
                    move(cell, Kind.STACK, map.pageBytes());
                } else {
                    move(cell, Kind.LIVE, live);
                    move(cell, Kind.HOLE, map.pageBytes() - live);
                }
            }
        }
        return shares;
    }

    private static void move(double[] cell, Kind kind, double bytes) {
        cell[Kind.FREE.ordinal()] -= bytes;
        cell[kind.ordinal()] += bytes;
    }

    /** The spans in which most slots are free. */
    private static List<Span> worst(MemoryMapView map) {
        return map.spans().stream()
                .filter(s -> !s.stack() && s.slots() > 1)
                .sorted(Comparator.<Span>comparingLong(s -> -(s.slots() - s.live()) * s.slotBytes())
                        .thenComparingInt(Span::page))
                .limit(MOST_SPANS)
                .sorted(Comparator.comparingInt(Span::page))
                .toList();
    }

    private double mapHeight() {
        return Math.ceil((double) shares.length / ACROSS) * (CELL_HEIGHT + 1);
    }

    @Override
    public int width() {
        return Frame.WIDTH;
    }

    @Override
    public int height() {
        return (int)
                (TOP + card.extraHeight() + mapHeight() + 34 + (spans.isEmpty() ? 0 : 22 + spans.size() * ROW) + 24);
    }

    @Override
    public void paint(Pen pen) {
        card.paint(pen, height());
        double top = TOP + card.extraHeight();
        cells(pen, top);
        key(pen, top + mapHeight() + 18);
        double y = top + mapHeight() + 40;
        if (!spans.isEmpty()) {
            pen.text(Frame.PADDING, y, "Slots of the spans with the most room", Frame.NAME);
            for (Span span : spans) {
                y += ROW;
                slots(pen, y, span);
            }
        }
    }

    private void cells(Pen pen, double top) {
        Map<Kind, List<Rectangle2D>> boxes = new EnumMap<>(Kind.class);
        for (int i = 0; i < shares.length; i++) {
            double sum = 0;
            for (double bytes : shares[i]) {
                sum += bytes;
            }
            double x = Frame.PADDING + i % ACROSS * CELL;
            double y = top + (double) (i / ACROSS) * (CELL_HEIGHT + 1) + CELL_HEIGHT;
            for (Kind kind : Kind.values()) {
                double height = CELL_HEIGHT * shares[i][kind.ordinal()] / sum;
                if (height > 0) {
                    boxes.computeIfAbsent(kind, k -> new ArrayList<>())
                            .add(new Rectangle2D.Double(x, y - height, CELL - 0.5, height));
                    y -= height;
                }
            }
        }
        boxes.forEach((kind, list) -> pen.withTooltip(kind.words, () -> pen.rects(list, kind.role)));
    }

    private void key(Pen pen, double y) {
        double x = Frame.PADDING;
        for (Kind kind : Kind.values()) {
            pen.rect(x, y - 9, 10, 10, kind.role);
            pen.text(x + 14, y, kind.words, Frame.TICK);
            x += 26 + 6.1 * kind.words.length();
        }
    }

    private void slots(Pen pen, double y, Span span) {
        String name = "page " + span.page() + ": " + span.live() + " of " + span.slots() + " slots of "
                + span.slotBytes() + " B" + (span.noscan() ? ", no pointers" : "");
        pen.text(Frame.PADDING, y, Frame.fit(name, 11, false, 250), Style.of(11, Role.INK2));
        int shown = Math.min(span.slots(), MOST_SLOTS);
        double pitch = Math.min(14, 460.0 / shown);
        var used = new ArrayList<Rectangle2D>();
        var free = new ArrayList<Rectangle2D>();
        for (int i = 0; i < shown; i++) {
            (span.isUsed(i) ? used : free)
                    .add(new Rectangle2D.Double(Frame.PADDING + 256 + i * pitch, y - 9, Math.max(1, pitch - 1), 10));
        }
        pen.withTooltip(name + ", " + Units.bytes(span.live() * (double) span.slotBytes()) + " live", () -> {
            pen.rects(free, Role.BLUE_TINT);
            pen.rects(used, Role.BLUE);
        });
    }
}
