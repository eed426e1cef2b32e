package dev.gopherscope.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.build.Binary.Image;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildTest {
    private static final List<Program> PROGRAMS = List.of(Program.PRINTLN, Program.FMT, Program.HTTP);

    @Test
    void b1RelationsOfTheRecordedSizesHoldForEveryProgram() {
        for (Program p : PROGRAMS) {
            assertEquals(Sizes.bytes(p, "-s"), Sizes.bytes(p, "-s -w"));
            assertTrue(Sizes.bytes(p, "-s") < Sizes.bytes(p, "-w"));
            assertTrue(Sizes.bytes(p, "-w") < Sizes.bytes(p, "default"));
            assertTrue(Sizes.bytes(p, "default") < Sizes.bytes(p, "pie"));
        }
        assertEquals(
                List.of(34.1, 33.7, 30.8),
                PROGRAMS.stream().map(p -> Sizes.saved(p, "-s -w")).toList());
        assertThrows(IllegalArgumentException.class, () -> Sizes.bytes(Program.FMT, "upx"));
    }

    @Test
    void b2FlagsDecideWhichTablesStayAndWhichToolsWork() {
        Binary plain = Binary.link(Program.HTTP, "CGO_ENABLED=0 go build");
        Binary stripped = Binary.link(Program.HTTP, "CGO_ENABLED=0 go build -ldflags=-s");
        assertTrue(plain.tables().containsAll(List.of("symbol table", "DWARF", "pclntab")));
        assertEquals(List.of("pclntab", "type data", "build info", "build id"), stripped.tables());
        assertTrue(stripped.works("pprof"));
        assertTrue(stripped.works("panic"));
        assertFalse(stripped.works("nm"));
        assertFalse(stripped.works("debugger"));
        assertTrue(Binary.link(Program.HTTP, "go build -ldflags=-w").works("nm"));
        assertTrue(Binary.link(Program.HTTP, "go build -ldflags='-s -w=0'").works("debugger"));
        assertEquals(
                Build.of("go build -ldflags=-s").hasDwarf(),
                Build.of("go build -ldflags='-s -w'").hasDwarf());
    }

    @Test
    void b2APieNeedsALoaderAndDoesNotStartInAnEmptyImage() {
        assertTrue(Binary.link(Program.FMT, "CGO_ENABLED=0 go build").startsIn(Image.EMPTY));
        Binary pie = Binary.link(Program.FMT, "CGO_ENABLED=0 go build -buildmode=pie");
        assertFalse(pie.startsIn(Image.EMPTY));
        assertTrue(pie.start(Image.EMPTY).contains("no such file or directory"));
        assertTrue(pie.startsIn(Image.DEBIAN));
        Binary cgo = Binary.link(Program.HTTP, "go build");
        assertTrue(cgo.needsLibc());
        assertFalse(cgo.startsIn(Image.ALPINE));
        assertTrue(Binary.link(Program.FMT, "go build").startsIn(Image.EMPTY));
        assertTrue(Binary.link(Program.HTTP, "go build -tags=netgo,osusergo").startsIn(Image.EMPTY));
        assertFalse(Binary.link(Program.FMT, "CGO_ENABLED=0 go build -ldflags='-linkmode=external -extldflags=-static'")
                .refused()
                .isEmpty());
        assertFalse(Binary.link(Program.FMT, "CGO_ENABLED=0 go build -buildmode=c-shared")
                .refused()
                .isEmpty());
    }

    @Test
    void b3WithoutCgoNetAndUserUseTheirGoVersions() {
        var user = new Program("user", Set.of("os/user", "net"));
        Binary off = Binary.link(user, "CGO_ENABLED=0 go build");
        Binary on = Binary.link(user, "go build");
        assertTrue(off.resolver().startsWith("Go's own: it takes the order from nsswitch.conf"));
        assertTrue(off.userLookup().contains("/etc/passwd"));
        assertTrue(on.resolver().contains("getaddrinfo"));
        assertTrue(off.reads().contains("/etc/nsswitch.conf"));
        assertEquals(
                "none: net is not imported",
                Binary.link(Program.FMT, "go build").resolver());
    }

    @Test
    void b4OnlyTheParentOfInternalMayImportIt() {
        var tree = new Layout("example.com/shop")
                .folder(".", "shop")
                .folder("cmd/shop", "main")
                .folder("internal/price")
                .folder("pkg/api")
                .folder("cart/internal/tax")
                .folder("cart");
        assertTrue(tree.check("cmd/shop", "internal/price").allowed());
        assertTrue(tree.check("cart", "cart/internal/tax").allowed());
        assertFalse(tree.check("pkg/api", "cart/internal/tax").allowed());
        assertEquals(
                "use of internal package example.com/shop/internal/price not allowed",
                tree.check("example.com/other", "internal/price").message());
        assertTrue(tree.check("example.com/other", "pkg/api").allowed());
        assertFalse(tree.check("pkg/api", "cmd/shop").allowed());
        assertTrue(tree.moved("cart/internal/tax", "internal/tax")
                .check("pkg/api", "internal/tax")
                .allowed());
        assertThrows(IllegalArgumentException.class, () -> tree.check(List.of("nonsense")));
    }

    @Test
    void b5DebugBuildsTurnTheStackBufferOfVariableMakesOff() {
        Build release = Build.of("go build");
        Build debug = Build.of("go build -gcflags='all=-N -l'");
        assertTrue(debug.noOptimise() && debug.noInline());
        assertTrue(DebugBuild.variableMakeStays(release, 32));
        assertFalse(DebugBuild.variableMakeStays(release, 33));
        assertFalse(DebugBuild.variableMakeStays(debug, 32));
    }

    @Test
    void notesTellWhatIsRedundantAndWhatBreaks() {
        List<String> notes =
                BuildNotes.of("CGO_ENABLED=0 go build -trimpath -tags netgo -ldflags=\"-s -w\" ./cmd/shop");
        assertTrue(notes.contains("-s implies -w: -s alone gives the same file."));
        assertTrue(notes.stream().anyMatch(n -> n.startsWith("netgo and osusergo are redundant")));
        assertEquals(List.of("Nothing to note: a default build."), BuildNotes.of("go build ./..."));
        assertTrue(BuildNotes.of("go build -fast").getLast().contains("-fast is not known"));
        assertThrows(IllegalArgumentException.class, () -> BuildNotes.of("make all"));
    }

    @Test
    void onlyInputsThatReachTheFileChangeTheFingerprint() {
        var build = new Reproducible("go1.26.8", "v1.2.0", "linux/amd64").with("folder", "/home/a");
        assertNotEquals(build.fingerprint(), build.with("folder", "/home/b").fingerprint());
        var trimmed = build.with("trimpath", "true");
        assertEquals(trimmed.fingerprint(), trimmed.with("folder", "/home/b").fingerprint());
        assertEquals(
                build.fingerprint(),
                build.with("time", "noon").with("user", "b").fingerprint());
        assertNotEquals(build.fingerprint(), build.with("toolchain", "go1.26.9").fingerprint());
    }
}
