package dev.gopherscope.sim.context;

import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.observe.ContextKind;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sched.Sched;
import dev.gopherscope.sim.sched.Timer;
import dev.gopherscope.sim.sync.Hchan;
import dev.gopherscope.sim.sync.Select;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The package context of one run: its constructors and {@code propagateCancel}. Goroutines that Go starts by itself carry the
 * names that Go's dumps give them. Left out: the limit of the version on which functions exist.
 */
public final class ContextRuntime {
    /** {@code context.(*cancelCtx).propagateCancel.func2}: the goroutine that a parent of an own type costs. */
    private static final String WATCHER = "context.(*cancelCtx).propagateCancel.func2";

    private static final String DEADLINE = "context.WithDeadlineCause.func2";

    private static final GoType CANCEL_CTX =
            GoType.of("Context any; mu uint64; done any; children *T; err any; cause any");
    private static final GoType TIMER_CTX = GoType.of(
            "Context any; mu uint64; done any; children *T; err any; cause any; timer *T; wall uint64; ext int64; loc *T");
    private static final GoType AFTER_FUNC_CTX = GoType.of(
            "Context any; mu uint64; done any; children *T; err any; cause any; once uint64; once2 uint32; f *T");
    private static final GoType VALUE_CTX = GoType.of("Context any; key any; val any");
    private static final GoType WITHOUT_CANCEL_CTX = GoType.of("c any");
    /** {@code time.timeTimer} since 1.23. */
    private static final GoType TIMER =
            GoType.of("c *T; init bool; mu uint64; state uint32; blocked uint32; rand uint32;"
                    + " when int64; period int64; f *T; arg any; seq uint64; ts *T; sendLock uint64; isSending int32");
    /** A function value that captures the context only, and one that captures a cause too. */
    private static final GoType CLOSURE = GoType.of("code uintptr; c *T");

    private static final GoType CAUSE_CLOSURE = GoType.of("code uintptr; c *T; cause any");

    final Sched sched;
    final RandomStream random;
    private final ContextHeap heap;
    private final ContextCosts costs;
    private @Nullable Hchan closed;
    private int ids;

    /** The contexts of a run. */
    public ContextRuntime(Sched sched, ContextHeap heap) {
        this.sched = sched;
        this.heap = heap;
        this.random = sched.random("context.children");
        this.costs = ContextCosts.of(sched.costs());
    }

    // ---- constructors ----

    /** {@code context.WithCancel} and {@code WithCancelCause}. */
    public CancelCtx withCancel(@Nullable Context parent) {
        CancelCtx c = withCancel(checked(parent), CLOSURE.size());
        heap.newarray(CLOSURE, 1);
        return c;
    }

    private CancelCtx withCancel(Context parent, long functionBytes) {
        var c = new CancelCtx(this);
        heap.newarray(CANCEL_CTX, 1);
        created(c, parent, ContextKind.CANCEL, CANCEL_CTX.size() + functionBytes);
        propagateCancel(c, parent, c);
        return c;
    }

    /**
     * {@code context.WithDeadline} and {@code WithDeadlineCause}.
     *
     * @param deadline virtual nanoseconds since the start of the run; may be in the past
     * @param cause what {@link #cause} says after the deadline, null for the error itself
     */
    public CancelCtx withDeadline(@Nullable Context parent, long deadline, @Nullable GoError cause) {
        Context above = checked(parent);
        OptionalLong earlier = above.deadline();
        if (earlier.isPresent() && earlier.getAsLong() < deadline) {
            return withCancel(above);
        }
        var c = new TimerCtx(this, deadline);
        heap.newarray(TIMER_CTX, 1);
        long bytes = TIMER_CTX.size() + CLOSURE.size() + CAUSE_CLOSURE.size() + TIMER.size();
        created(c, above, ContextKind.DEADLINE, bytes);
        propagateCancel(c, above, c);
        sched.charge(sched.costs().timeNow());
        long left = deadline - sched.now();
        if (left <= 0) {
            c.cancel(true, GoError.DEADLINE_EXCEEDED, cause, 0);
        } else {
            c.mu.lock();
            if (c.err == null) {
                heap.newarray(CAUSE_CLOSURE, 1);
                heap.newarray(TIMER, 1);
                var timer = new Timer(() ->
                        sched.newproc(DEADLINE, () -> c.cancel(true, GoError.DEADLINE_EXCEEDED, cause, c.newEvent)));
                c.timer = timer;
                sched.startTimer(timer, sched.after(left));
            }
            c.mu.unlock();
        }
        heap.newarray(CLOSURE, 1);
        return c;
    }

