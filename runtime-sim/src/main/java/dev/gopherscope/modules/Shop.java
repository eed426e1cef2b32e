package dev.gopherscope.modules;

/**
 * The example of notebook 13 and its variants: a shop needs cart and mail, and an old version of mail that nobody gets still asks for
 * versions of price, text and money.
 */
public final class Shop {
    private Shop() {}

    /** The published modules; other seeds give other version numbers. */
    public static ModuleWorld world(String go, long seed) {
        int p = (int) Math.floorMod(seed, 3L);
        int t = (int) Math.floorMod(seed / 3, 4L);
        String low = "v1." + (1 + p) + ".0";
        String high = "v1." + (3 + p) + ".0";
        String text = "v1." + (4 + t) + ".0";
        return new ModuleWorld()
                .publish("example.com/cart v1.2.0", go, "require example.com/price " + high)
                .publish("example.com/mail v1.2.0", go, "require example.com/text v1.2.0")
                .publish("example.com/text v1.2.0", go, "require example.com/mail v1.1.0 // indirect")
                .publish(
                        "example.com/mail v1.1.0",
                        go,
                        "require example.com/price " + low,
                        "require example.com/text " + text)
                .publish("example.com/price " + low, go, "require example.com/money v1.5.0")
                .publish("example.com/price " + high, go, "require example.com/money v1.4.0")
                .publish("example.com/price v1.9.0", go)
                .publish("example.com/money v1.4.0", go)
                .publish("example.com/money v1.5.0", go)
                .publish("example.com/money v1.6.0", go)
                .publish("example.com/text " + text, go)
                .publish("example.com/text " + text.replace(".0", ".1"), go);
    }

    /** The example as printed. */
    public static ModuleWorld world(String go) {
        return world(go, 0);
    }

    /** The main module. */
    public static ModuleProject project(ModuleWorld world, String go) {
        return world.project(
                "example.com/shop", go, "require example.com/cart v1.2.0", "require example.com/mail v1.2.0");
    }

    /** The main module of a variant, at go 1.16. */
    public static ModuleProject project(long seed) {
        return project(world("go 1.16", seed), "go 1.16");
    }
}
