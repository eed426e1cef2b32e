package dev.gopherscope.charts.model;

import dev.gopherscope.charts.theme.Role;

/** What a chart shows beside its series, in the units of its axes. XChart has no place for it, so it is kept here. */
public sealed interface Mark {

    /** What it is, for tooltips and screen readers. */
    String label();

    /** A span of x that lies behind the data, such as the mark phase of a collection. */
    record Band(double from, double to, String label, Role role) implements Mark {}

    /** A short span of x in which the program stood still; at least a hairline wide. */
    record Stop(double from, double to, String label) implements Mark {}

    /** A value of y with a name, such as a memory limit. */
    record Level(double y, String label, Role role) implements Mark {}
}