    /** {@code context.WithTimeout} and {@code WithTimeoutCause}. */
    public CancelCtx withTimeout(@Nullable Context parent, long nanos, @Nullable GoError cause) {
        sched.charge(sched.costs().timeNow());
        return withDeadline(parent, sched.now() + nanos, cause);
    }

    /** {@code context.WithValue}. */
    public ValueCtx withValue(@Nullable Context parent, @Nullable Object key, @Nullable Object value) {
        Context above = checked(parent);
        if (key == null) {
            throw new GoPanic("nil key", "WithValue was called without a key.");
        }
        if (!Values.isComparable(key)) {
            throw new GoPanic(
                    "key is not comparable",
                    "WithValue was called with a key that Go cannot compare, such as a slice or a map; use a type of your own.");
        }
        sched.charge(0);
        heap.newarray(VALUE_CTX, 1);
        var c = new ValueCtx(this, above, key, value);
        c.id = ++ids;
        c.newEvent = recordNew(c.id, above, ContextKind.VALUE, VALUE_CTX.size());
        return c;
    }

    /** {@code context.WithoutCancel}. */
    public WithoutCancelCtx withoutCancel(@Nullable Context parent) {
        Context above = checked(parent);
        sched.charge(0);
        heap.newarray(WITHOUT_CANCEL_CTX, 1);
        var c = new WithoutCancelCtx(this, above);
        c.id = ++ids;
        c.newEvent = recordNew(c.id, above, ContextKind.WITHOUT_CANCEL, WITHOUT_CANCEL_CTX.size());
        return c;
    }

    /**
     * {@code context.AfterFunc}: runs a function in a goroutine of its own after a context is done.
     *
     * @return stops that; tells whether it came in time
     */
    public BooleanSupplier afterFunc(Context ctx, Body function) {
        var a = new AfterFuncCtx(this, function);
        heap.newarray(AFTER_FUNC_CTX, 1);
        created(a, ctx, ContextKind.AFTER_FUNC, AFTER_FUNC_CTX.size() + CLOSURE.size());
        propagateCancel(a, ctx, a);
        heap.newarray(CLOSURE, 1);
        return a::stop;
    }

    /** {@code context.Cause}: why the nearest cancellable context at or above this one was cancelled; null before. */
    public @Nullable GoError cause(Context c) {
        GoError err = c.err();
        if (err == null) {
            return null;
        }
        if (c.value(CancelCtx.KEY) instanceof CancelCtx cc) {
            cc.mu.lock();
            GoError cause = cc.cause;
            cc.mu.unlock();
            if (cause != null) {
                return cause;
            }
        }
        return err;
    }

    /** A lookup with the number of contexts that it looked at. */
    public Values.Lookup lookup(Context c, Object key) {
        return Values.lookup(this, c, key);
    }

    /** Gives a context a name for the views. */
    public void name(Context c, String name) {
        int id = idOf(c);
        if (id != 0) {
            record(EventKind.CTX_NAME, (long) id << 32 | sched.recorder().intern(name), newEvent(c));
        }
    }

    private static Context checked(@Nullable Context parent) {
        if (parent == null) {
            throw new GoPanic(
                    "cannot create context from nil parent",
                    "A context was derived from nil; use background() or todo() where there is no parent.");
        }
        return parent;
    }

    // ---- propagation ----

    private void propagateCancel(CancelCtx c, Context parent, CancelCtx child) {
        c.parent = parent;
        Hchan done = parent.done();
        if (done == null) {
            return;
        }
        if (isDone(done)) {
            child.cancel(false, errOf(parent), cause(parent), cancelEventOf(parent));
            return;
        }
        CancelCtx p = parentCancelCtx(parent);
        if (p != null) {
            p.mu.lock();
            GoError err = p.err;
            if (err != null) {
                child.cancel(false, err, p.cause, p.cancelEvent());
            } else {
                Children all = p.children;
                if (all == null) {
                    all = new Children(heap);
                    p.children = all;
                }
                all.add(child);
            }
            p.mu.unlock();
            return;
        }
        if (parent instanceof AfterFuncer a) {
            c.mu.lock();
            c.parent = new StopCtx(
                    parent,
                    a.afterFunc(() -> child.cancel(false, errOf(parent), cause(parent), cancelEventOf(parent))));
            c.mu.unlock();
            return;
        }
        sched.newproc(WATCHER, () -> watch(parent, child));
    }

