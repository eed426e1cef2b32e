package dev.gopherscope.modules.modfile;

import dev.gopherscope.modules.modfile.Directive.Exclude;
import dev.gopherscope.modules.modfile.Directive.Replace;
import dev.gopherscope.modules.modfile.Directive.Require;
import dev.gopherscope.modules.modfile.Syntax.Block;
import dev.gopherscope.modules.modfile.Syntax.Line;
import dev.gopherscope.modules.modfile.Syntax.Node;
import dev.gopherscope.modules.modfile.Syntax.Statement;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.SemVer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a list of requirements into a go.mod file and keeps what a person arranged: comments, blocks, order of blocks. Follows
 * {@code File.SetRequire}, {@code SetRequireSeparateIndirect} and {@code SortBlocks}.
 */
public final class RequireEditor {
    /** A requirement to be written. */
    public record Wanted(ModuleVersion module, boolean indirect) {}

    private final ModFile file;
    private final Syntax syntax;

    public RequireEditor(ModFile file) {
        this.file = file;
        this.syntax = file.syntax;
    }

    /** One list, as files below go 1.17 have it. */
    public void set(List<Wanted> wanted) {
        Map<String, Wanted> need = byPath(wanted);
        for (Require r : file.require) {
            Wanted w = need.remove(r.module.path());
            if (w == null) {
                r.remove();
            } else {
                r.setVersion(w.module.version());
                r.setIndirect(w.indirect);
            }
        }
        for (Wanted w : need.values()) {
            Line line = syntax.addLine(null, List.of("require", quoted(w), w.module.version()));
            var r = new Require(w.module, false, line);
            r.setIndirect(w.indirect);
            file.require.add(r);
        }
        sortBlocks();
    }

    private static String quoted(Wanted w) {
        return Quoting.quoteIfNeeded(w.module.path());
    }

    private static Map<String, Wanted> byPath(List<Wanted> wanted) {
        var need = new LinkedHashMap<String, Wanted>();
        for (Wanted w : wanted) {
            need.put(w.module.path(), w);
        }
        return need;
    }

    /** Two blocks, direct before indirect, as files from go 1.17 on have them. */
    public void setSeparately(List<Wanted> wanted) {
        List<Statement> statements = syntax.statements();
        int lastDirect = -1;
        int lastIndirect = -1;
        int lastRequire = -1;
        int count = 0;
        var blockOf = new IdentityHashMap<Line, Block>();
        for (int i = 0; i < statements.size(); i++) {
            switch (statements.get(i)) {
                case Line line
                when !line.tokens.isEmpty() && line.tokens.getFirst().equals("require") -> {
                    lastRequire = i;
                    count++;
                    if (!hasComments(line)) {
                        if (Directive.isIndirect(line)) {
                            lastIndirect = i;
                        } else {
                            lastDirect = i;
                        }
                    }
                }
                case Block block
                when !block.tokens.isEmpty() && block.tokens.getFirst().equals("require") -> {
                    lastRequire = i;
                    count++;
                    boolean plain = !block.lines.isEmpty() && !hasComments(block);
                    boolean allDirect = plain;
                    boolean allIndirect = plain;
                    for (Line line : block.lines) {
                        blockOf.put(line, block);
                        boolean commented = hasComments(line);
                        allDirect &= !commented && !Directive.isIndirect(line);
                        allIndirect &= !commented && Directive.isIndirect(line);
                    }
                    lastDirect = allDirect ? i : lastDirect;
                    lastIndirect = allIndirect ? i : lastIndirect;
                }
                default -> {}
            }
        }
        boolean oneFlatBlock = count == 1 && !hasComments(statements.get(lastRequire));

        Block direct;
        if (lastDirect < 0) {
            if (lastIndirect >= 0) {
                lastDirect = lastIndirect;
                lastIndirect++;
            } else {
                lastDirect = lastRequire >= 0 ? lastRequire + 1 : statements.size();
            }
            direct = insertBlock(lastDirect);
        } else {
            direct = ensureBlock(lastDirect);
        }
        Block indirect = lastIndirect < 0 ? insertBlock(lastDirect + 1) : ensureBlock(lastIndirect);

        Map<String, Wanted> need = byPath(wanted);
        Set<String> have = new HashSet<>();
        for (Require r : file.require) {
            Wanted w = need.get(r.module.path());
            if (w == null || !have.add(r.module.path())) {
                r.remove();
                continue;
            }
            r.setVersion(w.module.version());
            r.setIndirect(w.indirect);
            Block now = blockOf.get(r.line);
            if (w.indirect && (oneFlatBlock || now == direct)) {
                move(r, indirect);
            } else if (!w.indirect && (oneFlatBlock || now == indirect)) {
                move(r, direct);
            }
        }
        for (Wanted w : need.values()) {
            if (!have.contains(w.module.path())) {
                var line = new Line(List.of(quoted(w), w.module.version()), true);
                var r = new Require(w.module, false, line);
                r.setIndirect(w.indirect);
                (w.indirect ? indirect : direct).lines.add(line);
                file.require.add(r);
            }
        }
        sortBlocks();
    }

