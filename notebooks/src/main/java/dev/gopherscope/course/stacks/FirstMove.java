package dev.gopherscope.course.stacks;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.recurse;

import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.StackMove;
import dev.gopherscope.sim.stack.StackGrowth;
import java.util.List;

/** stack-1: frames of which size make a stack move first at a given level. The seed chooses the level. */
public final class FirstMove extends Exercise {
    private static final int LEAST = 24;
    private static final int MOST = 2000;
    private static final int STEP = 8;

    public FirstMove() {
        super("stack-1", "First move at a given level", "01");
    }

    private static int wanted(long seed) {
        return seed == 0 ? 5 : 3 + (int) Math.floorMod(seed, 8L);
    }

    private static Run recursion(int pitch) {
        return Go.version("1.26").procs(1).gogc(-1).run(() -> {
            var done = chan(Boolean.class);
            go("recursion", () -> {
                recurse(pitch, 100);
                done.send(true);
            });
            done.receive();
        });
    }

    /** The level at whose entry the stack of that recursion moved first. */
    private static long level(int pitch) {
        var events = recursion(pitch).recorder();
        for (int id = 1; id <= events.size(); id++) {
            if (events.kind(id) == EventKind.STACK_COPY) {
                StackMove move = StackMove.of(events.arg(id));
                if (move.newBytes() > move.oldBytes()) {
                    return (move.movedBytes() - StackGrowth.USED_AT_ENTRY) / pitch + 1;
                }
            }
        }
        return 0;
    }

    private static int pitchFor(long level) {
        for (int pitch = LEAST; pitch <= MOST; pitch += STEP) {
            if (level(pitch) == level) {
                return pitch;
            }
        }
        throw new IllegalStateException("no frame size moves a stack at level " + level);
    }

    @Override
    public String task(long seed) {
        return "Choose the frame size of a recursion, a multiple of 8, so that its stack of 2 KiB moves first at the entry of level "
                + wanted(seed) + ".";
    }

    private String cell(String answer, long seed) {
        return cell("pitch", answer, seed);
    }

    @Override
    public String starter(long seed) {
        return cell("____", seed);
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "How much of the 2,048 bytes may be used before the guard is reached?",
                "At the entry of level k, 88 + (k-1) × frame bytes are in use. Frames above 128 bytes need more room at the check.",
                "At level " + wanted(seed) + ": 2048 - 88 - " + (wanted(seed) - 1)
                        + " × frame - (frame - 136) must be 928 or less, and one level before it must be more.");
    }

    @Override
    public String solution(long seed) {
        return cell(Integer.toString(pitchFor(wanted(seed))), seed);
    }

    @Override
    public String why() {
        return "Each function checks at its entry whether its frame fits above the guard of 928 bytes. Small functions compare only the "
                + "stack pointer; larger ones add their size. So few large frames move a stack as surely as many small ones. "
                + "In Go's source: the prologue of each function, and morestack and newstack in the runtime.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                new WrongAnswer(
                        cell(Integer.toString(pitchFor(wanted(seed) + 2)), seed), "larger frames fill it sooner"),
                new WrongAnswer(cell(Integer.toString(pitchFor(wanted(seed) - 1)), seed), "smaller frames leave room"));
    }

    @Override
    protected void check(Attempt attempt) {
        int pitch = attempt.number("bytes of a frame");
        if (pitch < LEAST || pitch > MOST || pitch % STEP != 0) {
            attempt.fact("frame", "a multiple of 8 from " + LEAST + " to " + MOST, Integer.toString(pitch), false);
            return;
        }
        long level = level(pitch);
        attempt.ran("a recursion with frames of " + pitch + " bytes");
        if (!attempt.equal("level of the first move", (long) wanted(attempt.seed()), level)) {
            attempt.mistake("The stack moved at the entry of level " + level + ": "
                    + (level > wanted(attempt.seed())
                            ? "larger frames fill it sooner."
                            : "smaller frames leave room for more levels."));
        }
    }
}
