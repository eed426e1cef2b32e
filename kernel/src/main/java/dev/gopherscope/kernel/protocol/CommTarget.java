package dev.gopherscope.kernel.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the kernel does with comms that a front end opens under one target name (Jupyter messaging, "Custom Messages"). */
@FunctionalInterface
public interface CommTarget {

    /**
     * A front end has opened a comm. To hear of its messages, call {@link Comm#onMessage} here.
     *
     * @param comm the new comm
     * @param data of the comm_open
     * @param buffers of the comm_open
     */
    void opened(Comm comm, Map<String, @Nullable Object> data, List<byte[]> buffers);
}
