package dev.gopherscope.modules.load;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code go list -m} knows of modules. Follows {@code modload/list.go} and {@code build.go}. */
public final class ModuleList {
    /** What to find out besides path and version. */
    public record Mode(
            boolean updates, boolean retracted, boolean deprecated, boolean versions, boolean retractedVersions) {
        public static final Mode PLAIN = new Mode(false, false, false, false, false);
    }

    /** A module with what was found out about it. */
    public static final class Info {
        public final String path;
        public final String version;
        public @Nullable String update;
        public List<String> retracted = List.of();
        public String deprecated = "";
        public List<String> versions = List.of();
        public @Nullable Info replace;
        public String error = "";
        boolean main;

        Info(String path, String version) {
            this.path = path;
            this.version = version;
        }

        private String versionText() {
            return retracted.isEmpty() ? version : version + " (retracted)";
        }

        /** As {@code go list -m} prints it. */
        @Override
        public String toString() {
            var s = new StringBuilder(path);
            append(s, this);
            if (replace != null) {
                s.append(" => ").append(replace.path);
                append(s, replace);
            }
            return s.toString();
        }

        private static void append(StringBuilder s, Info i) {
            if (!i.version.isEmpty()) {
                s.append(' ').append(i.versionText());
                if (i.update != null) {
                    s.append(" [").append(i.update).append(']');
                }
            }
            if (!i.deprecated.isEmpty()) {
                s.append(" (deprecated)");
            }
        }
    }

    private final State state;
    private final Mode mode;

    public ModuleList(State state, Mode mode) {
        this.state = state;
        this.mode = mode;
    }

    /** Modules, and why the graph is incomplete if it is. */
    public record Result(List<Info> modules, @Nullable GoError error) {}

    /** @param arguments module paths, {@code all}, patterns, queries; none stands for the main module */
    public Result list(List<String> arguments) {
        Requirements rs = new GoModFile(state).load();
        boolean full = false;
        for (String arg : arguments) {
            if (arg.contains("\\")) {
                throw state.console.fatal("go: module paths never use backslash");
            }
            if (arg.startsWith("./") || arg.startsWith("../") || arg.equals(".") || arg.equals("..")) {
                throw state.console.fatal("go: cannot use relative path " + arg + " to specify module");
            }
            int at = arg.indexOf('@');
            String path = at < 0 ? arg : arg.substring(0, at);
            String version = at < 0 ? "" : arg.substring(at + 1);
            boolean relative = version.equals("upgrade") || version.equals("patch");
            full |= arg.equals("all")
                    || arg.contains("...")
                    || (at < 0 || relative) && (rs.rootSelected(path) == null || rs.pruning == Pruning.UNPRUNED);
        }
        ModuleGraph mg = null;
        GoError error = null;
        if (full) {
            Roots.Expanded expanded = new Roots(state).expand(rs);
            rs = expanded.requirements();
            mg = expanded.graph();
            error = expanded.error();
        }
        var list = new ArrayList<Info>();
        var seen = new HashSet<ModuleVersion>();
        if (arguments.isEmpty()) {
            list.add(info(rs, state.mainVersion()));
        }
        for (String arg : arguments) {
            add(arg, rs, mg, error, list, seen);
        }
        list.forEach(this::complete);
        if (error == null) {
            state.requirements = rs;
        }
        return new Result(list, error);
    }

