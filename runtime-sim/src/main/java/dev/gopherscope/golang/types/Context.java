package dev.gopherscope.golang.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instances that exist already, so that the same type arguments give the same type. Follows {@code types2/context.go}. */
final class Context {
    private record Entry(Type orig, List<Type> typeArgs, Type instance) {}

    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final Map<Type, Integer> ids = new IdentityHashMap<>();

    /** A text that identical instances share. */
    String hash(Type orig, List<Type> typeArgs) {
        TypeWriter w = TypeWriter.hasher(this);
        w.raw(Integer.toString(id(orig)));
        w.type(orig);
        w.typeList(typeArgs);
        return w.toString();
    }

    @Nullable
    Type lookup(String hash, Type orig, List<Type> typeArgs) {
        for (Entry e : entries.getOrDefault(hash, List.of())) {
            if (Identity.allIdentical(typeArgs, e.typeArgs) && Predicates.identical(orig, e.orig)) {
                return e.instance;
            }
        }
        return null;
    }

    /** Notes the instance unless there is an identical one. @return the one that is kept */
    Type update(String hash, Type orig, List<Type> typeArgs, Type instance) {
        List<Entry> list = entries.computeIfAbsent(hash, h -> new ArrayList<>());
        for (Entry e : list) {
            if (Predicates.identical(instance, e.instance)) {
                return e.instance;
            }
        }
        list.add(new Entry(orig, typeArgs, instance));
        return instance;
    }

    int id(Type t) {
        return ids.computeIfAbsent(t, x -> ids.size());
    }
}
