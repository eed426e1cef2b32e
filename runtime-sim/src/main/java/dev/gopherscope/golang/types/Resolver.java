package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Operator;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import dev.gopherscope.golang.syntax.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what the files declare at package level. Follows {@code types2/resolver.go}. */
final class Resolver {
    private record Method(Func obj, boolean pointer, Expr.Name recv) {}

    private final Checker c;
    private final List<PkgName> imports = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();

    Resolver(Checker check) {
        this.c = check;
    }

    void collect(List<SourceFile> files) {
        List<Scope> fileScopes = new ArrayList<>();
        for (SourceFile file : files) {
            c.env.version = c.versionOf(file);
            c.info.defs.put(file.packageName, null);
            Scope scope = new Scope(c.pkg.scope(), Positions.start(file), file.eof);
            fileScopes.add(scope);
            c.info.scopes.put(file, scope);
            Decls.ConstGroup group = new Decls.ConstGroup();
            for (int i = 0; i < file.decls.size(); i++) {
                Decl decl = file.decls.get(i);
                group.next(decl, i);
                switch (decl) {
                    case Decl.Import d -> importDecl(scope, d);
                    case Decl.Const d -> consts(scope, d, group);
                    case Decl.Var d -> vars(scope, d);
                    case Decl.Type d -> {
                        DeclInfo info = new DeclInfo(scope, c.env.version);
                        info.typeDecl = d;
                        declarePkgObj(d.name, new TypeName(d.name.pos(), c.pkg, d.name.value, null), info);
                    }
                    case Decl.Func d -> func(scope, d);
                }
            }
        }
        for (Scope scope : fileScopes) {
            for (String name : scope.names()) {
                Obj alt = c.pkg.scope().lookup(name);
                if (alt != null) {
                    clash(alt, Objects.requireNonNull(scope.lookup(name)));
                }
            }
        }
        for (Method m : methods) {
            Base base = baseTypeName(m.pointer, m.recv);
            if (base != null) {
                m.obj.ptrRecv = base.pointer;
                c.methods.computeIfAbsent(base.name, n -> new ArrayList<>()).add(m.obj);
            }
        }
    }

    private void clash(Obj alt, Obj obj) {
        if (obj instanceof PkgName p) {
            c.newError()
                    .add(alt.pos(), "%s already declared through import of %s", alt.name(), p.imported())
                    .otherDeclaration(p)
                    .report();
        } else {
            c.newError()
                    .add(alt.pos(), "%s already declared through dot-import of %s", alt.name(), obj.pkg())
                    .otherDeclaration(obj)
                    .report();
        }
    }

    private void declarePkgObj(Expr.Name name, Obj obj, DeclInfo info) {
        if (name.value.equals("init")) {
            c.error(name, "cannot declare init - must be func");
            return;
        }
        if (name.value.equals("main") && c.pkg.name().equals("main")) {
            c.error(name, "cannot declare main - must be func");
            return;
        }
        c.decls.declare(c.pkg.scope(), name, obj, Pos.NONE);
        note(obj, info);
    }

    private void note(Obj obj, DeclInfo info) {
        c.objMap.put(obj, info);
        c.objList.add(obj);
        obj.order = c.objList.size();
    }

    private void importDecl(Scope fileScope, Decl.Import d) {
        if (d.path.bad) {
            return;
        }
        String path = Literals.unquote(d.path.value);
        String wrong = path == null ? "invalid syntax" : pathError(path);
        if (path == null || wrong != null) {
            c.error(d.path, "invalid import path (%s)", wrong);
            return;
        }
        Package imp = path.equals("unsafe") ? Universe.UNSAFE : c.importer.importPackage(path);
        if (imp == null) {
            c.error(d.path, "could not import %s (package not found)", path);
            imp = new Package(path, path.substring(path.lastIndexOf('/') + 1));
            imp.fake = true;
        }
        String name = d.localName != null ? d.localName.value : imp.name();
        if (name.equals("init")) {
            c.error(d, "cannot import package as init - init must be a func");
            return;
        }
        if (!c.pkg.imports().contains(imp)) {
            c.pkg.imports().add(imp);
        }
        PkgName pkgName = new PkgName(d.pos(), c.pkg, name, imp);
        if (d.localName != null) {
            c.info.defs.put(d.localName, pkgName);
        } else {
            c.info.implicits.put(d, pkgName);
        }
        if (imp.fake) {
            c.usedPkgNames.add(pkgName);
        }
        imports.add(pkgName);
        if (name.equals(".")) {
            dotImport(fileScope, d, imp, pkgName);
        } else {
            c.decls.declare(fileScope, null, pkgName, Pos.NONE);
        }
    }

    private static @Nullable String pathError(String path) {
        if (path.isEmpty()) {
            return "empty string";
        }
        for (int i = 0; i < path.length(); i++) {
            char ch = path.charAt(i);
            if (ch <= ' ' || ch >= 0x7F || "!\"#$%&'()*,:;<=>?[\\]^{|}`".indexOf(ch) >= 0) {
                return "invalid character U+" + String.format("%04X", (int) ch)
                        + (ch >= ' ' && ch < 0x7F ? " '" + ch + "'" : "");
            }
        }
        return null;
    }

    private void dotImport(Scope fileScope, Decl.Import d, Package imp, PkgName pkgName) {
        for (String n : imp.scope().names()) {
            if (!Obj.isExported(n)) {
                continue;
            }
            Obj alt = fileScope.lookup(n);
            if (alt != null) {
                c.newError()
                        .add(Objects.requireNonNull(d.localName), "%s redeclared in this block", alt.name())
                        .otherDeclaration(alt)
                        .report();
            } else {
                fileScope.insert(Objects.requireNonNull(imp.scope().lookup(n)));
                c.dotImports
                        .computeIfAbsent(fileScope, s -> new java.util.HashMap<>())
                        .put(n, pkgName);
            }
        }
    }