    /** Whether a person wrote a comment at a node, other than the mark of an indirect requirement. */
    private static boolean hasComments(Node node) {
        return !node.before.isEmpty()
                || !node.after.isEmpty()
                || node.suffix.size() > 1
                || node.suffix.size() == 1
                        && !node.suffix
                                .getFirst()
                                .text()
                                .replaceFirst("^//", "")
                                .strip()
                                .equals("indirect");
    }

    private Block insertBlock(int i) {
        var block = new Block(List.of("require"));
        syntax.statements().add(i, block);
        return block;
    }

    private Block ensureBlock(int i) {
        Statement s = syntax.statements().get(i);
        if (s instanceof Block block) {
            return block;
        }
        var line = (Line) s;
        var block = new Block(List.of("require"));
        block.lines.add(line);
        line.tokens = new ArrayList<>(line.tokens.subList(1, line.tokens.size()));
        line.inBlock = true;
        syntax.statements().set(i, block);
        return block;
    }

    private static void move(Require r, Block block) {
        Line old = r.line;
        var line = new Line(old.tokens, true);
        line.start = old.start;
        line.end = old.end;
        line.before = old.before;
        line.suffix = old.suffix;
        line.after = old.after;
        if (!old.inBlock && !line.tokens.isEmpty() && line.tokens.getFirst().equals("require")) {
            line.tokens = new ArrayList<>(line.tokens.subList(1, line.tokens.size()));
        }
        old.tokens = new ArrayList<>();
        r.line = line;
        block.lines.add(line);
    }

    /** Sorts the lines of every block and drops repeated exclude and replace lines, as {@code go mod edit} does. */
    public void sortBlocks() {
        removeRepeated();
        boolean semantic = !file.goVersion().isEmpty() && SemVer.compare("v" + file.goVersion(), "v1.21") >= 0;
        for (Statement s : syntax.statements()) {
            if (s instanceof Block block) {
                block.lines.sort(
                        switch (block.tokens.getFirst()) {
                            case "exclude" -> semantic ? BY_VERSION : BY_TOKENS;
                            case "retract" -> BY_INTERVAL;
                            default -> BY_TOKENS;
                        });
            }
        }
    }

    private void removeRepeated() {
        var dead = new IdentityHashMap<Line, Boolean>();
        var seen = new HashSet<ModuleVersion>();
        for (Exclude x : file.exclude) {
            if (!seen.add(x.module())) {
                dead.put(x.line(), true);
            }
        }
        seen.clear();
        // Of replacements the last one holds.
        for (Replace x : file.replace.reversed()) {
            if (!seen.add(x.old())) {
                dead.put(x.line(), true);
            }
        }
        if (dead.isEmpty()) {
            return;
        }
        file.exclude.removeIf(x -> dead.containsKey(x.line()));
        file.replace.removeIf(x -> dead.containsKey(x.line()));
        syntax.statements().removeIf(s -> switch (s) {
            case Line line -> dead.containsKey(line);
            case Block block -> {
                block.lines.removeIf(dead::containsKey);
                yield block.lines.isEmpty();
            }
            default -> false;
        });
    }

    private static final Comparator<Line> BY_TOKENS = (x, y) -> {
        for (int i = 0; i < x.tokens.size() && i < y.tokens.size(); i++) {
            int c = GoText.compare(x.tokens.get(i), y.tokens.get(i));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(x.tokens.size(), y.tokens.size());
    };

    private static final Comparator<Line> BY_VERSION = (x, y) -> {
        if (x.tokens.size() != 2 || y.tokens.size() != 2) {
            return BY_TOKENS.compare(x, y);
        }
        int c = GoText.compare(x.tokens.get(0), y.tokens.get(0));
        return c != 0 ? c : SemVer.compare(x.tokens.get(1), y.tokens.get(1));
    };

    private static final Comparator<Line> BY_INTERVAL = (x, y) -> {
        int c = -SemVer.compare(bound(x, false), bound(y, false));
        return c != 0 ? c : -SemVer.compare(bound(x, true), bound(y, true));
    };

    private static String bound(Line line, boolean high) {
        List<String> t = line.tokens;
        if (t.size() == 1) {
            return t.getFirst();
        }
        return t.size() == 5
                        && t.get(0).equals("[")
                        && t.get(2).equals(",")
                        && t.get(4).equals("]")
                ? t.get(high ? 3 : 1)
                : "";
    }
}
