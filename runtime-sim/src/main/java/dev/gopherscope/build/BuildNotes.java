package dev.gopherscope.build;

import java.util.ArrayList;
import java.util.List;

/** Notes on a build command: what each flag does, what it breaks, what is said twice. */
public final class BuildNotes {
    private BuildNotes() {}

    /** One sentence each; at least one. */
    public static List<String> of(String command) {
        Build b = Build.of(command);
        var notes = new ArrayList<String>();
        if (b.strip() && b.noDwarf()) {
            notes.add("-s implies -w: -s alone gives the same file.");
        }
        if (b.strip() && b.keepDwarf()) {
            notes.add("-s with -w=0 drops the symbol table and keeps DWARF.");
        } else if (b.strip()) {
            notes.add("-s drops the symbol table and DWARF: go tool nm and debuggers stop working; panics, pprof and "
                    + "runtime.Callers keep names and lines.");
        } else if (b.noDwarf()) {
            notes.add("-w drops DWARF: debuggers lose variables and lines; go tool nm still works.");
        }
        if (b.isPie()) {
            notes.add(
                    "-buildmode=pie names a dynamic loader even without cgo, so the binary does not start in an empty image.");
        }
        if (!b.cgo()) {
            notes.add("CGO_ENABLED=0: net and os/user use their Go versions; no libc is needed.");
            if (b.tags().contains("netgo") || b.tags().contains("osusergo")) {
                notes.add("netgo and osusergo are redundant: without cgo there is nothing else.");
            }
            if (b.staticLink()) {
                notes.add("-extldflags=-static is redundant: no external linker runs without cgo.");
            }
        }
        if (b.trimpath()) {
            notes.add(
                    "-trimpath replaces folders of this machine by module paths: needed for the same bytes elsewhere.");
        }
        if (b.race()) {
            notes.add(
                    "-race is for tests: memory grows 5 to 10 times, time 2 to 20 times, and sync.Pool drops a quarter on purpose.");
        }
        if (b.noOptimise() || b.noInline()) {
            notes.add(
                    "-N and -l are for debuggers: frames grow, more escapes to the heap, and figures of memory do not carry over.");
        }
        String refused = Binary.link(Program.HTTP, b).refused();
        if (!refused.isEmpty()) {
            notes.add("This build is refused: " + refused + ".");
        }
        for (String flag : b.unknown()) {
            notes.add(flag + " is not known here; see go help build.");
        }
        return notes.isEmpty() ? List.of("Nothing to note: a default build.") : notes;
    }
}
