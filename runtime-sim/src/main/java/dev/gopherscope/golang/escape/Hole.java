package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.TypeShape;
import dev.gopherscope.golang.types.Type;
import org.jspecify.annotations.Nullable;

/** A place that a value flows into, with the dereferences on the way. Follows {@code escape/graph.go}. */
record Hole(Location dst, int derefs, Location.@Nullable Note notes, boolean addrTaken) {
    static Hole of(Location l) {
        return new Hole(l, 0, null, false);
    }

    Hole note(Node where, String why) {
        return new Hole(dst, derefs, new Location.Note(notes, where, why), addrTaken);
    }

    Hole shift(int delta) {
        if (derefs + delta < -1) {
            throw new IllegalStateException("address of an address");
        }
        return new Hole(dst, derefs + delta, notes, delta < 0);
    }

    Hole deref(Node where, String why) {
        return shift(1).note(where, why);
    }

    Hole addr(Node where, String why) {
        return shift(-1).note(where, why);
    }

    /** The value that an interface holds: behind a pointer unless it is one. */
    Hole dotType(Type t, Node where, String why) {
        Hole k = TypeShape.isInterface(t) || TypeShape.isDirect(t) ? this : shift(1);
        return k.note(where, why);
    }

    Hole to(Location l) {
        return new Hole(l, derefs, notes, addrTaken);
    }
}
