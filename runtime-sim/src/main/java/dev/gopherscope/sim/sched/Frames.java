package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.stack.Frame;
import dev.gopherscope.sim.stack.Stack;
import java.util.ArrayList;
import java.util.List;

/** The functions on a stack, innermost first, as a goroutine dump lists them: {@code traceback2} in {@code runtime/traceback.go}. */
final class Frames {
    /** Below the body of a goroutine: {@code runtime.goexit}; below main also {@code runtime.main}. */
    private static final String GOEXIT = "runtime.goexit";

    private static final String RUNTIME_MAIN = "runtime.main";

    private record Group(String name, long levels) {}

    private final List<Group> groups = new ArrayList<>();

    Frames(Stack stack) {
        this(stack, "", 0);
    }

    /** The frames of a stack, and calls that were about to be made. */
    Frames(Stack stack, String function, long pending) {
        if (pending > 0) {
            groups.add(new Group(function, pending));
        }
        for (Frame f = stack.top(); f != null; f = f.caller()) {
            groups.add(new Group(f.name(), f.levels()));
        }
    }

    /**
     * One line for each frame.
     *
     * @param body what the function of the goroutine is called
     * @param show how many frames to show at the inner and at the outer end; runtime frames count if something is left out
     */
    String text(String body, int[] show) {
        groups.add(new Group(body, 1));
        long shown = groups.stream().mapToLong(Group::levels).sum();
        if (shown <= show[0]) {
            var text = new StringBuilder();
            for (Group g : groups.subList(0, groups.size() - 1)) {
                text.append((g.name() + "(...)\n").repeat((int) g.levels()));
            }
            return text.append(body).append('\n').toString();
        }
        if (body.equals("main")) {
            groups.add(new Group(RUNTIME_MAIN, 1));
        }
        groups.add(new Group(GOEXIT, 1));
        long all = groups.stream().mapToLong(Group::levels).sum();
        var text = new StringBuilder();
        long at = 0;
        for (Group g : groups) {
            for (long i = 0; i < g.levels(); i++, at++) {
                if (at < show[0] || at >= all - show[1]) {
                    text.append(g.name()).append("(...)\n");
                } else {
                    if (at == show[0]) {
                        text.append("...").append(all - show[0] - show[1]).append(" frames elided...\n");
                    }
                    // The rest of this group up to the outer end is not looked at one by one.
                    long skip = Math.min(g.levels() - i, all - show[1] - at) - 1;
                    i += skip;
                    at += skip;
                }
            }
        }
        return text.toString();
    }
}
