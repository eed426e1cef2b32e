package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small graph whose colours and pointers change step by step: the object graph while it is marked, a schedule of the barrier
 * laboratory.
 *
 * @param question what it answers
 * @param answer the answer in a sentence
 * @param nodes variables, stacks and objects, with their places
 * @param frames the states, the start first
 */
public record StepGraph(String question, String answer, List<Node> nodes, List<Frame> frames) {

    /** What a node looks like at a step. */
    public enum Look {
        /** It is not there. */
        ABSENT("not there"),
        /** An object that is not found yet. */
        WHITE("white"),
        /** An object that is found but not scanned. */
        GREY("grey"),
        /** An object that is scanned. */
        BLACK("black"),
        /** An object that is freed although it is in use. */
        LOST("lost: freed while in use"),
        /** A variable or stack. */
        ROOT("root"),
        /** A stack that was scanned. */
        SCANNED("scanned stack");

        /** In words. */
        public final String text;

        Look(String text) {
            this.text = text;
        }
    }

    /**
     * A node.
     *
     * @param name what it is called
     * @param root a variable or stack, not an object
     * @param column 0 for roots, then by distance from them
     * @param row from 0 in its column
     */
    public record Node(String name, boolean root, int column, int row) {}

    /** A pointer between nodes, by index. */
    public record Edge(int from, int to) {}

    /**
     * A state.
     *
     * @param caption the step that led to it
     * @param looks of each node
     * @param edges pointers
     */
    public record Frame(String caption, List<Look> looks, List<Edge> edges) {
        public Frame {
            looks = List.copyOf(looks);
            edges = List.copyOf(edges);
        }

        /** How many objects are grey. */
        public long grey() {
            return looks.stream().filter(l -> l == Look.GREY).count();
        }
    }

    public StepGraph {
        nodes = List.copyOf(nodes);
        frames = List.copyOf(frames);
    }

    /** Columns that the layout uses. */
    public int columns() {
        return nodes.stream().mapToInt(Node::column).max().orElse(0) + 1;
    }

    /** Rows of the tallest column. */
    public int rows() {
        return nodes.stream().mapToInt(Node::row).max().orElse(0) + 1;
    }

    /** The most grey objects at once. */
    public long peakGrey() {
        return frames.stream().mapToLong(Frame::grey).max().orElse(0);
    }

    /** Places nodes in columns by their distance from the roots over all pointers that ever exist. */
    public static StepGraph laidOut(
            String question, String answer, List<String> names, List<Boolean> roots, List<Frame> frames) {
        int n = names.size();
        int[] column = new int[n];
        Arrays.fill(column, Integer.MAX_VALUE);
        var queue = new ArrayList<Integer>();
        for (int i = 0; i < n; i++) {
            if (roots.get(i)) {
                column[i] = 0;
                queue.add(i);
            }
        }
        for (int at = 0; at < queue.size(); at++) {
            int from = queue.get(at);
            for (Frame frame : frames) {
                for (Edge edge : frame.edges()) {
                    if (edge.from() == from && column[edge.to()] == Integer.MAX_VALUE) {
                        column[edge.to()] = column[from] + 1;
                        queue.add(edge.to());
                    }
                }
            }
        }
        int last = 0;
        for (int c : column) {
            last = c == Integer.MAX_VALUE ? last : Math.max(last, c);
        }
        int[] used = new int[n + last + 2];
        var nodes = new ArrayList<Node>();
        for (int i = 0; i < n; i++) {
            int c = column[i] == Integer.MAX_VALUE ? Math.max(1, last) : column[i];
            nodes.add(new Node(names.get(i), roots.get(i), c, used[c]++));
        }
        return new StepGraph(question, answer, nodes, frames);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(question).append('\n').append(answer);
        for (int i = 0; i < frames.size(); i++) {
            text.append('\n')
                    .append(i)
                    .append("  ")
                    .append(frames.get(i).caption())
                    .append(":");
            for (int node = 0; node < nodes.size(); node++) {
                Look look = frames.get(i).looks().get(node);
                if (!nodes.get(node).root() && look != Look.ABSENT) {
                    text.append(' ')
                            .append(nodes.get(node).name())
                            .append(' ')
                            .append(look.text)
                            .append(',');
                }
            }
            text.setLength(text.charAt(text.length() - 1) == ',' ? text.length() - 1 : text.length());
        }
        return text.toString();
    }
}
