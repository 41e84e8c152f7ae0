package dev.patchbay.generation.torch;

import ai.djl.Device;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Decides what may be kept in memory.
 *
 * @param affordable bytes that one component may take as float32
 */
public record MemoryPlan(long affordable) {

    /** A GPU's memory is not asked for; what a component may take there without anyone missing it. */
    private static final long ON_GPU = 1L << 31;

    /** A component may take this part of the machine's memory; there are three, and a run needs room too. */
    private static final long PART = 8;

    /** The plan for a device. */
    public static MemoryPlan of(Device device) {
        return new MemoryPlan(Devices.sharesMemory(device) ? physicalMemory() / PART : ON_GPU);
    }

    /** Whether a component is widened to float32 for good instead of for each call. */
    public boolean widenOnce(long widenedBytes) {
        return widenedBytes <= affordable;
    }

    private static long physicalMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