    private void consts(Scope scope, Decl.Const d, Decls.ConstGroup group) {
        List<Expr> values = group.values();
        for (int i = 0; i < d.names.size(); i++) {
            Expr.Name name = d.names.get(i);
            DeclInfo info = new DeclInfo(scope, c.env.version);
            info.typeExpr = group.type();
            info.init = i < values.size() ? values.get(i) : null;
            info.inherited = group.inherited();
            declarePkgObj(name, new Const(name.pos(), c.pkg, name.value, null, group.iota()), info);
        }
        c.decls.arity(d.pos(), d.names, values, true, group.inherited());
    }

    private void vars(Scope scope, Decl.Var d) {
        List<Expr> values = Expr.unpackList(d.values);
        List<Var> lhs = new ArrayList<>();
        DeclInfo common = null;
        if (!(d.values instanceof Expr.ListExpr)) {
            common = new DeclInfo(scope, c.env.version);
            common.lhs = lhs;
            common.typeExpr = d.type;
            common.init = d.values;
        }
        for (Expr.Name name : d.names) {
            lhs.add(new Var(Var.Kind.PACKAGE, name.pos(), c.pkg, name.value, null));
        }
        for (int i = 0; i < lhs.size(); i++) {
            DeclInfo info = common;
            if (info == null) {
                info = new DeclInfo(scope, c.env.version);
                info.typeExpr = d.type;
                info.init = i < values.size() ? values.get(i) : null;
            }
            declarePkgObj(d.names.get(i), lhs.get(i), info);
        }
        if (d.type == null || !values.isEmpty()) {
            c.decls.arity(d.pos(), d.names, values, false, false);
        }
    }

    private void func(Scope scope, Decl.Func d) {
        String name = d.name.value;
        Func obj = new Func(d.name.pos(), c.pkg, name, null);
        boolean typeParamError = false;
        if (d.recv == null) {
            if (name.equals("init") || name.equals("main") && c.pkg.name().equals("main")) {
                if (!d.typeParams.isEmpty()) {
                    c.softError(d.typeParams.getFirst(), "func %s must have no type parameters", name);
                    typeParamError = true;
                }
                if (!d.type.params.isEmpty() || !d.type.results.isEmpty()) {
                    c.softError(d.name, "func %s must have no arguments and no return values", name);
                }
            }
            if (name.equals("init")) {
                obj.parent = c.pkg.scope();
                c.info.defs.put(d.name, obj);
                if (d.body == null) {
                    c.softError(obj.pos(), "func init must have a body");
                }
            } else {
                c.decls.declare(c.pkg.scope(), d.name, obj, Pos.NONE);
            }
        } else {
            Signatures.Receiver r = c.signatures.unpack(d.recv.type, false);
            if (r.base() instanceof Expr.Name base && !name.equals("_")) {
                methods.add(new Method(obj, r.pointer(), base));
            }
            c.info.defs.put(d.name, obj);
        }
        if (!d.typeParams.isEmpty() && !typeParamError) {
            c.verifyVersion(d.typeParams.getFirst(), GoVersion.GO1_18, "type parameter");
        }
        DeclInfo info = new DeclInfo(scope, c.env.version);
        info.funcDecl = d;
        note(obj, info);
    }

    private record Base(boolean pointer, TypeName name) {}

    /** The defined type that a receiver's name leads to through aliases. */
    private @Nullable Base baseTypeName(boolean isPointer, Expr.Name start) {
        Set<TypeName> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean pointer = isPointer;
        Expr.Name name = start;
        while (name != null) {
            if (!(c.pkg.scope().lookup(name.value) instanceof TypeName t) || !seen.add(t)) {
                return null;
            }
            DeclInfo info = c.objMap.get(t);
            Decl.Type decl = info == null ? null : info.typeDecl;
            if (decl == null) {
                return null;
            }
            if (!decl.alias) {
                return new Base(pointer, t);
            }
            if (!decl.typeParams.isEmpty()) {
                return null;
            }
            Expr type = Expr.unparen(decl.type);
            if (type instanceof Expr.Operation o && o.op == Operator.MUL && o.y == null) {
                if (pointer) {
                    return null;
                }
                pointer = true;
                type = Expr.unparen(o.x);
            }
            name = type instanceof Expr.Name n ? n : null;
        }
        return null;
    }

    /** Checks all objects: types, then aliases, then the rest. */
    void packageObjects() {
        for (Obj obj : c.objList) {
            if (obj instanceof TypeName t && t.type != null) {
                c.decls.collectMethods(t);
            }
        }
        List<Obj> aliases = new ArrayList<>();
        List<Obj> others = new ArrayList<>();
        for (Obj obj : c.objList) {
            if (!(obj instanceof TypeName)) {
                others.add(obj);
            } else if (Objects.requireNonNull(Objects.requireNonNull(c.objMap.get(obj)).typeDecl).alias) {
                aliases.add(obj);
            } else {
                c.decls.objDecl(obj);
            }
        }
        aliases.forEach(c.decls::objDecl);
        others.forEach(c.decls::objDecl);
        c.methods.clear();
    }

    void unusedImports() {
        for (PkgName p : imports) {
            if (p.name().equals("_") || c.usedPkgNames.contains(p)) {
                continue;
            }
            String path = p.imported().path();
            String last = path.substring(path.lastIndexOf('/') + 1);
            if (p.name().equals(".") || p.name().equals(last)) {
                c.softError(p.pos(), "%q imported and not used", path);
            } else {
                c.softError(p.pos(), "%q imported as %s and not used", path, p.name());
            }
        }
    }
}
