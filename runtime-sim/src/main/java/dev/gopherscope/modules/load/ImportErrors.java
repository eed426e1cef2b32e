package dev.gopherscope.modules.load;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.PseudoVersion;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a package can't be had from exactly one module. Texts as in {@code modload/import.go}. */
@SuppressWarnings("serial")
public final class ImportErrors {
    private ImportErrors() {}

    /** No module provides the package. */
    public static final class Missing extends GoError {
        private Missing(String text, @Nullable GoError cause) {
            super(text, cause);
        }

        /** A package by its form of the standard library, which is not there. */
        static Missing ofStd(String path) {
            return new Missing("package " + path + " is not in std", null);
        }

        /** Looked for everywhere, or nowhere because that was not allowed. */
        static Missing ofQuery(String path, GoError cause) {
            return new Missing("cannot find module providing package " + path + ": " + cause.text(), cause);
        }

        /** Not in the build list. */
        static Missing of(String path, State state) {
            boolean mayLook =
                    state.mode == State.Mode.MOD || state.mode == State.Mode.READONLY && state.allowMissingImports;
            return new Missing(
                    mayLook
                            ? "cannot find module providing package " + path
                            : "no required module provides package " + path + "; to add it:\n\tgo get " + path,
                    null);
        }

        static Missing ofReplaced(String path, ModuleVersion replaced) {
            String argument = PseudoVersion.isZero(replaced.version()) ? replaced.path() : replaced.toString();
            return new Missing(
                    "module " + replaced.path() + " provides package " + path
                            + " and is replaced but not required; to add it:\n\tgo get " + argument,
                    null);
        }

        static Missing ofOlder(String path, ModuleVersion latest, String current) {
            return new Missing(
                    "package " + path + " provided by " + latest.path() + " at latest version " + latest.version()
                            + " but not at required version " + current,
                    null);
        }
    }

    /** Two modules provide the package. */
    public static final class Ambiguous extends GoError {
        private final List<ModuleVersion> modules;

        Ambiguous(String path, List<ModuleVersion> modules, List<String> folders) {
            super(text(path, modules, folders), null);
            this.modules = List.copyOf(modules);
        }

        /** In vendor mode only folders are known. */
        Ambiguous(String path, List<String> folders) {
            super(
                    "ambiguous import: found package " + path + " in multiple directories:"
                            + folders.stream().map(f -> "\n\t" + f).collect(Collectors.joining()),
                    null);
            this.modules = List.of();
        }

        private static String text(String path, List<ModuleVersion> modules, List<String> folders) {
            var text = new StringBuilder("ambiguous import: found package " + path + " in multiple modules:");
            for (int i = 0; i < modules.size(); i++) {
                ModuleVersion m = modules.get(i);
                text.append("\n\t")
                        .append(m.path())
                        .append(m.version().isEmpty() ? "" : " " + m.version())
                        .append(" (" + folders.get(i) + ")");
            }
            return text.toString();
        }

        public List<ModuleVersion> modules() {
            return modules;
        }
    }

    /** The main module imports from a module that its go.mod does not list. */
    static final class Implicit extends GoError {
        Implicit(String importer, String imported, ModuleVersion module) {
            super(
                    "package " + importer + " imports " + imported
                            + " from implicitly required module; to add missing requirements, run:\n\tgo get " + module,
                    null);
        }
    }

    /** go.sum lacks what is needed to look into modules. Who imports is known only later. */
    static final class MissingSum extends GoError {
        private final String path;
        private final List<ModuleVersion> modules;
        private final boolean found;
        private String importer = "";
        private String importerVersion = "";
        private boolean importerIsTest;

        MissingSum(String path, List<ModuleVersion> modules, boolean found) {
            super("missing go.sum entry", null);
            this.path = path;
            this.modules = List.copyOf(modules);
            this.found = found;
        }

        void setImporter(String name, String version, boolean isTest) {
            importer = name;
            importerVersion = version;
            importerIsTest = isTest;
        }

        @Override
        public String text() {
            String by = importer.isEmpty() ? "" : " (imported by " + importer + ")";
            String message = found
                    ? "missing go.sum entry needed to verify package " + path + by
                            + " is provided by exactly one module"
                    : "missing go.sum entry for module providing package " + path + by;
            if (importer.isEmpty()) {
                return modules.isEmpty()
                        ? message
                        : message + "; to add:\n\tgo mod download "
                                + modules.stream().map(ModuleVersion::path).collect(Collectors.joining(" "));
            }
            return message + "; to add:\n\tgo get" + (importerIsTest ? " -t" : "") + " " + importer
                    + (importerVersion.isEmpty() ? "" : "@" + importerVersion);
        }
    }
}
