package dev.gopherscope.charts.model;

import dev.gopherscope.charts.theme.HouseTheme;
import dev.gopherscope.charts.theme.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * An {@link XYChart} that asks a question (its title) and holds the answer (its subtitle), with what XChart has no place
 * for: marks, units, figures beside a lane, and a description for those who don't see it. Restyle it and add series as to
 * any XChart chart; everything is painted when it is shown.
 */
public final class QuestionChart extends XYChart {

    /** How the series share the picture. */
    public enum Layout {
        /** All in one plot, with a common y axis. */
        OVERLAY,
        /** One under the other, each from 0, on one scale. */
        LANES,
        /** Single values as dots with drop lines, and beside them the same values sorted. */
        DROPS
    }

    private Layout layout;
    private Answer answer = Answer.NONE;
    private String note = "";
    private String description = "";
    private String xUnit = "";
    private String yUnit = "";
    private String emptyText = "Nothing was recorded.";
    private final List<Mark> marks = new ArrayList<>();
    private List<String> figureHeads = List.of();
    private final Map<String, List<String>> figures = new LinkedHashMap<>();
    private final Map<Role, String> key = new LinkedHashMap<>();
    private final Map<String, String> laneOf = new LinkedHashMap<>();

    /**
     * An empty chart.
     *
     * @param question the title
     * @param layout how its series share the picture
     */
    public QuestionChart(String question, Layout layout) {
        super(760, 400, new HouseTheme());
        setTitle(question);
        this.layout = layout;
    }

    /**
     * Adds a line with points, in the next colour of the house.
     *
     * @param name stands at its end
     * @param x where its points are, ascending
     * @param y as many values
     */
    public QuestionChart line(String name, List<? extends Number> x, List<? extends Number> y) {
        if (x.size() != y.size() || x.isEmpty()) {
            throw new IllegalArgumentException("The line \"" + name + "\" has " + x.size() + " x and " + y.size()
                    + " y; it needs as many of one as of the other, and at least one.");
        }
        int number = getSeriesCollection().size();
        XYSeries series = addSeries(
                name,
                x.stream().mapToDouble(Number::doubleValue).toArray(),
                y.stream().mapToDouble(Number::doubleValue).toArray());
        series.setLineColor(Role.ofSeries(number).light());
        return this;
    }

    /** The question; the same as the title. */
    public String question() {
        return getTitle();
    }

    public Layout layout() {
        return layout;
    }

    /** Chooses another layout for the same series. */
    public QuestionChart layout(Layout value) {
        layout = value;
        return this;
    }

    public Answer answer() {
        return answer;
    }

    /** Sets the answer; {@code **stars**} enclose what is bold. */
    public QuestionChart answer(String sentence) {
        answer = Answer.of(sentence);
        return this;
    }

    /** A short remark at the bottom, such as where the numbers come from. */
    public String note() {
        return note;
    }

    public QuestionChart note(String value) {
        note = value;
        return this;
    }

    /** What the picture shows, in sentences with numbers: the text alternative. */
    public String description() {
        return description.isEmpty() ? question() + " " + answer.plain() : description;
    }

    public QuestionChart description(String value) {
        description = value;
        return this;
    }

    /** The unit of x values, such as "ms". */
    public String xUnit() {
        return xUnit;
    }

    /** The unit of y values, such as "MiB". */
    public String yUnit() {
        return yUnit;
    }

    public QuestionChart units(String x, String y) {
        xUnit = x;
        yUnit = y;
        return this;
    }

    /** What stands in the plot while there is no series. */
    public String emptyText() {
        return emptyText;
    }

    public QuestionChart emptyText(String value) {
        emptyText = value;
        return this;
    }

    public List<Mark> marks() {
        return List.copyOf(marks);
    }

    /** The marks of one kind, in order. */
    public <M extends Mark> List<M> marks(Class<M> kind) {
        return marks.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public QuestionChart mark(Mark mark) {
        marks.add(mark);
        return this;
    }

    /** The heads of the columns of figures at the right of the lanes. */
    public List<String> figureHeads() {
        return figureHeads;
    }

    public QuestionChart figureHeads(String... heads) {
        figureHeads = List.of(heads);
        return this;
    }

    /** The figures of a series, one for each head; empty if it has none. */
    public List<String> figures(String series) {
        return figures.getOrDefault(series, List.of());
    }

    public QuestionChart figures(String series, String... values) {
        figures.put(series, List.of(values));
        return this;
    }

    /** What the colours of the lanes mean, where they mean more than the lane's name says. */
    public Map<Role, String> key() {
        return Collections.unmodifiableMap(key);
    }

    public QuestionChart key(Role role, String meaning) {
        key.put(role, meaning);
        return this;
    }

    /** Puts a series into the lane of another one, in front of it. Without this each series has a lane of its own. */
    public QuestionChart inLaneOf(String first, String series) {
        laneOf.put(series, first);
        return this;
    }

    /** The enabled series lane by lane, from the top; never an empty lane. */
    public List<List<XYSeries>> lanes() {
        var lanes = new LinkedHashMap<String, List<XYSeries>>();
        for (XYSeries series : getSeriesCollection()) {
            if (series.isEnabled()) {
                String lane = laneOf.getOrDefault(series.getName(), series.getName());
                lanes.computeIfAbsent(lane, key -> new ArrayList<>()).add(series);
            }
        }
        return List.copyOf(lanes.values());
    }
}
