package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The network poller: netpoll, netpollblock and netpollready in {@code runtime/netpoll.go} and {@code netpoll_epoll.go}, and
 * injectglist in {@code runtime/proc.go}. A goroutine that waits for the network holds neither thread nor P. Data arrives whenever it
 * does; its goroutine becomes runnable when a thread polls.
 */
final class Netpoll {
    /** How many events one poll takes: {@code var events [128]syscall.EpollEvent}. */
    private static final int EVENTS = 128;

    private final Machine machine;
    private final Deque<PollDesc> arrived = new ArrayDeque<>();
    private int waiters;

    /** When somebody polled last: {@code sched.lastpoll}. */
    long lastPoll;

    Netpoll(Machine machine) {
        this.machine = machine;
    }

    boolean anyWaiters() {
        return waiters > 0;
    }

    /** A goroutine is about to wait for the network. */
    void waits(PollDesc pd, G g) {
        pd.rg = g;
        waiters++;
    }

    /** A deadline wakes the goroutine by itself, without a poll: {@code netpollunblock}. */
    @Nullable
    G unblock(PollDesc pd) {
        G g = pd.rg;
        if (g != null) {
            pd.rg = null;
            waiters--;
        }
        return g;
    }

    /** Data is there: whoever waits in the poller returns, otherwise the next poll sees it. */
    void arrives(PollDesc pd) {
        G g = pd.rg;
        pd.event = machine.recorder.record(
                machine.now(), EventKind.NET_READY, -1, g == null ? 0 : g.goid, 0, Recorder.NONE);
        arrived.add(pd);
        machine.threads.networkReady();
    }

    /** Whether a poll would find something. */
    boolean hasArrived() {
        return !arrived.isEmpty();
    }

    /** The goroutines whose data has arrived, the last first: {@code netpollready} pushes them on a list. */
    Deque<G> poll() {
        lastPoll = machine.now();
        Deque<G> ready = new ArrayDeque<>();
        for (int n = 0; n < EVENTS && !arrived.isEmpty(); n++) {
            PollDesc pd = arrived.remove();
            G g = unblock(pd);
            if (g == null) {
                pd.ready++;
            } else {
                g.readyEvent = pd.event;
                ready.push(g);
            }
        }
        return ready;
    }

    /** A look at the network without waiting, by a thread with a P: the goroutine to run, or null. */
    @Nullable
    G pollNow(M m, P p) {
        if (!anyWaiters() || !machine.threads.pollerFree()) {
            return null;
        }
        m.debt += machine.costs.netpoll();
        Deque<G> ready = poll();
        G first = ready.poll();
        if (first != null) {
            runnable(first, p, p.id);
            inject(m, p, ready);
        }
        return first;
    }

    /** What a look at the network brought, for a thread without a P: {@code injectglist}. */
    void inject(Deque<G> ready) {
        int n = ready.size();
        for (G g; (g = ready.poll()) != null; ) {
            runnable(g, null, Recorder.GLOBAL);
            machine.runq.put(g);
        }
        for (int i = 0; i < n && machine.threads.startIdle(); i++) {}
    }

    /** The same for a thread with a P: as many as there are idle Ps go to the global queue, the rest to the own one. */
    void inject(M m, P p, Deque<G> ready) {
        if (ready.isEmpty()) {
            return;
        }
        int global = 0;
        for (int idle = machine.threads.npidle; idle > 0 && !ready.isEmpty(); idle--) {
            G g = ready.remove();
            runnable(g, p, Recorder.GLOBAL);
            machine.runq.put(g);
            global++;
        }
        for (int i = 0; i < global && machine.threads.startIdle(); i++) {}
        for (G g; (g = ready.poll()) != null; ) {
            boolean room = machine.version.localQueues() && p.runq.ringSize() < RunQueue.RING;
            runnable(g, p, room ? p.id : Recorder.GLOBAL);
            if (room) {
                p.runq.putBatch(g);
            } else {
                machine.runq.put(g);
            }
        }
        machine.threads.wakep(m);
    }

    void runnable(G g, @Nullable P p, int queue) {
        machine.casgstatus(g, G.RUNNABLE);
        g.readyEvent = machine.recorder.record(
                machine.now(),
                EventKind.GO_UNBLOCK,
                p == null ? -1 : p.id,
                g.goid,
                Recorder.link(0, queue),
                g.readyEvent);
    }
}
