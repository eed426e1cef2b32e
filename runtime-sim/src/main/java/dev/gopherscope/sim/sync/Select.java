package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The select statement: {@code selectgo} in {@code runtime/select.go}. Among several ready cases a random one wins; if none is
 * ready the goroutine waits on all channels and the first waker wins.
 */
public final class Select {
    /** Set by the waker that won; the other channels then pass over this select. */
    boolean won;

    private Select() {}

    /**
     * One case.
     *
     * @param channel null for a nil channel, which is never ready
     * @param send whether it sends; otherwise it receives
     * @param value what it sends
     */
    public record Case(
            @Nullable Hchan channel, boolean send, @Nullable Object value) {}

    /** The result of a select that took its default case. */
    public static final int DEFAULT = -1;

    /**
     * Waits for one of the cases.
     *
     * @param random the stream that shuffles the cases
     * @param cases the cases in the order of the program
     * @param block false if there is a default case
     * @param into what a receiving case brought
     * @return the index of the case that won, or {@link #DEFAULT}
     */
    public static int selectgo(Sched sched, RandomStream random, List<Case> cases, boolean block, Hchan.Slot into) {
        sched.operation("select", sched.costs().chanOp() + sched.costs().selectCase() * cases.size());
        int[] pollOrder = new int[cases.size()];
        int n = 0;
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).channel != null) {
                // One case and no default, or one case and a default, are compiled to plain operations without a draw.
                int j = cases.size() == 1 ? 0 : random.below(n + 1);
                pollOrder[n] = pollOrder[j];
                pollOrder[j] = i;
                n++;
            }
        }
        for (int i = 0; i < n; i++) {
            Case c = cases.get(pollOrder[i]);
            if (tryCase(c, into)) {
                return pollOrder[i];
            }
        }
        if (!block) {
            return DEFAULT;
        }
        if (n == 0) {
            sched.gopark(WaitReason.SELECT_NO_CASES);
        }
        return park(sched, cases, into);
    }

    private static boolean tryCase(Case c, Hchan.Slot into) {
        Hchan channel = c.channel;
        if (channel == null) {
            return false;
        }
        if (!c.send) {
            return channel.tryReceive(into);
        }
        if (channel.closed) {
            throw Hchan.sendOnClosed();
        }
        return channel.trySend(c.value);
    }

    private static int park(Sched sched, List<Case> cases, Hchan.Slot into) {
        var select = new Select();
        G g = sched.getg();
        var waiting = new Sudog[cases.size()];
        for (int i = 0; i < waiting.length; i++) {
            Case c = cases.get(i);
            var s = new Sudog(g);
            s.select = select;
            s.caseIndex = i;
            s.elem = c.value;
            waiting[i] = s;
            if (c.channel != null) {
                (c.send ? c.channel.sendq : c.channel.recvq).add(s);
            }
        }
        g.param = null;
        sched.gopark(WaitReason.SELECT);
        Sudog winner = (Sudog) g.param;
        g.param = null;
        if (winner == null) {
            throw new IllegalStateException("a select was woken by nobody");
        }
        for (Sudog s : waiting) {
            WaitQueue queue = s.queue;
            if (queue != null) {
                queue.remove(s);
            }
        }
        boolean send = cases.get(winner.caseIndex).send;
        if (send && !winner.success) {
            throw Hchan.sendOnClosed();
        }
        if (!send) {
            into.value = winner.elem;
            into.ok = winner.success;
        }
        return winner.caseIndex;
    }
}
