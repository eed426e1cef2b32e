package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Node;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The type checker of one package: what its parts share. Follows {@code Checker} in {@code types2/check.go}.
 */
public final class Checker {
    final Package pkg;
    final Info info;
    final Importer importer;
    final @Nullable GoVersion goVersion;
    private final Consumer<Diagnostic> errors;
    Context context = new Context();
    Environment env;

    final Map<Union, TypeSet> unionTypeSets = new IdentityHashMap<>();
    private final List<Runnable> cleaners = new ArrayList<>();
    private final List<Delayed> delayed = new ArrayList<>();
    private @Nullable Diagnostic firstError;
    private @Nullable Map<String, Set<String>> pathsByName;

    final Decls decls = new Decls(this);

    private record Delayed(@Nullable GoVersion version, Runnable action) {}

    Checker(Package pkg, Info info, Importer importer, @Nullable GoVersion goVersion, Consumer<Diagnostic> errors) {
        this.pkg = pkg;
        this.info = info;
        this.importer = importer;
        this.goVersion = goVersion;
        this.errors = errors;
        this.env = new Environment(pkg.scope());
    }

    void needsCleanup(Type t) {
        cleaners.add(
                switch (t) {
                    case Named n -> n::cleanup;
                    case Interface i -> i::cleanup;
                    case TypeParam p -> p::cleanup;
                    default -> throw new IllegalArgumentException(t.toString());
                });
    }

    void later(Runnable action) {
        delayed.add(new Delayed(env.version, action));
    }

    /** Runs what was put off since there were {@code from} actions, and what that puts off in turn. */
    void processDelayed(int from) {
        GoVersion saved = env.version;
        for (int i = from; i < delayed.size(); i++) {
            Delayed d = delayed.get(i);
            env.version = d.version;
            d.action.run();
        }
        delayed.subList(from, delayed.size()).clear();
        env.version = saved;
    }

    int delayedCount() {
        return delayed.size();
    }

    void cleanup() {
        for (int i = 0; i < cleaners.size(); i++) {
            cleaners.get(i).run();
        }
        cleaners.clear();
    }

    boolean hasErrors() {
        return firstError != null;
    }

    ErrorReport newError() {
        return new ErrorReport(this);
    }

    void error(Pos pos, String format, @Nullable Object... args) {
        newError().add(pos, format, args).report();
    }

    void error(Node at, String format, @Nullable Object... args) {
        error(Positions.start(at), format, args);
    }

    void error(Operand at, String format, @Nullable Object... args) {
        error(at.start(), format, args);
    }

    void softError(Pos pos, String format, @Nullable Object... args) {
        newError().soft().add(pos, format, args).report();
    }

    void softError(Node at, String format, @Nullable Object... args) {
        softError(Positions.start(at), format, args);
    }

    void handle(Diagnostic d) {
        Diagnostic placed = env.errpos.isKnown() ? new Diagnostic(env.errpos, d.message(), d.soft()) : d;
        if (firstError == null) {
            firstError = placed;
        }
        errors.accept(placed);
    }

    String sprintf(String format, @Nullable Object... args) {
        return Format.sprintf(this::qualify, format, args);
    }

    String sprintf(TypeError e) {
        return sprintf(e.format(), e.args());
    }

    /** What stands before a name of that package in messages: its name, its quoted path if the name is not unique. */
    String qualify(Package other) {
        if (other == pkg) {
            return "";
        }
        if (pathsByName == null) {
            pathsByName = new HashMap<>();
            noteImports(pathsByName, new HashSet<>(), pkg);
        }
        return pathsByName.getOrDefault(other.name(), Set.of()).size() > 1 ? "\"" + other.path() + "\"" : other.name();
    }

    private static void noteImports(Map<String, Set<String>> paths, Set<Package> seen, Package p) {
        if (seen.add(p)) {
            paths.computeIfAbsent(p.name(), n -> new HashSet<>()).add(p.path());
            p.imports().forEach(q -> noteImports(paths, seen, q));
        }
    }

    boolean allowVersion(GoVersion want) {
        return env.version == null || env.version.atLeast(want);
    }

    boolean verifyVersion(Pos at, GoVersion want, String format, @Nullable Object... args) {
        if (allowVersion(want)) {
            return true;
        }
        error(at, "%s requires %s or later", sprintf(format, args), want);
        return false;
    }

    boolean verifyVersion(Node at, GoVersion want, String format, @Nullable Object... args) {
        return verifyVersion(Positions.start(at), want, format, args);
    }

    /** Whether the type is a constraint interface of another package. */
    boolean isImportedConstraint(Type t) {
        Named n = Predicates.asNamed(t);
        return n != null
                && n.obj().pkg() != pkg
                && n.obj().pkg() != null
                && n.underlying() instanceof Interface i
                && !i.isMethodSet();
    }

    Scope openScope(Node node) {
        Scope s = new Scope(env.scope, node.pos(), Positions.end(node));
        info.scopes.put(node, s);
        env.scope = s;
        return s;
    }

    void closeScope() {
        env.scope = Objects.requireNonNull(env.scope.parent());
    }

    void record(Expr x, Mode mode, Type type, @Nullable Constant value) {
        if (mode != Mode.INVALID) {
            info.types.put(x, new TypeAndValue(mode, type, mode == Mode.CONSTANT ? value : null));
        }
    }

    Subst subst(List<TypeParam> params, List<? extends Type> args) {
        return new Subst(this, Subst.map(params, args), null, context);
    }
}
