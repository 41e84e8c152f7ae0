package dev.patchbay;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes work asks the heap for: a measure of effort that does not depend on how busy the machine is. */
public final class Allocations {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    /** Something that may fail. */
    public interface Work<E extends Exception> {

        void run() throws E;
    }

    /** Bytes that the calling thread allocates for this work. */
    public static <E extends Exception> long of(Work<E> work) throws E {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
