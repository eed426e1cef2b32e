package dev.gopherscope.charts.picture;

import dev.gopherscope.charts.model.Range;

/**
 * A rectangle with a scale on both axes.
 *
 * @param left pixels
 * @param top pixels
 * @param width pixels
 * @param height pixels
 * @param x the values at the left and right edge
 * @param y the values at the bottom and top edge
 */
record Plot(double left, double top, double width, double height, Range x, Range y) {

    double px(double value) {
        return left + x.share(value) * width;
    }

    double py(double value) {
        return top + height - y.share(value) * height;
    }

    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }
}
