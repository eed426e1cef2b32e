package dev.gopherscope.kernel.wire;

import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Works around a fault of JeroMQ 0.6.0 that hits clients only: about one in thirty connections that it opens is taken off
 * its selector together with the attempt that opened it, and then nothing is read from it or written to it. Any other
 * registration with the same selector puts it back.
 */
final class StuckConnection {

    /** How long a client waits for its first answer before it suspects the fault; then it asks for a rescue each time. */
    static final int SUSPICION_MILLIS = 50;

    private StuckConnection() {}

    /** Puts back what may have been taken off. Harmless if nothing was. */
    static void free(ZMQ.Context context) {
        try (var passing = context.socket(SocketType.PAIR)) {
            passing.bind("tcp://127.0.0.1:*");
        }
    }
}
