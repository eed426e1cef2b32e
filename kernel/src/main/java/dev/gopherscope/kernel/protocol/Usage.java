package dev.gopherscope.kernel.protocol;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers usage_request, which JupyterLab's kernel-usage panel sends on the control channel. Not part of the protocol's
 * text; the fields are those that the panel reads. Memory is in bytes, processor use in percent.
 */
final class Usage {

    /** A page of Linux on the machines that this kernel runs on; only an estimate is made from it. */
    private static final long PAGE = 4096;

    private Usage() {}

    static Map<String, @Nullable Object> now() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        long total = system.getTotalMemorySize();
        long free = system.getFreeMemorySize();
        var memory = new LinkedHashMap<String, @Nullable Object>();
        memory.put("total", total);
        memory.put("available", free);
        memory.put("used", total - free);
        memory.put("free", free);
        memory.put("percent", total == 0 ? 0.0 : 100.0 * (total - free) / total);
        var usage = new LinkedHashMap<String, @Nullable Object>();
        usage.put("status", "ok");
        usage.put("hostname", hostname());
        usage.put("pid", ProcessHandle.current().pid());
        usage.put("kernel_cpu", Math.max(0, 100 * system.getProcessCpuLoad() * system.getAvailableProcessors()));
        usage.put("kernel_memory", residentBytes(system.getCommittedVirtualMemorySize()));
        usage.put("cpu_count", system.getAvailableProcessors());
        usage.put("host_cpu_percent", Math.max(0, 100 * system.getCpuLoad()));
        usage.put("host_virtual_memory", memory);
        return usage;
    }

    /** What Linux says, elsewhere the size that the JVM knows. */
    private static long residentBytes(long otherwise) {
        try {
            return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * PAGE;
        } catch (IOException | RuntimeException notLinux) {
            return otherwise;
        }
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
