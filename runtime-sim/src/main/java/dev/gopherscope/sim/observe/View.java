package dev.gopherscope.sim.observe;

/** An answer about a run that has a chart, a table and a text. Every view of this package with rows is one. */
public interface View {
    /** The numbers as a table, one row for each thing that the view is about. */
    ViewTable toTable();

    /** The table as comma-separated values with a head line (RFC 4180). */
    default String toCsv() {
        return toTable().toCsv();
    }

    /** The table as aligned text. */
    default String toText() {
        return toTable().toString();
    }
}
