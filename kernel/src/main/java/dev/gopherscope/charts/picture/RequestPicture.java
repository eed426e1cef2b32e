package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.picture.Pen.Anchor;
import dev.gopherscope.charts.picture.Pen.Style;
import dev.gopherscope.charts.theme.Role;
import dev.gopherscope.modules.RequestView;
import dev.gopherscope.modules.net.Exchange;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Locale;

/** Requests as a sequence: the go command at the left, a life line for each server, an arrow for each request. */
final class RequestPicture implements Picture {
    private static final int MOST = 28;
    private static final int TOP = 74;
    private static final int HEAD = 26;
    private static final int ROW = 30;
    private static final int FOOT = 30;

    private final RequestView view;
    private final List<Exchange> shown;
    private final List<String> servers;
    private final Frame card;

    RequestPicture(RequestView view) {
        this.view = view;
        this.shown = view.exchanges().subList(0, Math.min(MOST, view.count()));
        this.servers = view.servers();
        String note = shown.size() < view.count() ? shown.size() + " of " + view.count() + " requests" : "";
        this.card = new Frame(Frame.WIDTH, view.question(), Answer.of(view.answer()), note);
    }

    @Override
    public int width() {
        return Frame.WIDTH;
    }

    @Override
    public int height() {
        return TOP + card.extraHeight() + HEAD + shown.size() * ROW + FOOT;
    }

    private double x(int line) {
        double left = Frame.PADDING + 70;
        return servers.isEmpty() ? left : left + line * (Frame.WIDTH - left - 110) / servers.size();
    }

    @Override
    public void paint(Pen pen) {
        card.paint(pen, height());
        double top = TOP + card.extraHeight();
        double bottom = height() - FOOT + 6;
        pen.text(x(0), top + 8, "go command", Frame.NAME.at(Anchor.MIDDLE));
        pen.line(x(0), top + 14, x(0), bottom, Role.AXIS, 1.2);
        for (int i = 0; i < servers.size(); i++) {
            double room = x(1) - x(0);
            String name = Frame.fit(servers.get(i).replaceFirst("^https?://", ""), 12, true, Math.max(90, room - 10));
            pen.text(x(i + 1), top + 8, name, Frame.NAME.at(Anchor.MIDDLE));
            pen.line(x(i + 1), top + 14, x(i + 1), bottom, Role.AXIS, 1.2, 3, 3);
        }
        for (int i = 0; i < shown.size(); i++) {
            row(pen, top + HEAD + i * ROW, shown.get(i));
        }
    }

    private void row(Pen pen, double y, Exchange e) {
        double from = x(0);
        double to = x(servers.indexOf(e.server()) + 1);
        Role role = e.found() ? Role.BLUE : Role.RED;
        pen.withTooltip(e.server() + " " + e.request() + ": " + e.answer(), () -> {
            pen.text(
                    from - 8,
                    y + 14,
                    String.format(Locale.ROOT, "%.0f ms", e.start() / 1e6),
                    Frame.TICK.at(Anchor.END));
            pen.line(from, y + 10, to - 6, y + 10, role, 1.4);
            var head = new Path2D.Double();
            head.moveTo(to, y + 10);
            head.lineTo(to - 8, y + 6);
            head.lineTo(to - 8, y + 14);
            head.closePath();
            pen.fill(head, role.light());
            String request = e.request().replaceFirst("^GET /", "/");
            pen.text(from + 8, y + 6, Frame.fit(request, 10, false, to - from - 16), Style.of(10, Role.INK));
            String answer = Frame.fit(e.answer(), 10, false, Frame.WIDTH - Frame.PADDING - to - 6);
            pen.text(to + 6, y + 14, answer, Style.of(10, e.found() ? Role.INK2 : Role.RED_TEXT));
        });
    }
}
