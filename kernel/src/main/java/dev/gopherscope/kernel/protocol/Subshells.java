package dev.gopherscope.kernel.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parent subshell, which is always there, and those that front ends create and delete on the control channel
 * (JEP 91). Shell messages name theirs in the header field {@code subshell_id}; without it they go to the parent.
 */
final class Subshells {

    /** More are refused: each costs a thread or two, and front ends need one for each console and each kind of widget. */
    private static final int MOST = 256;

    private final String prefix;
    private final Function<String, Subshell> maker;
    private final Subshell parent;
    private final Map<String, Subshell> children = new LinkedHashMap<>();
    private int created;

    /**
     * @param prefix of every id, so that one of an earlier kernel is not taken for one of this kernel
     * @param maker makes a subshell, given what the names of its threads end in
     */
    Subshells(String prefix, Function<String, Subshell> maker) {
        this.prefix = prefix;
        this.maker = maker;
        parent = maker.apply("");
    }

    /** A message names a subshell that is not there. */
    static final class UnknownSubshellException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnknownSubshellException(String id) {
            super(
                    "there is no subshell '" + id
                            + "'; it was never created, or it has been deleted. Send list_subshell_request for those there are.");
        }
    }

    /** Hands the subshell that a message is for to somebody; it does not end before that has returned. */
    synchronized void with(Message message, Consumer<Subshell> work) {
        work.accept(find(message.header().subshell()));
    }

    private Subshell find(@Nullable String id) {
        if (id == null) {
            return parent;
        }
        var child = children.get(id);
        if (child == null) {
            throw new UnknownSubshellException(id);
        }
        return child;
    }

    /** The parent and all others. */
    synchronized List<Subshell> all() {
        var all = new ArrayList<>(List.of(parent));
        all.addAll(children.values());
        return all;
    }

    /** create_subshell_request */
    synchronized void create(Request request) {
        if (children.size() >= MOST) {
            throw new IllegalStateException(
                    "this kernel has " + MOST + " subshells, and no more are made. Delete some of them.");
        }
        var id = prefix + "-" + ++created;
        children.put(id, maker.apply(" of subshell " + created));
        request.reply(Map.of("status", "ok", "subshell_id", id));
    }

    /** delete_subshell_request */
    void delete(Request request) {
        var id = request.fields().text("subshell_id");
        Subshell ending;
        synchronized (this) {
            ending = find(id);
            children.remove(id);
            ending.end();
        }
        request.reply(Map.of("status", "ok"));
    }

    /** list_subshell_request; the parent is not among them. */
    synchronized void list(Request request) {
        request.reply(Map.of("status", "ok", "subshell_id", List.copyOf(children.keySet())));
    }

    /**
     * Takes a message of the stdin channel. It may name its subshell; since not every front end says it, an answer
     * without a name goes to whichever subshell asked that client.
     */
    void answered(Message reply) {
        var id = reply.header().subshell();
        if (id == null) {
            all().stream().anyMatch(each -> each.stdin().receive(reply));
            return;
        }
        Subshell asking;
        synchronized (this) {
            asking = children.get(id);
        }
        if (asking != null) {
            asking.stdin().receive(reply);
        }
    }
}
