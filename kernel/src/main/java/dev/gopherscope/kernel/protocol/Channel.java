package dev.gopherscope.kernel.protocol;

/** The channels of a kernel that carry messages (Jupyter messaging, "Introduction"). The heartbeat carries bytes only. */
public enum Channel {
    /** Requests of front ends: cells, completion, inspection, history, comms. */
    SHELL,
    /** Requests that must not wait for a cell: interrupt, shutdown, kernel_info. */
    CONTROL,
    /** Questions of a cell to the person at the front end, and the answers. */
    STDIN,
    /** What everybody may see: output, results, status. The kernel only sends here. */
    IOPUB
}
