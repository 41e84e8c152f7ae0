package dev.patchbay.cli.report;

import com.sun.management.OperatingSystemMXBean;
import dev.patchbay.message.Message;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/**
 * The heap of this JVM beside the machine's memory, and who chose it.
 *
 * @param heap most bytes
 * @param memory bytes of the machine, or of the container
 * @param chosenBy an option of the command line; empty if Java chose
 */
public record HeapReport(long heap, long memory, String chosenBy) {

    private static final long MIB = 1L << 20;

    /** Any file under 50 MB is read or refused within it. */
    private static final long LEAST = 512 * MIB;

    private static final List<String> SIZES = List.of("-Xmx", "-XX:MaxHeapSize=");

    /** Counts only where no size is given. */
    private static final List<String> SHARE = List.of("-XX:MaxRAMPercentage=");

    public static HeapReport ofThisProcess() {
        long memory = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return of(Runtime.getRuntime().maxMemory(), memory, ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    static HeapReport of(long heap, long memory, List<String> options) {
        return new HeapReport(heap, memory, last(options, SIZES).or(() -> last(options, SHARE)).orElse(""));
    }

    private static Optional<String> last(List<String> options, List<String> starts) {
        return options.stream().filter(option -> starts.stream().anyMatch(option::startsWith)).reduce((first, second) -> second);
    }

    /** "5888 MiB of 23552 MiB (-XX:MaxRAMPercentage=30)". */
    public Message text() {
        return chosenBy.isEmpty()
                ? Message.of("cli.doctor.heapOfJava", heap / MIB, memory / MIB)
                : Message.of("cli.doctor.heapChosen", heap / MIB, memory / MIB, chosenBy);
    }

    /** True if large files of some formats cannot be read. */
    public boolean isSmall() {
        return heap < LEAST - LEAST / 8; // a collector keeps a part of the size for itself
    }
}
