package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import org.jspecify.annotations.Nullable;

/** A declared function or a method, also of an interface. */
public final class Func extends Obj {
    boolean ptrRecv;
    private @Nullable Func origin;
    private String escapeTags = "";
    private String inlineNote = "";

    public Func(Pos pos, @Nullable Package pkg, String name, @Nullable Signature sig) {
        super(pos, pkg, name, sig);
    }

    public Signature signature() {
        return (Signature) type();
    }

    /** The same method of an instance of a generic type. */
    Func withType(Type t) {
        Func f = new Func(pos(), pkg(), name(), (Signature) t);
        f.parent = parent;
        f.order = order;
        f.scopePos = scopePos;
        f.ptrRecv = ptrRecv;
        f.origin = origin();
        f.escapeTags = escapeTags;
        f.inlineNote = inlineNote;
        return f;
    }

    /** The method of the generic declaration that this one was made from, or itself. */
    public Func origin() {
        return origin == null ? this : origin;
    }

    /** Whether the receiver is a pointer; known before the signature is. */
    public boolean hasPtrRecv() {
        if (type instanceof Signature sig && sig.recv != null) {
            return Predicates.deref(sig.recv.type()).isPointer();
        }
        return ptrRecv;
    }

    /** What the recorder noted about the parameters of an imported function: see the stub reader. Empty if nothing. */
    public String escapeTags() {
        return escapeTags;
    }

    /** What the recorder noted about inlining of an imported function. Empty if it cannot be inlined. */
    public String inlineNote() {
        return inlineNote;
    }

    public void setNotes(String escape, String inline) {
        escapeTags = escape;
        inlineNote = inline;
    }

    /** {@code pkg.f}, {@code (T).m} or {@code (*T).m}. */
    public String fullName() {
        return ObjWriter.funcName(this, null);
    }
}