    private void add(
            String arg,
            Requirements rs,
            @Nullable ModuleGraph mg,
            @Nullable GoError error,
            List<Info> list,
            HashSet<ModuleVersion> seen) {
        int at = arg.indexOf('@');
        if (at >= 0) {
            query(arg.substring(0, at), arg.substring(at + 1), rs, mg, list);
            return;
        }
        if (!arg.equals("all") && !arg.contains("...")) {
            String v = mg == null ? rs.rootSelected(arg) : mg.selected(arg);
            if (v != null && !v.equals("none")) {
                list.add(info(rs, new ModuleVersion(arg, v)));
            } else if (error == null) {
                var info = new Info(arg, "");
                if (state.isVendor()) {
                    info.error = new ModuleError(
                                    arg,
                                    "",
                                    GoError.of(
                                            "can't resolve module using the vendor directory\n\t(Use -mod=mod or -mod=readonly to bypass.)"))
                            .text();
                } else if (!mode.versions) {
                    info.error = new ModuleError(arg, "", GoError.of("not a known dependency")).text();
                }
                list.add(info);
            }
            return;
        }
        var pattern = new PathPattern(arg.equals("all") ? "..." : arg);
        boolean any = false;
        for (ModuleVersion m : mg == null ? List.<ModuleVersion>of() : mg.buildList()) {
            if (!Versions.isToolchain(m.path()) && pattern.matches(m.path()) && seen.add(m)) {
                list.add(info(rs, m));
                any = true;
            }
        }
        if (!any) {
            state.console.message("warning: pattern \"" + arg + "\" matched no module dependencies");
        }
    }

    private void query(String path, String version, Requirements rs, @Nullable ModuleGraph mg, List<Info> list) {
        String current = mg == null ? rs.rootSelected(path) : mg.selected(path);
        boolean any = VersionQuery.isRevision(path, version) || mode.retracted;
        try {
            String found = state.query
                    .query(path, version, current == null ? "" : current, any ? Allowed.ANY : state.allowed::check)
                    .version();
            list.add(checked(new Info(path, found)));
        } catch (GoError e) {
            var info = new Info(path, version);
            info.error = e instanceof QueryErrors.NoMatchingVersion
                    ? new ModuleError(path, "", e).text()
                    : e.has(ModuleError.class) ? e.text() : new ModuleError(path, version, e).text();
            list.add(info);
        }
    }

    /** Asks for the version's own data, which must be there. */
    private Info checked(Info info) {
        if (!info.version.isEmpty() && !Versions.isToolchain(info.path)) {
            try {
                state.query.query(info.path, info.version, "", Allowed.ANY);
            } catch (GoError e) {
                info.error = e.text();
            }
        }
        return info;
    }

    private Info info(Requirements rs, ModuleVersion m) {
        var info = new Info(m.path(), m.version());
        if (m.version().isEmpty() && state.isMain(m.path())) {
            info.main = true;
            return info;
        }
        ModuleVersion r = state.replacement(m);
        if (r == null) {
            return state.isVendor() ? info : checked(info);
        }
        info.replace = new Info(r.path(), r.version());
        if (!state.isVendor()) {
            checked(info.replace);
        }
        return info;
    }

    private void complete(Info info) {
        if (mode.equals(Mode.PLAIN) || !info.error.isEmpty() && !mode.versions) {
            return;
        }
        var m = new ModuleVersion(info.path, info.version);
        try {
            if (mode.updates && !info.version.isEmpty()) {
                info.update = update(m);
            }
            if (mode.versions) {
                info.versions = state.query.versions(
                        info.path, mode.retractedVersions ? state.allowed::checkExclusions : state.allowed::check);
            }
            if (mode.retracted && !info.version.isEmpty()) {
                List<String> why = state.allowed.retraction(m);
                info.retracted = why == null ? List.of() : why;
            }
            if (mode.deprecated) {
                info.deprecated = deprecation(m);
            }
        } catch (GoError e) {
            if (info.error.isEmpty()) {
                info.error = e.text();
            }
        }
        if (info.replace != null) {
            complete(info.replace);
        }
    }

    private @Nullable String update(ModuleVersion m) {
        try {
            String v = state.query
                    .query(m.path(), "upgrade", m.version(), state.allowed::check)
                    .version();
            return Versions.compare(m.path(), v, m.version()) > 0 ? v : null;
        } catch (GoError e) {
            if (e.isNotExist() || e.isDisallowed() || e.has(QueryErrors.NoMatchingVersion.class)) {
                return null;
            }
            throw e;
        }
    }

    private String deprecation(ModuleVersion m) {
        try {
            return state.allowed.deprecation(m);
        } catch (GoError e) {
            if (e.isNotExist() || e.has(QueryErrors.NoMatchingVersion.class)) {
                return "";
            }
            throw e;
        }
    }
}
