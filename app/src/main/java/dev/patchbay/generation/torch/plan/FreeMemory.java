package dev.patchbay.generation.torch.plan;

import ai.djl.Device;
import com.sun.management.OperatingSystemMXBean;
import dev.patchbay.files.reading.RegularFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Memory that is free on a device: of the main memory what can be had without swapping, and no more than a container may take. */
public final class FreeMemory {

    private static final Path SYSTEM = Path.of("/proc/meminfo");
    private static final Path CONTAINER = Path.of("/sys/fs/cgroup");
    private static final String AVAILABLE = "MemAvailable:";

    private FreeMemory() {}

    /** Bytes that are free on a device. */
    public static long on(Device device) {
        return device.isGpu() ? CudaMemory.free(device.getDeviceId()).orElseGet(FreeMemory::main) : main();
    }

    /** Of the main memory; Apple's MPS uses it too. */
    public static long main() {
        long free = available(SYSTEM).orElseGet(() -> ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize());
        return Math.min(free, container(CONTAINER).orElse(Long.MAX_VALUE));
    }

    /** {@code MemAvailable} of Linux, which counts pages of files as free. */
    static OptionalLong available(Path meminfo) {
        return text(meminfo).lines()
                .filter(line -> line.startsWith(AVAILABLE))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }

    /** What a control group of Linux (version 2) still allows; its inactive pages of files are given up when memory is needed. */
    static OptionalLong container(Path group) {
        OptionalLong limit = number(text(group.resolve("memory.max")));
        OptionalLong used = number(text(group.resolve("memory.current")));
        if (limit.isEmpty() || used.isEmpty()) {
            return OptionalLong.empty();
        }
        long files = text(group.resolve("memory.stat")).lines()
                .filter(line -> line.startsWith("inactive_file "))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        return OptionalLong.of(Math.max(0, limit.getAsLong() - used.getAsLong() + files));
    }

    private static OptionalLong number(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    private static String text(Path file) {
        try {
            return RegularFiles.text(file);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
