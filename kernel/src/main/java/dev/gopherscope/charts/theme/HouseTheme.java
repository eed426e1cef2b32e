package dev.gopherscope.charts.theme;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.theme.XChartTheme;

/** The look of XChart's own parts: our fonts, hairline grid on one axis, no boxes, light colours that stand for roles. */
public final class HouseTheme extends XChartTheme {

    private static final Color NOTHING = new Color(255, 255, 255, 0);

    @Override
    public Font getBaseFont() {
        return Fonts.regular(11);
    }

    @Override
    public Color getChartBackgroundColor() {
        return Role.CARD.light();
    }

    @Override
    public Color getChartFontColor() {
        return Role.INK.light();
    }

    @Override
    public Color[] getSeriesColors() {
        return Role.seriesColors();
    }

    @Override
    public BasicStroke[] getSeriesLines() {
        return new BasicStroke[] {new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)};
    }

    @Override
    public Font getChartTitleFont() {
        return Fonts.bold(17);
    }

    @Override
    public Color getChartTitleBoxBackgroundColor() {
        return NOTHING;
    }

    @Override
    public Color getChartTitleBoxBorderColor() {
        return NOTHING;
    }

    @Override
    public Font getLegendFont() {
        return Fonts.regular(11);
    }

    @Override
    public Color getLegendBackgroundColor() {
        return Role.CARD.light();
    }

    @Override
    public Color getLegendBorderColor() {
        return NOTHING;
    }

    @Override
    public LegendPosition getLegendPosition() {
        return LegendPosition.OutsideE;
    }

    @Override
    public Color getPlotBackgroundColor() {
        return Role.CARD.light();
    }

    @Override
    public Color getPlotBorderColor() {
        return Role.CARD.light();
    }

    @Override
    public boolean isPlotBorderVisible() {
        return false;
    }

    @Override
    public Color getPlotGridLinesColor() {
        return Role.GRID.light();
    }

    @Override
    public BasicStroke getPlotGridLinesStroke() {
        return new BasicStroke(1);
    }

    @Override
    public boolean isPlotGridVerticalLinesVisible() {
        return false;
    }

    @Override
    public Font getAxisTitleFont() {
        return Fonts.regular(11);
    }

    @Override
    public Font getAxisTickLabelsFont() {
        return Fonts.regular(11);
    }

    @Override
    public Color getAxisTickLabelsColor() {
        return Role.INK2.light();
    }

    @Override
    public Color getAxisTickMarksColor() {
        return Role.AXIS.light();
    }

    @Override
    public int getMarkerSize() {
        return 6;
    }

    @Override
    public Color getErrorBarsColor() {
        return Role.INK2.light();
    }

    @Override
    public Font getPieFont() {
        return Fonts.regular(12);
    }

    @Override
    public Font getSumFont() {
        return Fonts.bold(13);
    }

    @Override
    public Font getAnnotationTextFont() {
        return Fonts.regular(11);
    }

    @Override
    public Color getAnnotationTextFontColor() {
        return Role.INK.light();
    }

    @Override
    public Font getAnnotationTextPanelFont() {
        return Fonts.regular(11);
    }

    @Override
    public Color getAnnotationTextPanelFontColor() {
        return Role.INK.light();
    }

    @Override
    public Color getAnnotationTextPanelBackgroundColor() {
        return Role.CARD.light();
    }

    @Override
    public Color getAnnotationTextPanelBorderColor() {
        return Role.EDGE.light();
    }

    @Override
    public Color getAnnotationLineColor() {
        return Role.INK2.light();
    }

    @Override
    public Font getToolTipFont() {
        return Fonts.regular(11);
    }

    @Override
    public Font getCursorFont() {
        return Fonts.regular(11);
    }
}
