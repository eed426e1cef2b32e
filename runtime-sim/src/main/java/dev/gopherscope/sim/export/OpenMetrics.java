package dev.gopherscope.sim.export;

import dev.gopherscope.sim.sched.LatencyHistogram;

/**
 * Metrics of {@code runtime/metrics} as OpenMetrics text, version 1.0. Names become what Prometheus' Go client makes of them:
 * {@code /sched/latencies:seconds} is {@code go_sched_latencies_seconds}, and what only grows ends in {@code _total}.
 */
public final class OpenMetrics {
    private final StringBuilder text = new StringBuilder();

    /** A value that goes up and down. */
    public OpenMetrics gauge(String name, String help, double value) {
        String metric = head(name, "gauge", help);
        text.append(metric).append(' ').append(number(value)).append('\n');
        return this;
    }

    /** A value that only grows. */
    public OpenMetrics counter(String name, String help, double value) {
        String metric = head(name, "counter", help);
        text.append(metric).append("_total ").append(number(value)).append('\n');
        return this;
    }

    /** Durations in seconds, in Go's buckets; empty ones are left out. The sum is not known, as in Go. */
    public OpenMetrics histogram(String name, String help, LatencyHistogram durations) {
        String metric = head(name, "histogram", help);
        long sum = 0;
        for (int i = 0; i < durations.buckets(); i++) {
            long n = durations.count(i);
            if (n > 0) {
                sum += n;
                text.append(metric)
                        .append("_bucket{le=\"")
                        .append(durations.lowerBound(i + 1) / 1e9)
                        .append("\"} ");
                text.append(sum).append('\n');
            }
        }
        text.append(metric)
                .append("_bucket{le=\"+Inf\"} ")
                .append(durations.count())
                .append('\n');
        return this;
    }

    /** What the process is, as a metric whose labels count and whose value is 1. */
    public OpenMetrics info(String name, String help, String label, String value) {
        text.append("# TYPE ")
                .append(name)
                .append(" info\n# HELP ")
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        text.append(name).append("_info{").append(label).append("=\"");
        text.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append("\"} 1\n");
        return this;
    }

    /** The whole file. */
    public String text() {
        return text + "# EOF\n";
    }

    private String head(String name, String type, String help) {
        String metric = "go" + name.replaceAll("[/:-]", "_");
        text.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
        text.append("# HELP ")
                .append(metric)
                .append(' ')
                .append(help)
                .append(" (")
                .append(name)
                .append(")\n");
        return metric;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e18
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
