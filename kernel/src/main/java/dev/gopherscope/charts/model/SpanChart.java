package dev.gopherscope.charts.model;

import dev.gopherscope.charts.theme.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Bars in lanes over time with arrows between lanes: what XChart has no chart for. Asks a question and holds the answer, like a
 * {@link QuestionChart}; add lanes and arrows, then show it.
 */
public final class SpanChart {

    /** How a bar looks; shape and colour say the same. */
    public enum Look {
        /** A full bar: runs, holds. */
        SOLID("█", Role.BLUE),
        /** A pale bar with an outline in orange: ready, waits. */
        WAITING("▒", Role.ORANGE),
        /** A pale bar with an outline in green: a system call, a shared hold. */
        AWAY("░", Role.GREEN),
        /** A thin line: parked. */
        THIN("─", Role.GREY),
        /** A low pale bar: looks for work. */
        LOW("·", Role.GREY);

        private final String sign;
        private final Role role;

        Look(String sign, Role role) {
            this.sign = sign;
            this.role = role;
        }

        /** The character of the text form. */
        public String sign() {
            return sign;
        }

        public Role role() {
            return role;
        }
    }

    /** A bar: from and to in nanoseconds, what stands in it if there is room, and a tooltip. */
    public record Bar(long from, long to, Look look, String label, String tooltip) {}

    /** A lane. {@code head} stands above it if it begins a group, otherwise it is empty; {@code indent} is a depth from 0. */
    public record Lane(String head, String name, int indent, List<Bar> bars) {
        public Lane {
            bars = List.copyOf(bars);
        }
    }

    /** An arrow at a time, from one lane to another by their positions; the same lane twice is a mark on it. */
    public record Arrow(long at, int from, int to, Role role, String label) {}

    /** What a look means here. */
    public record Meaning(Look look, String text) {}

    private final String question;
    private final long from;
    private final long to;
    private Answer answer = Answer.NONE;
    private String description = "";
    private String note = "";
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private final List<Meaning> key = new ArrayList<>();

    /** An empty chart of a window of virtual time in nanoseconds. */
    public SpanChart(String question, long from, long to) {
        this.question = question;
        this.from = from;
        this.to = Math.max(to, from + 1);
    }

    public String question() {
        return question;
    }

    public long from() {
        return from;
    }

    public long to() {
        return to;
    }

    public Answer answer() {
        return answer;
    }

    /** Sets the answer; {@code **stars**} enclose what is bold. */
    public SpanChart answer(String sentence) {
        answer = Answer.of(sentence);
        return this;
    }

    public String description() {
        return description.isEmpty() ? question + " " + answer.plain() : description;
    }

    public SpanChart description(String value) {
        description = value;
        return this;
    }

    public String note() {
        return note;
    }

    public SpanChart note(String value) {
        note = value;
        return this;
    }

    public List<Lane> lanes() {
        return List.copyOf(lanes);
    }

    public SpanChart lane(Lane lane) {
        lanes.add(lane);
        return this;
    }

    public List<Arrow> arrows() {
        return List.copyOf(arrows);
    }

    public SpanChart arrow(Arrow arrow) {
        arrows.add(arrow);
        return this;
    }

    public List<Meaning> key() {
        return List.copyOf(key);
    }

    /** Says what a look means in this chart. */
    public SpanChart key(Look look, String text) {
        key.add(new Meaning(look, text));
        return this;
    }
}
