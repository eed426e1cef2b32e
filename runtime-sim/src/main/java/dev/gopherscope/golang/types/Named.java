package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A defined type, generic or not, or an instance of a generic one. Instances are expanded when they are asked for, so that recursive
 * ones end. Follows {@code types2/named.go}.
 */
public final class Named implements Type {
    /** Fills in an imported type when it is used first. */
    public interface Loader {
        void load(Named named);
    }

    private record Inst(Named orig, List<Type> typeArgs) {}

    @Nullable
    Checker check;

    private final TypeName obj;
    private final @Nullable Inst inst;

    @Nullable
    Context context;

    private @Nullable Loader loader;
    private boolean unpacked;
    /** The type on the right of its declaration; null while that is not known. */
    @Nullable
    Type rhs;

    private List<TypeParam> typeParams = List.of();
    private @Nullable Type underlying;
    private List<@Nullable Func> methods = new ArrayList<>();
    /** Whether it does not contain itself; null while that is not known. */
    @Nullable
    Boolean finite;

    /** A type without underlying type yet. */
    public Named(TypeName obj) {
        this(null, obj);
    }

    Named(@Nullable Checker check, TypeName obj) {
        this.check = check;
        this.obj = obj;
        this.inst = null;
        if (obj.type == null) {
            obj.type = this;
        }
        if (check != null) {
            check.needsCleanup(this);
        }
    }

    /** A type that is loaded when it is used. */
    public Named(TypeName obj, Loader loader) {
        this(null, obj);
        this.loader = loader;
    }

    /** An instance. */
    Named(@Nullable Checker check, Pos pos, Named orig, List<Type> typeArgs, @Nullable Named expanding) {
        this.check = check;
        this.obj = new TypeName(pos, orig.obj.pkg(), orig.obj.name(), null);
        this.obj.type = this;
        this.inst = new Inst(orig, typeArgs);
        if (expanding != null && expanding.obj().pkg() == obj.pkg()) {
            this.context = expanding.context;
        }
        if (check != null) {
            check.needsCleanup(this);
        }
    }

    public TypeName obj() {
        return inst == null ? obj : inst.orig.obj;
    }

    /** The name of this very type: of an instance another one than that of its generic type. */
    TypeName ownObj() {
        return obj;
    }

    public boolean isInstance() {
        return inst != null;
    }

    /** The generic type of an instance, or itself. */
    public Named origin() {
        return inst == null ? this : inst.orig;
    }

    public List<Type> typeArgs() {
        return inst == null ? List.of() : inst.typeArgs;
    }

    public List<TypeParam> typeParams() {
        unpack();
        return typeParams;
    }

    public void setTypeParams(List<TypeParam> list) {
        typeParams = TypeParam.bind(list);
    }

    public void setUnderlying(Type u) {
        unpacked = true;
        rhs = u;
        underlying = u;
    }

    private void unpack() {
        if (unpacked) {
            return;
        }
        unpacked = true;
        if (inst != null) {
            inst.orig.unpack();
            typeParams = inst.orig.typeParams;
            rhs = expandRhs(inst);
        } else if (loader != null) {
            Loader l = loader;
            loader = null;
            l.load(this);
        }
    }

    /** The right side of the declaration, with type arguments filled in. */
    @Nullable
    Type rhs() {
        unpack();
        return rhs;
    }

    @Nullable
    Type underlyingOrNull() {
        return underlying;
    }

    @Override
    public Type underlying() {
        unpack();
        if (underlying == null) {
            resolveUnderlying();
        }
        return Objects.requireNonNullElse(underlying, Basic.INVALID);
    }

