package dev.gopherscope.sim.observe;

/** Why a collection started; the three kinds of {@code gcTriggerKind} in {@code runtime/mgc.go}. */
public enum GcTrigger {
    /** The live heap reached the trigger that the pacer computed. */
    HEAP,
    /** No collection for two minutes. */
    TIME,
    /** {@code runtime.GC()} asked for it. */
    CYCLE
}
