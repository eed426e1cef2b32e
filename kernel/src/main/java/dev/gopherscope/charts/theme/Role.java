package dev.gopherscope.charts.theme;

import java.awt.Color;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a colour means. Code names roles; each role has a colour for the light card, one for the dark card, and, where a
 * Vega-Lite mark uses it, one that keeps 3:1 on both grounds.
 *
 * <p>The main colours keep a distance of about 10 (OKLab × 100) under simulated protanopia, deuteranopia and tritanopia;
 * text roles keep 4.5:1 on the card. A test holds both.
 */
public enum Role {
    CARD("card", 0xffffff, 0x161b22),
    EDGE("edge", 0xd9dee3, 0x2d353e),
    INK("ink", 0x1b2229, 0xe6ebf0, 0x7d838a),
    INK2("ink2", 0x56616c, 0xa5b0bb, 0x8b9095),
    GRID("grid", 0xe6eaed, 0x29313a),
    AXIS("axis", 0x9aa3ac, 0x5f6a75),
    /** Running, live heap, in use. */
    BLUE("blue", 0x2f74c8, 0x5a8fe0, 0x3b95ef),
    /** Ready, waiting for a P or a lock, steals. */
    ORANGE("orange", 0xc9791f, 0xf7932f, 0xcc7628),
    /** System call, stacks, "stays". */
    GREEN("green", 0x0a6a5b, 0xa5ecd0, 0x14766a),
    /** The collector, the global queue. */
    PURPLE("purple", 0x71239a, 0xdfa6fa, 0x9443b6),
    /** Limit, threshold, pause, escape. */
    RED("red", 0xbb1d0c, 0xe5533d, 0xc5221a),
    /** Other memory, idle, overhead. */
    GREY("grey", 0x8f959b, 0x989da3, 0x8b9095),
    BLUE_TINT("blueT", 0xb9d6f5, 0x234a7d, 0x9cc6f2),
    ORANGE_TINT("orangeT", 0xf6d9ad, 0x6b4517, 0xe5b98c),
    GREEN_TINT("greenT", 0xbfe0d8, 0x2c5d4f, 0x7fb3ac),
    PURPLE_TINT("purpleT", 0xe8d9f2, 0x46305a, 0xc79cd9),
    RED_TINT("redT", 0xf5c9c2, 0x6e2a20, 0xe08b86),
    GREY_TINT("greyT", 0xe4e8eb, 0x343c45, 0xb9bdc1),
    ON_BLUE("onblue", 0xffffff, 0x0c1218),
    /** Objects while they are marked; black stays black on the dark card. */
    OBJECT_WHITE("owhite", 0xfefefe, 0xf2f4f6),
    OBJECT_GREY("ogrey", 0xa9afb5, 0x8d949b),
    OBJECT_BLACK("oblack", 0x14191f, 0x05070a),
    RED_TEXT("redtext", 0xa81a0b, 0xff8b79),
    ORANGE_TEXT("orangetext", 0x8a4f0c, 0xffb566),
    BLUE_TEXT("bluetext", 0x1f5fae, 0x8db6f2);

    private static final Map<Integer, Role> BY_LIGHT = new HashMap<>();
    /** The order in which series without a colour of their own take one. */
    private static final Role[] SERIES = {BLUE, ORANGE, GREEN, PURPLE, RED, GREY};

    static {
        for (Role role : values()) {
            BY_LIGHT.putIfAbsent(role.light.getRGB() & 0xffffff, role);
        }
    }

    private final String cssName;
    private final Color light;
    private final Color dark;
    private final Color vega;

    Role(String cssName, int light, int dark) {
        this(cssName, light, dark, light);
    }

    Role(String cssName, int light, int dark, int vega) {
        this.cssName = cssName;
        this.light = new Color(light);
        this.dark = new Color(dark);
        this.vega = new Color(vega);
    }

    /** The end of its CSS class: {@code f-NAME} fills, {@code s-NAME} strokes. Equal in all pictures. */
    public String cssName() {
        return cssName;
    }

    /** The colour on the light card; also the colour that stands for the role in an XChart chart. */
    public Color light() {
        return light;
    }

    /** The colour on the dark card. */
    public Color dark() {
        return dark;
    }

    /** The one colour that serves both themes in Vega-Lite. */
    public Color vega() {
        return vega;
    }

    /** The role of text in this colour; the colour itself where it is dark enough for text. */
    public Role text() {
        return switch (this) {
            case RED, RED_TINT -> RED_TEXT;
            case ORANGE, ORANGE_TINT -> ORANGE_TEXT;
            case BLUE, BLUE_TINT -> BLUE_TEXT;
            case GREEN_TINT -> GREEN;
            case PURPLE_TINT -> PURPLE;
            case GREY, GREY_TINT, AXIS, GRID, EDGE, CARD, ON_BLUE, OBJECT_WHITE, OBJECT_GREY, OBJECT_BLACK -> INK2;
            default -> this;
        };
    }

    /** The pale colour that fills beside this one; the role itself where there is none. */
    public Role tint() {
        return switch (this) {
            case BLUE -> BLUE_TINT;
            case ORANGE -> ORANGE_TINT;
            case GREEN -> GREEN_TINT;
            case PURPLE -> PURPLE_TINT;
            case RED -> RED_TINT;
            case GREY -> GREY_TINT;
            default -> this;
        };
    }

    /** The role whose light colour this is, opacity ignored. White is {@link #CARD}. */
    public static Optional<Role> of(Color color) {
        return Optional.ofNullable(BY_LIGHT.get(color.getRGB() & 0xffffff));
    }

    /** The role of the n-th series, from 0; starts again after the last. */
    public static Role ofSeries(int index) {
        return SERIES[Math.floorMod(index, SERIES.length)];
    }

    /** All series colours as XChart takes them. */
    public static Color[] seriesColors() {
        var colors = new Color[SERIES.length];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = SERIES[i].light;
        }
        return colors;
    }

    /** {@code #rrggbb}. */
    public static String hex(Color color) {
        return String.format("#%06x", color.getRGB() & 0xffffff);
    }
}
