package dev.gopherscope.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.modules.command.GoResult;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of the course: a shop, and what selects its versions. Recorded on go1.26.8 with a file proxy. */
class ShopTest {
    private static final String[] NEEDS = {"require example.com/cart v1.2.0", "require example.com/mail v1.2.0"};

    private static ModuleWorld world(String go) {
        return new ModuleWorld()
                .publish("example.com/cart v1.2.0", go, "require example.com/price v1.3.0")
                .publish("example.com/mail v1.2.0", go, "require example.com/text v1.2.0")
                .publish("example.com/text v1.2.0", go, "require example.com/mail v1.1.0 // indirect")
                .publish(
                        "example.com/mail v1.1.0",
                        go,
                        "require example.com/price v1.1.0",
                        "require example.com/text v1.4.0")
                .publish("example.com/price v1.1.0", go, "require example.com/money v1.5.0")
                .publish("example.com/price v1.3.0", go, "require example.com/money v1.4.0")
                .publish("example.com/price v1.9.0", go)
                .publish("example.com/money v1.4.0", go)
                .publish("example.com/money v1.5.0", go)
                .publish("example.com/money v1.6.0", go)
                .publish("example.com/text v1.4.0", go)
                .publish("example.com/text v1.4.1", go);
    }

    private static ModuleProject shop(ModuleWorld world, String go) {
        return world.project("example.com/shop", go, NEEDS[0], NEEDS[1]);
    }

    @Test
    void v1ASelectedVersionIsTheHighestThatAnybodyVisitedAsksFor() {
        ModuleProject shop = shop(world("go 1.16"), "go 1.16");
        assertEquals(
                Map.of(
                        "example.com/cart", "v1.2.0",
                        "example.com/mail", "v1.2.0",
                        "example.com/money", "v1.5.0",
                        "example.com/price", "v1.3.0",
                        "example.com/text", "v1.4.0"),
                shop.buildList());
        ModuleGraphView graph = shop.moduleGraph();
        assertEquals(shop.buildList(), graph.buildList());
        assertEquals(10, graph.vertices().size());
        assertEquals("v1.4.0", graph.versions().cell("example.com/text", "selected"));
        assertEquals(
                "v1.5.0 is asked for by example.com/price@v1.1.0 (visited, not selected): the highest, so it is selected.",
                graph.reasons("example.com/money").getLast());
        List<ModuleVersion> chain = graph.chain(ModuleVersion.parse("example.com/money@v1.5.0"));
        assertTrue(graph.isChain(chain));
        assertEquals(6, chain.size());
        assertFalse(graph.isChain(chain.subList(1, chain.size())));
    }

    @Test
    void v1GetExcludeReplaceAndNoneMoveTheBuildListAsGoDoes() {
        ModuleProject shop = shop(world("go 1.16"), "go 1.16");
        GoResult got = shop.go("get", "example.com/price@latest");
        assertEquals(List.of("go: upgraded example.com/price v1.3.0 => v1.9.0"), got.messages());
        assertTrue(shop.goMod().contains("example.com/price v1.9.0 // indirect"));

        ModuleProject without = shop(world("go 1.16"), "go 1.16").add("exclude example.com/price v1.3.0");
        assertEquals("v1.1.0", without.buildList().get("example.com/price"));

        ModuleProject none = shop(world("go 1.16"), "go 1.16");
        GoResult removed = none.go("get", "example.com/mail@none");
        assertTrue(removed.ok(), removed.err());
        assertFalse(none.buildList().containsKey("example.com/mail"));
        assertFalse(none.goMod().contains("example.com/mail"), none.goMod());
    }

    @Test
    void v2FromGo117OnDeeperRequirementsArePrunedOut() {
        ModuleProject shop = shop(world("go 1.17"), "go 1.17");
        ModuleGraphView graph = shop.moduleGraph();
        assertTrue(graph.requiredBy(ModuleVersion.parse("example.com/price@v1.1.0"))
                .isEmpty());
        assertEquals("none", graph.selected("example.com/money"));
        shop.go("mod", "tidy");
        assertTrue(shop.goMod().contains("example.com/money v1.4.0 // indirect"), shop.goMod());
    }

    @Test
    void v3OneNewModuleTakesInfoModAndZipFromTheProxyAndOneLookUp() {
        ModuleWorld world = world("go 1.16");
        ModuleProject empty = world.project("example.com/empty", "go 1.26");
        RequestView requests = empty.requestsOf("get", "example.com/money@v1.5.0");
        List<String> asked = requests.exchanges().stream().map(e -> e.request()).toList();
        for (String end : List.of("v1.5.0.info", "v1.5.0.zip", "v1.5.0.mod", "/lookup/example.com/money@v1.5.0")) {
            assertTrue(asked.stream().anyMatch(a -> a.endsWith(end)), end + " in " + asked);
        }
        assertTrue(empty.requestsOf("mod", "verify").exchanges().isEmpty());
    }

