package dev.gopherscope.golang.types;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A type parameter of a generic type or function. Follows {@code types2/typeparam.go}. */
public final class TypeParam implements Type {
    @Nullable
    Checker check;

    private final TypeName obj;
    private int index = -1;

    @Nullable
    Type bound;

    TypeParam(@Nullable Checker check, TypeName obj, @Nullable Type constraint) {
        this.check = check;
        this.obj = obj;
        this.bound = constraint;
        if (obj.type == null) {
            obj.type = this;
        }
        if (check != null) {
            check.needsCleanup(this);
        }
    }

    /** A type parameter outside a checker, for instance of an imported package. */
    public TypeParam(TypeName obj, @Nullable Type constraint) {
        this(null, obj, constraint);
    }

    static List<TypeParam> bind(List<TypeParam> list) {
        for (int i = 0; i < list.size(); i++) {
            list.get(i).index = i;
        }
        return list;
    }

    public TypeName obj() {
        return obj;
    }

    /** Place in its list, from 0; -1 if it is in none. */
    public int index() {
        return index;
    }

    public Type constraint() {
        return java.util.Objects.requireNonNull(bound);
    }

    public void setConstraint(Type constraint) {
        bound = constraint;
    }

    @Override
    public Type underlying() {
        return iface();
    }

    void cleanup() {
        iface();
        check = null;
    }

    /** The constraint as an interface; a constraint that is no interface is wrapped into an implicit one. */
    Interface iface() {
        Type b = constraint();
        Type u = b.underlying();
        if (u == Basic.INVALID) {
            return Interface.emptyInterface();
        }
        Interface ityp;
        if (u instanceof Interface i) {
            if (Predicates.isTypeParam(b)) {
                return Interface.emptyInterface();
            }
            ityp = i;
        } else {
            ityp = new Interface(null, List.of(), List.of(b));
            ityp.implicit = true;
            bound = ityp;
        }
        if (ityp.tset == null) {
            Named n = Predicates.asNamed(b);
            TypeSet.compute(check, n != null ? n.obj().pos() : obj.pos(), ityp);
        }
        return ityp;
    }

    /** Whether the predicate holds for all terms; it is called once with null if there is no specific type. */
    boolean is(Predicate<@Nullable Term> f) {
        return iface().typeSet().is(f);
    }

    /** Whether the predicate holds for all types and their underlying types; called with nulls if there is no specific type. */
    boolean typeset(BiPredicate<@Nullable Type, @Nullable Type> f) {
        return iface().typeSet().all(f);
    }

    @Override
    public String toString() {
        return TypeWriter.toString(this, null);
    }
}
