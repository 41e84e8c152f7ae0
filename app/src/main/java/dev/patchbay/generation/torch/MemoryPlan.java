package dev.patchbay.generation.torch;

import ai.djl.Device;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Decides which components are kept in memory as float32.
 *
 * @param affordable bytes that one component may take as float32
 */
public record MemoryPlan(long affordable) {

    /** Bytes for one component on a GPU; its real memory size is not queried. */
    private static final long ON_GPU = 1L << 31;

    /** One component may take 1/8 of the main memory: there are three, and a run needs room too. */
    private static final long PART = 8;

    /** The plan for a device. */
    public static MemoryPlan of(Device device) {
        return new MemoryPlan(Devices.sharesMemory(device) ? physicalMemory() / PART : ON_GPU);
    }

    /** True if a component is converted to float32 once at load, false if for each call. */
    public boolean widenOnce(long widenedBytes) {
        return widenedBytes <= affordable;
    }

    private static long physicalMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