    @Test
    void v4PrivateModulesSkipProxyAndDatabaseButNeverGoSum() {
        Routes routes = Routes.of(Map.of("GOPRIVATE", "git.internal.example/*,*.corp.example.com"));
        assertFalse(routes.route("git.internal.example/team/tool").proxy());
        assertFalse(routes.route("git.internal.example/team").database());
        assertTrue(routes.route("git.internal.example").proxy());
        assertFalse(routes.route("a.corp.example.com/x/y").proxy());
        assertTrue(routes.route("corp.example.com/x").proxy());
        Routes none = Routes.of(Map.of("GOPRIVATE", "example.com", "GONOPROXY", "none"));
        assertTrue(none.route("example.com/a").proxy());
        assertFalse(none.route("example.com/a").database());
        assertTrue(none.route("example.com/a").goSum());
        assertEquals("no", routes.table("a.corp.example.com/x").cell("a.corp.example.com/x", "checksum database"));
    }

    @Test
    void v5AChangedZipIsNoticedByTheDatabaseFirstAndByGoSumLater() {
        ModuleWorld world = world("go 1.16").tamper("example.com/money v1.5.0", "p.go", "package evil\n");
        ModuleProject first = world.project("example.com/first", "go 1.26");
        GoResult got = first.go("get", "example.com/money@v1.5.0");
        assertTrue(got.err().contains("verifying module: checksum mismatch"), got.err());
        assertTrue(got.err().contains("SECURITY ERROR"));

        GoResult unchecked = world.project("example.com/off", "go 1.26")
                .env("GOSUMDB", "off")
                .go("get", "example.com/money@v1.5.0");
        assertTrue(unchecked.ok(), unchecked.err());

        ModuleWorld later = world("go 1.16");
        ModuleProject second = later.project("example.com/second", "go 1.26").env("GOSUMDB", "off");
        assertTrue(second.go("get", "example.com/money@v1.5.0").ok());
        later.tamper("example.com/money v1.5.0", "p.go", "package evil\n");
        second.cleanCache();
        GoResult again = second.go("mod", "download");
        assertTrue(again.err().contains("does NOT match an earlier download recorded in go.sum"), again.err());
    }

    @Test
    void v6NewReleasesMoveNewestWinsAndNotMinimalVersionSelection() {
        ModuleWorld world = world("go 1.16");
        ModuleProject shop = shop(world, "go 1.16");
        world.publishOn(9, "example.com/price v1.10.0", "go 1.16", "require example.com/money v1.5.0")
                .publishOn(17, "example.com/money v1.7.0", "go 1.16")
                .publishOn(24, "example.com/cart v1.3.0", "go 1.16", "require example.com/price v1.3.0");
        BuildTimeline days = world.timeline(shop, 30);
        assertEquals(30, days.days().size());
        assertEquals(0, days.moved(false)[29]);
        assertEquals(3, days.moved(true)[29]);
        assertEquals(shop.buildList(), days.days().getLast().minimal());
        assertEquals("v1.10.0", days.days().getLast().newest().get("example.com/price"));
    }

    @Test
    void v7OutputsReadAsThoseOfGo() {
        ModuleProject shop = shop(world("go 1.16"), "go 1.16");
        assertEquals(
                "example.com/shop\nexample.com/cart v1.2.0\nexample.com/mail v1.2.0\nexample.com/money v1.5.0\n"
                        + "example.com/price v1.3.0\nexample.com/text v1.4.0\n",
                shop.go("list", "-m", "all").out());
        assertEquals(
                "# example.com/money\nexample.com/shop\nexample.com/cart\nexample.com/price\nexample.com/money\n",
                shop.go("mod", "why", "-m", "example.com/money").out());
        assertTrue(shop.go("mod", "graph").lines().contains("example.com/price@v1.1.0 example.com/money@v1.5.0"));
    }

    @Test
    void anOutageDoesNotHurtWhoHasTheModulesAndTellsOthersWhatHappened() {
        ModuleWorld world = world("go 1.16");
        ModuleProject shop = shop(world, "go 1.16");
        shop.go("mod", "download");
        world.outage(60_000_000_000L);
        assertTrue(shop.go("list", "-m", "all").ok());
        GoResult other =
                shop(world, "go 1.16").env("GOPROXY", ModuleWorld.PROXY).go("list", "-m", "all");
        assertTrue(other.err().contains("i/o timeout"), other.err());
        world.net().advance(60_000_000_000L);
        assertTrue(shop(world, "go 1.16").go("list", "-m", "all").ok());
    }
}
