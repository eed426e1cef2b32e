package dev.gopherscope.kernel.wire;

/**
 * The TCP ports of a kernel's five sockets; 0 lets the system choose a free one.
 *
 * @param shell requests
 * @param iopub publications
 * @param stdin questions to the person
 * @param control urgent requests
 * @param heartbeat echo
 */
public record Ports(int shell, int iopub, int stdin, int control, int heartbeat) {

    /** All chosen by the system. */
    public static final Ports ANY = new Ports(0, 0, 0, 0, 0);
}
