package dev.gopherscope.modules.modfile;

import dev.gopherscope.modules.modfile.Syntax.Line;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayList;
import java.util.List;

/** The lines of a go.mod file with their meaning. Only requirements are changed in place. */
public final class Directive {
    private Directive() {}

    /** {@code exclude path version}. */
    public record Exclude(ModuleVersion module, Line line) {}

    /** {@code replace old => replacement}; a replacement without version is a folder. */
    public record Replace(ModuleVersion old, ModuleVersion replacement, Line line) {}

    /** {@code retract [low, high] // rationale}. */
    public record Retract(String low, String high, String rationale, Line line) {}

    /** {@code tool path}, {@code ignore path}. */
    public record Named(String path, Line line) {}

    /** {@code godebug key=value}. */
    public record Setting(String key, String value, Line line) {}

    /** {@code require path version}, with {@code // indirect} if no package of the main module imports it. */
    public static final class Require {
        ModuleVersion module;
        boolean indirect;
        Line line;

        Require(ModuleVersion module, boolean indirect, Line line) {
            this.module = module;
            this.indirect = indirect;
            this.line = line;
        }

        public ModuleVersion module() {
            return module;
        }

        public boolean indirect() {
            return indirect;
        }

        void remove() {
            line.remove();
            module = ModuleVersion.NONE;
        }

        void setVersion(String version) {
            module = module.at(version);
            List<String> tokens = line.tokens;
            if (tokens.isEmpty()) {
                return;
            }
            if (line.inBlock) {
                // A blank line before the changed line would split the block.
                if (line.before.size() == 1 && line.before.getFirst().text().isEmpty()) {
                    line.before = new ArrayList<>();
                }
                if (tokens.size() >= 2) {
                    tokens.set(1, version);
                }
            } else if (tokens.size() >= 3) {
                tokens.set(2, version);
            }
        }

        void setIndirect(boolean wanted) {
            indirect = wanted;
            if (isIndirect(line) == wanted) {
                return;
            }
            if (wanted) {
                if (line.suffix.isEmpty()) {
                    line.suffix = new ArrayList<>(List.of(comment("// indirect")));
                    return;
                }
                String text = withoutSlashes(line).strip();
                line.suffix.set(0, comment(text.isEmpty() ? "// indirect" : "// indirect; " + text));
                return;
            }
            String text = withoutSlashes(line).strip();
            if (text.equals("indirect")) {
                line.suffix = new ArrayList<>();
                return;
            }
            String old = line.suffix.getFirst().text();
            line.suffix.set(0, comment("//" + old.substring(old.indexOf("indirect;") + "indirect;".length())));
        }

        private static Syntax.Comment comment(String text) {
            return new Syntax.Comment(Syntax.Position.NONE, text, true);
        }
    }

    static boolean isIndirect(Line line) {
        if (line.suffix.isEmpty()) {
            return false;
        }
        String[] words = withoutSlashes(line).strip().split("\\s+");
        return words.length == 1 && words[0].equals("indirect") || words.length > 1 && words[0].equals("indirect;");
    }

    private static String withoutSlashes(Line line) {
        String text = line.suffix.getFirst().text();
        return text.startsWith("//") ? text.substring(2) : text;
    }
}
