package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.picture.Pen.Style;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.modules.ModuleGraphView;
import dev.gopherscope.modules.version.ModuleVersion;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A module graph from left to right: columns are steps from the main module, selected versions and what asks for them are bold. */
final class ModuleGraphPicture implements Picture {
    private static final int MOST = 48;
    private static final int TOP = 74;
    private static final int FOOT = 44;
    private static final double BOX = 36;
    private static final double PITCH = 50;

    private record Place(double x, double y) {}

    private final ModuleGraphView view;
    private final List<ModuleVersion> shown;
    private final Map<ModuleVersion, Place> places = new HashMap<>();
    private final Frame card;
    private final double boxWidth;
    private int rows = 1;

    ModuleGraphPicture(ModuleGraphView view) {
        this.view = view;
        List<ModuleVersion> all = view.vertices();
        this.shown = all.subList(0, Math.min(MOST, all.size()));
        String note = shown.size() < all.size() ? shown.size() + " of " + all.size() + " versions" : "";
        this.card = new Frame(Frame.WIDTH, view.question(), Answer.of(view.answer()), note);
        int columns = 1 + shown.stream().mapToInt(view::depth).max().orElse(0);
        double pitch = (Frame.WIDTH - 2.0 * Frame.PADDING) / columns;
        this.boxWidth = Math.min(132, pitch - 22);
        var used = new HashMap<Integer, Integer>();
        var counts = new ArrayList<Integer>();
        for (ModuleVersion m : shown) {
            int row = used.merge(view.depth(m), 1, Integer::sum) - 1;
            counts.add(row);
            rows = Math.max(rows, row + 1);
        }
        for (int i = 0; i < shown.size(); i++) {
            ModuleVersion m = shown.get(i);
            int inColumn = used.getOrDefault(view.depth(m), 1);
            double top = TOP + card.extraHeight() + (rows - inColumn) * PITCH / 2;
            places.put(m, new Place(Frame.PADDING + view.depth(m) * pitch, top + counts.get(i) * PITCH));
        }
    }

    @Override
    public int width() {
        return Frame.WIDTH;
    }

    @Override
    public int height() {
        return (int) Math.ceil(TOP + card.extraHeight() + rows * PITCH + FOOT);
    }

    @Override
    public void paint(Pen pen) {
        card.paint(pen, height());
        view.edges().forEach(e -> {
            Place from = places.get(e.from());
            Place to = places.get(e.to());
            if (from != null && to != null) {
                arrow(pen, from, to, view.isSelected(e.to()));
            }
        });
        shown.forEach(m -> box(pen, m, places.getOrDefault(m, new Place(0, 0))));
        double y = height() - 18;
        pen.rect(Frame.PADDING, y - 10, 14, 12, Role.BLUE_TINT);
        pen.text(Frame.PADDING + 20, y, "selected", Frame.TICK);
        pen.rect(Frame.PADDING + 90, y - 10, 14, 12, Role.GREY_TINT);
        pen.text(Frame.PADDING + 110, y, "visited, not selected", Frame.TICK);
        pen.line(Frame.PADDING + 250, y - 4, Frame.PADDING + 280, y - 4, Role.BLUE, 2);
        pen.text(Frame.PADDING + 286, y, "asks for a selected version", Frame.TICK);
    }

    private void box(Pen pen, ModuleVersion m, Place at) {
        boolean selected = view.isSelected(m);
        String why = m.equals(view.main()) ? "the main module" : String.join(" ", view.reasons(m.path()));
        pen.withTooltip(m + ": " + why, () -> {
            pen.rect(at.x, at.y, boxWidth, BOX, selected ? Role.BLUE_TINT : Role.GREY_TINT);
            Style name = Style.of(12, Role.INK);
            String path = Frame.fit(m.path().substring(m.path().indexOf('/') + 1), 12, selected, boxWidth - 12);
            pen.text(at.x + 6, at.y + 15, path, selected ? name.strong() : name.in(Role.INK2));
            Style version = Style.of(11, Role.INK2);
            String text = Frame.fit(m.version().isEmpty() ? "main module" : m.version(), 11, selected, boxWidth - 12);
            pen.text(at.x + 6, at.y + 30, text, selected ? version.strong().in(Role.INK) : version);
        });
    }

    private void arrow(Pen pen, Place from, Place to, boolean strong) {
        Role role = strong ? Role.BLUE : Role.AXIS;
        boolean forward = to.x > from.x;
        double x1 = forward ? from.x + boxWidth : from.x + boxWidth / 2;
        double y1 = forward ? from.y + BOX / 2 : from.y + BOX;
        double x2 = forward ? to.x - 1 : to.x + boxWidth / 2;
        double y2 = forward ? to.y + BOX / 2 : to.y + BOX + 1;
        var path = new Path2D.Double();
        path.moveTo(x1, y1);
        if (forward) {
            path.curveTo(x1 + 12, y1, x2 - 14, y2, x2 - 6, y2);
        } else {
            path.curveTo(x1, y1 + 16, x2, y2 + 16, x2, y2 + 6);
        }
        pen.stroke(path, role.light(), strong ? 2 : 1.1);
        var head = new Path2D.Double();
        head.moveTo(x2, y2);
        head.lineTo(forward ? x2 - 7 : x2 - 4, forward ? y2 - 4 : y2 + 7);
        head.lineTo(forward ? x2 - 7 : x2 + 4, forward ? y2 + 4 : y2 + 7);
        head.closePath();
        pen.fill(head, role.light());
    }
}