    private void resolveUnderlying() {
        List<Named> path = new ArrayList<>();
        Type u = null;
        Type t = this;
        while (u == null) {
            switch (t) {
                case null -> {
                    return;
                }
                case Alias a -> t = a.actual();
                case Named n -> {
                    if (n.underlying != null) {
                        u = n.underlying;
                    } else if (path.contains(n)) {
                        u = Basic.INVALID;
                    } else {
                        path.add(n);
                        n.unpack();
                        t = n.rhs;
                    }
                }
                default -> u = t;
            }
        }
        for (Named n : path) {
            n.underlying = u;
        }
    }

    /** Explicitly declared methods in the order of the source. */
    public int numMethods() {
        origin().unpack();
        return origin().methods.size();
    }

    public Func method(int i) {
        unpack();
        if (inst == null) {
            return Objects.requireNonNull(methods.get(i));
        }
        Named orig = inst.orig;
        while (methods.size() < orig.methods.size()) {
            methods.add(null);
        }
        Func m = methods.get(i);
        if (m == null) {
            m = expandMethod(inst, orig.method(i));
            methods.set(i, m);
        }
        return m;
    }

    public void addMethod(Func m) {
        unpack();
        if (methodIndex(m.name(), false) < 0) {
            methods.add(m);
        }
    }

    int methodIndex(String name, boolean foldCase) {
        if (!name.equals("_")) {
            for (int i = 0; i < methods.size(); i++) {
                String n = Objects.requireNonNull(methods.get(i)).name();
                if (foldCase ? n.equalsIgnoreCase(name) : n.equals(name)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Index of the method, -1 if it has none of that name that the package can see. */
    int lookupMethod(@Nullable Package pkg, String name, boolean foldCase) {
        unpack();
        if (foldCase || Obj.isExported(name) || Package.same(obj.pkg(), pkg)) {
            origin().unpack();
            return origin().methodIndex(name, foldCase);
        }
        return -1;
    }

    private Func expandMethod(Inst in, Func origm) {
        if (check != null) {
            check.decls.objDecl(origm);
        }
        Signature origSig = origm.signature();
        Var recv = Objects.requireNonNull(origSig.recv);
        if (Predicates.deref(recv.type()).type() == this) {
            return origm;
        }
        Signature sig = origSig;
        if (origSig.recvTypeParams.size() == in.typeArgs.size()) {
            Context ctxt = check != null ? check.context : null;
            sig = (Signature) new Subst(check, Subst.map(origSig.recvTypeParams, in.typeArgs), this, ctxt)
                    .at(origm.pos())
                    .type(origSig);
        }
        if (sig == origSig) {
            sig = origSig.copy();
        }
        sig.recv = recv.withType(origm.hasPtrRecv() ? new Pointer(this) : this);
        return origm.withType(sig);
    }

    Context ownContext() {
        if (context == null) {
            context = new Context();
        }
        return context;
    }

    private @Nullable Type expandRhs(Inst in) {
        Context own = ownContext();
        if (in.typeArgs.size() != in.orig.typeParams.size()) {
            return Basic.INVALID;
        }
        own.update(own.hash(in.orig, in.typeArgs), in.orig, in.typeArgs, this);
        Type origRhs = in.orig.rhs;
        if (origRhs == null) {
            return null;
        }
        Context ctxt = check != null ? check.context : own;
        Type t = new Subst(check, Subst.map(in.orig.typeParams, in.typeArgs), this, ctxt)
                .at(obj.pos())
                .type(origRhs);
        if (t instanceof Interface iface) {
            List<Func> own2 = Subst.replaceRecv(iface.methods, in.orig, this);
            if (own2 != iface.methods) {
                if (iface == origRhs) {
                    Interface crafted = new Interface(check);
                    crafted.complete = true;
                    crafted.embeddeds = iface.embeddeds;
                    iface = crafted;
                }
                iface.methods = own2;
                iface.tset = null;
                return iface;
            }
        }
        return t;
    }

    void cleanup() {
        if (inst == null) {
            underlying();
        }
        check = null;
    }

    @Override
    public String toString() {
        return TypeWriter.toString(this, null);
    }
}
