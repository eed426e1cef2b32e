package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.DeepStack;
import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Node;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import dev.gopherscope.golang.syntax.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
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
    final Resolver resolver = new Resolver(this);
    final Cycles cycles = new Cycles(this);
    final TypeExprs typeExprs = new TypeExprs(this);
    final Signatures signatures = new Signatures(this);
    final Exprs exprs = new Exprs(this);
    final ConstRules consts = new ConstRules(this);
    final Assignability assignability = new Assignability(this);
    final Assignments assignments = new Assignments(this);
    final LiteralExprs literals = new LiteralExprs(this);
    final Indexes indexes = new Indexes(this);
    final Selectors selectors = new Selectors(this);
    final Calls calls = new Calls(this);
    final BuiltinCalls builtins = new BuiltinCalls(this);
    final Infer infer = new Infer(this);
    final Stmts stmts = new Stmts(this);
    final Mono mono = new Mono(this);

    /** Objects at package level in the order of the source, and methods. */
    final List<Obj> objList = new ArrayList<>();

    final Map<Obj, DeclInfo> objMap = new IdentityHashMap<>();
    /** Methods that were not yet given to their type. */
    final Map<TypeName, List<Func>> methods = new IdentityHashMap<>();

    final Map<Scope, Map<String, PkgName>> dotImports = new IdentityHashMap<>();
    final Set<Var> usedVars = Collections.newSetFromMap(new IdentityHashMap<>());
    final Set<PkgName> usedPkgNames = Collections.newSetFromMap(new IdentityHashMap<>());
    final Set<Named> validTypes = Collections.newSetFromMap(new IdentityHashMap<>());

    private record Delayed(@Nullable GoVersion version, Runnable action) {}

    Checker(Package pkg, Info info, Importer importer, @Nullable GoVersion goVersion, Consumer<Diagnostic> errors) {
        this.pkg = pkg;
        this.info = info;
        this.importer = importer;
        this.goVersion = goVersion;
        this.errors = errors;
        this.env = new Environment(pkg.scope());
    }

    /**
     * Checks the files of a package.
     *
     * @param goVersion the language version where a file names none; null for no limit
     * @param errors gets the errors in the order in which they are found
     */
    public static Package check(
            String path,
            List<SourceFile> files,
            Info info,
            Importer importer,
            @Nullable GoVersion goVersion,
            Consumer<Diagnostic> errors) {
        Package pkg = new Package(path, files.isEmpty() ? "" : files.getFirst().packageName.value);
        return DeepStack.call(() -> {
            new Checker(pkg, info, importer, goVersion, errors).files(files);
            return pkg;
        });
    }

    private void files(List<SourceFile> all) {
        List<SourceFile> files = new ArrayList<>();
        if (pkg.name().equals("_")) {
            error(all.getFirst().packageName, "invalid package name _");
        }
        for (SourceFile f : all) {
            if (f.packageName.value.equals(pkg.name())) {
                files.add(f);
                GoVersion v = GoVersion.parse(f.goVersion);
                if (v != null && v.compareTo(GoVersion.CURRENT) > 0) {
                    error(f.packageName, "file requires newer Go version %s", v);
                }
            } else {
                error(f, "package %s; expected package %s", f.packageName.value, pkg.name());
            }
        }
        resolver.collect(files);
        cycles.directCycles();
        resolver.packageObjects();
        processDelayed(0);
        cleanup();
        new InitOrder(this).run();
        resolver.unusedImports();
        exprs.recordUntyped();
        if (!hasErrors()) {
            mono.check();
        }
        pkg.goVersion = goVersion == null ? "" : goVersion.toString();
        pkg.markComplete();
    }

    /** The language version of a file: what its build line asks for, but at least 1.21, or that of the package. */
    @Nullable
    GoVersion versionOf(SourceFile file) {
        GoVersion own = GoVersion.parse(file.goVersion);
        if (own == null) {
            return goVersion;
        }
        return own.atLeast(GoVersion.GO1_21) ? own : GoVersion.GO1_21;
    }

    /** Notes that the declaration being checked needs the object. */
    void addDependency(Obj to) {
        if (env.decl != null && objMap.containsKey(to)) {
            env.decl.deps.add(to);
        }
    }

    @Nullable
    PkgName dotImport(Scope scope, String name) {
        Map<String, PkgName> names = dotImports.get(scope);
        return names == null ? null : names.get(name);
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
