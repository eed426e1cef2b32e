package dev.gopherscope.charts.svg;

import java.awt.Shape;
import java.awt.geom.PathIterator;

/**
 * The {@code d} attribute of an SVG path, as short as one decimal allows: relative commands, {@code h} and {@code v} for
 * straight runs, neighbours joined. Coordinates are kept as tenths in integers, so that errors don't add up.
 */
final class PathData {

    private final StringBuilder text = new StringBuilder();
    private long x;
    private long y;
    private long startX;
    private long startY;
    private long runX;
    private long runY;

    boolean isEmpty() {
        return text.isEmpty();
    }

    int length() {
        return text.length();
    }

    /** Adds a shape that is already in device coordinates. */
    void add(Shape shape) {
        double[] c = new double[6];
        for (PathIterator it = shape.getPathIterator(null); !it.isDone(); it.next()) {
            switch (it.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> moveTo(c[0], c[1]);
                case PathIterator.SEG_LINETO -> lineTo(c[0], c[1]);
                case PathIterator.SEG_QUADTO -> curve('q', c, 2);
                case PathIterator.SEG_CUBICTO -> curve('c', c, 3);
                default -> close();
            }
        }
    }

    void moveTo(double px, double py) {
        flushRun();
        long nx = tenths(px);
        long ny = tenths(py);
        if (text.isEmpty()) {
            text.append('M').append(number(nx));
            pair(ny);
        } else {
            text.append('m');
            number1(nx - x);
            pair(ny - y);
        }
        x = nx;
        y = ny;
        startX = nx;
        startY = ny;
    }

    void lineTo(double px, double py) {
        long dx = tenths(px) - x - runX;
        long dy = tenths(py) - y - runY;
        if (dx == 0 && dy == 0) {
            return;
        }
        boolean joins = runX == 0 && runY == 0
                || dx == 0 && runX == 0 && Long.signum(dy) == Long.signum(runY)
                || dy == 0 && runY == 0 && Long.signum(dx) == Long.signum(runX);
        if (!joins) {
            flushRun();
        }
        runX += dx;
        runY += dy;
    }

    /** A subpath without length: a dot, where the line has round ends. */
    void dot(double px, double py) {
        moveTo(px, py);
        text.append('h');
        text.append('0');
    }

    void close() {
        flushRun();
        text.append('z');
        x = startX;
        y = startY;
    }

    private void curve(char name, double[] c, int points) {
        flushRun();
        text.append(name);
        for (int i = 0; i < points; i++) {
            long dx = tenths(c[2 * i]) - x;
            long dy = tenths(c[2 * i + 1]) - y;
            if (i == 0) {
                number1(dx);
            } else {
                pair(dx);
            }
            pair(dy);
        }
        x = tenths(c[2 * points - 2]);
        y = tenths(c[2 * points - 1]);
    }

    private void flushRun() {
        if (runX == 0 && runY == 0) {
            return;
        }
        if (runY == 0) {
            text.append('h');
            number1(runX);
        } else if (runX == 0) {
            text.append('v');
            number1(runY);
        } else {
            text.append('l');
            number1(runX);
            pair(runY);
        }
        x += runX;
        y += runY;
        runX = 0;
        runY = 0;
    }

    private void number1(long tenths) {
        text.append(number(tenths));
    }

    private void pair(long tenths) {
        if (tenths >= 0) {
            text.append(' ');
        }
        text.append(number(tenths));
    }

    @Override
    public String toString() {
        flushRun();
        return text.toString();
    }

    private static long tenths(double value) {
        return Math.round(value * 10);
    }

    /** A coordinate with at most one decimal, without needless zeros. */
    static String number(double value) {
        return number(tenths(value));
    }

    private static String number(long tenths) {
        if (tenths == 0) {
            return "0";
        }
        long abs = Math.abs(tenths);
        var out = new StringBuilder(6);
        if (tenths < 0) {
            out.append('-');
        }
        if (abs >= 10) {
            out.append(abs / 10);
        }
        if (abs % 10 != 0) {
            out.append('.').append(abs % 10);
        }
        return out.toString();
    }
}
