package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A block: names and the block around it. Follows {@code types2/scope.go}. */
public final class Scope {
    private final @Nullable Scope parent;
    private final List<Scope> children = new ArrayList<>();
    private final TreeMap<String, Object> elems = new TreeMap<>();
    private final Pos pos;
    private final Pos end;
    boolean isFunc;

    private record Lazy(Supplier<Obj> resolve) {}

    public Scope(@Nullable Scope parent, Pos pos, Pos end) {
        this.parent = parent;
        this.pos = pos;
        this.end = end;
        if (parent != null && parent.parent != null) {
            parent.children.add(this);
        }
    }

    public @Nullable Scope parent() {
        return parent;
    }

    public List<Scope> children() {
        return children;
    }

    public Pos pos() {
        return pos;
    }

    public Pos end() {
        return end;
    }

    public boolean isEmpty() {
        return elems.isEmpty();
    }

    /** Names in the order of their bytes. */
    public List<String> names() {
        return List.copyOf(elems.keySet());
    }

    /** The object of that name in this scope, not in those around it. */
    public @Nullable Obj lookup(String name) {
        Object found = elems.get(name);
        if (found instanceof Lazy lazy) {
            Obj obj = lazy.resolve.get();
            if (obj.parent == null) {
                obj.parent = this;
            }
            elems.put(name, obj);
            return obj;
        }
        return (Obj) found;
    }

    /** The object of that name in this scope or the nearest one around it. */
    public @Nullable Obj lookupParent(String name) {
        for (Scope s = this; s != null; s = s.parent) {
            Obj obj = s.lookup(name);
            if (obj != null) {
                return obj;
            }
        }
        return null;
    }

    /** Puts the object in unless its name is taken. @return the one that has the name, or null */
    public @Nullable Obj insert(Obj obj) {
        Obj other = lookup(obj.name());
        if (other != null) {
            return other;
        }
        elems.put(obj.name(), obj);
        if (obj.parent == null) {
            obj.parent = this;
        }
        return null;
    }

    /** A name whose object is made when it is looked up first. */
    public void insertLazy(String name, Supplier<Obj> resolve) {
        elems.putIfAbsent(name, new Lazy(resolve));
    }

    List<Obj> lookupIgnoringCase(String name, boolean exportedOnly) {
        List<Obj> matches = new ArrayList<>();
        for (String n : names()) {
            if (n.equalsIgnoreCase(name) && (!exportedOnly || Obj.isExported(n))) {
                matches.add(java.util.Objects.requireNonNull(lookup(n)));
            }
        }
        return matches;
    }
}