    /** The only case in which a derived context costs a goroutine. */
    private void watch(Context parent, CancelCtx child) {
        var cases = List.of(new Select.Case(parent.done(), false, null), new Select.Case(child.done(), false, null));
        if (Select.selectgo(sched, random, cases, true, new Hchan.Slot()) == 0) {
            child.cancel(false, errOf(parent), cause(parent), cancelEventOf(parent));
        }
    }

    private static GoError errOf(Context parent) {
        GoError err = parent.err();
        if (err == null) {
            throw new GoPanic(
                    "context: internal error: missing cancel error",
                    "A context of an own type closed its done channel, but its err() returns null.");
        }
        return err;
    }

    private @Nullable CancelCtx parentCancelCtx(Context parent) {
        Hchan done = parent.done();
        if (done == null || done == closed) {
            return null;
        }
        return parent.value(CancelCtx.KEY) instanceof CancelCtx p && p.done == done ? p : null;
    }

    void removeChild(Context parent, CancelCtx child) {
        if (parent instanceof StopCtx s) {
            s.stop.getAsBoolean();
            return;
        }
        CancelCtx p = parentCancelCtx(parent);
        if (p == null) {
            return;
        }
        p.mu.lock();
        Children all = p.children;
        if (all != null) {
            all.remove(child);
        }
        p.mu.unlock();
    }

    // ---- channels ----

    Hchan makeDone() {
        heap.makeDoneChannel();
        return Hchan.makechan(sched, 0);
    }

    /** {@code closedchan}: shared by all contexts that were cancelled before anybody asked for their channel. */
    Hchan closedChannel() {
        Hchan shared = closed;
        if (shared == null) {
            shared = Hchan.makechan(sched, 0);
            Hchan.closechan(sched, shared);
            closed = shared;
        }
        return shared;
    }

    void close(Hchan done) {
        Hchan.closechan(sched, done);
    }

    void await(@Nullable Hchan done) {
        Hchan.chanrecv(sched, done, true, new Hchan.Slot());
    }

    private boolean isDone(Hchan done) {
        var slot = new Hchan.Slot();
        return Hchan.chanrecv(sched, done, false, slot);
    }

    // ---- recording ----

    Values.Lookup looked(@Nullable Object value, int steps) {
        sched.charge(costs.lookup() + steps * costs.lookupStep());
        return new Values.Lookup(value, steps);
    }

    /** A goroutine asks for the channel of a context: what it waits for next, it waits for there. */
    void asked(CancelCtx c) {
        if (c.err == null) {
            record(EventKind.CTX_DONE, c.id, c.newEvent);
        }
    }

    private void created(CancelCtx c, Context parent, ContextKind kind, long bytes) {
        sched.charge(0);
        c.id = ++ids;
        c.newEvent = recordNew(c.id, parent, kind, bytes);
    }

    private int recordNew(int id, Context parent, ContextKind kind, long bytes) {
        return record(EventKind.CTX_NEW, ContextKind.pack(id, kind, bytes), newEvent(parent));
    }

    int record(EventKind kind, long arg, int cause) {
        return sched.recorder()
                .record(sched.now(), kind, sched.getp().id(), sched.getg().goid(), arg, cause);
    }

    /** The event of the making of a context or of the nearest one above it that we know. */
    private static int newEvent(Context c) {
        return switch (c) {
            case CancelCtx cancel -> cancel.newEvent;
            case ValueCtx value -> value.newEvent;
            case WithoutCancelCtx without -> without.newEvent;
            case EmbeddedContext own -> newEvent(own.embedded());
            default -> Recorder.NONE;
        };
    }

    private static int idOf(Context c) {
        return switch (c) {
            case CancelCtx cancel -> cancel.id;
            case ValueCtx value -> value.id;
            case WithoutCancelCtx without -> without.id;
            default -> 0;
        };
    }

    private static int cancelEventOf(Context c) {
        return c.value(CancelCtx.KEY) instanceof CancelCtx cancel ? cancel.cancelEvent() : Recorder.NONE;
    }
}
