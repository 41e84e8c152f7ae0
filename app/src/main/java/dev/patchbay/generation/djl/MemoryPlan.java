package dev.patchbay.generation.djl;

import ai.djl.Device;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Decides what may be kept in memory. */
final class MemoryPlan {

    /** A GPU's memory is not asked for; what a component may take there without anyone missing it. */
    private static final long AFFORDABLE_ON_GPU = 1L << 31;

    /** A component may take this part of the machine's memory; there are three, and a run needs room too. */
    private static final long PART = 8;

    private MemoryPlan() {}

    /** Whether a component is widened to float32 for good instead of for each call. */
    static boolean widenOnce(Device device, long widenedBytes) {
        return widenedBytes <= (Devices.sharesMemory(device) ? physicalMemory() / PART : AFFORDABLE_ON_GPU);
    }

    private static long physicalMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
