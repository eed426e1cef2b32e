package dev.gopherscope.golang.vet;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.SourceFile;
import dev.gopherscope.golang.types.Builtin;
import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.Info;
import dev.gopherscope.golang.types.Interface;
import dev.gopherscope.golang.types.Obj;
import dev.gopherscope.golang.types.Selection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which calls never return: panic, some functions of the library, and functions of the file whose flow reaches no return. Follows
 * {@code golang.org/x/tools/go/analysis/passes/ctrlflow}.
 */
final class NoReturn {
    /**
     * Functions of recorded packages that never return. Vet derives them from {@code syscall.Exit}, {@code runtime.Goexit} and panic; here
     * they are as go1.26.8 vet took them.
     */
    private static final Set<String> LIBRARY = Set.of(
            "syscall.Exit",
            "runtime.Goexit",
            "os.Exit",
            "log.Fatal",
            "log.Fatalf",
            "log.Fatalln",
            "log.Panic",
            "log.Panicf",
            "log.Panicln",
            "(*log.Logger).Fatal",
            "(*log.Logger).Fatalf",
            "(*log.Logger).Fatalln",
            "(*log.Logger).Panic",
            "(*log.Logger).Panicf",
            "(*log.Logger).Panicln");

    private final Info info;
    private final Map<Func, Decl.Func> declared = new IdentityHashMap<>();
    private final Map<Func, ControlFlow> flows = new IdentityHashMap<>();
    private final Map<Func, Boolean> begun = new IdentityHashMap<>();

    NoReturn(SourceFile file, Info info) {
        this.info = info;
        for (Decl d : file.decls) {
            if (d instanceof Decl.Func f && info.def(f.name) instanceof Func func) {
                declared.put(func, f);
            }
        }
        file.decls.forEach(d -> {
            if (d instanceof Decl.Func f && info.def(f.name) instanceof Func func) {
                follow(func, f);
            }
        });
    }

    /** The flow of a declared function; null if it has no body. */
    @Nullable
    ControlFlow flow(Decl.Func f) {
        return info.def(f.name) instanceof Func func ? flows.get(func) : null;
    }

    /** Functions that call each other in a circle are cut where they were met again: those count as returning. */
    private void follow(Func func, Decl.Func f) {
        if (begun.put(func, true) == null && f.body != null) {
            flows.put(func, new ControlFlow(f.body, this::mayReturn));
        }
    }

    /** Whether a call may return. */
    boolean mayReturn(Expr.Call call) {
        if (call.fun instanceof Expr.Name name
                && info.use(name) instanceof Builtin b
                && b.builtinId() == Builtin.Id.PANIC) {
            return false;
        }
        Func callee = callee(call);
        if (callee == null) {
            return true;
        }
        Decl.Func own = declared.get(callee);
        if (own == null) {
            return !LIBRARY.contains(callee.fullName());
        }
        follow(callee, own);
        ControlFlow flow = flows.get(callee);
        return flow == null || !flow.neverReturns();
    }

    /** The function or method that a call names; null if only the run can tell. */
    private @Nullable Func callee(Expr.Call call) {
        Expr fun = Expr.unparen(call.fun);
        if (fun instanceof Expr.Index index) {
            fun = Expr.unparen(index.x);
        }
        Obj named = switch (fun) {
            case Expr.Name name -> info.use(name);
            case Expr.Selector x -> {
                Selection selected = info.selection(x);
                yield selected == null
                        ? info.use(x.sel)
                        : selected.kind() == Selection.Kind.METHOD_VAL
                                        && !(selected.obj() instanceof Func f
                                                && f.signature().recv() != null
                                                && f.signature().recv().type().underlying() instanceof Interface)
                                ? selected.obj()
                                : null;
            }
            default -> null;
        };
        return named instanceof Func f ? f.origin() : null;
    }
}
