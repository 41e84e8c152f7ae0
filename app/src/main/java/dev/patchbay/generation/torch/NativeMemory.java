package dev.patchbay.generation.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * How the C library holds the memory of tensors. glibc asks the system for each large tensor anew, page by page, which costs more than
 * what is computed with it; told to keep what was freed, it keeps gigabytes after a run as well, so they are returned then.
 */
public final class NativeMemory {

    private static final FunctionDescriptor TWO_NUMBERS =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

    /** Parameters of {@code mallopt}, from glibc's {@code malloc.h}. */
    private static final int TRIM_THRESHOLD = -1;

    private static final int MOST_MAPPINGS = -4;

    private static final Optional<MethodHandle> MALLOC_TRIM =
            find("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

    private NativeMemory() {}

    private static Optional<MethodHandle> find(String name, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, signature));
    }

    /** From now on, what is freed is kept for the next tensor until {@link #trim()}; on systems with {@code malloc_trim} only. */
    static void keep() {
        Optional<MethodHandle> mallopt = MALLOC_TRIM.isPresent() ? find("mallopt", TWO_NUMBERS) : Optional.empty();
        mallopt.ifPresent(options -> {
            set(options, MOST_MAPPINGS, 0);
            set(options, TRIM_THRESHOLD, -1);
        });
    }

    private static void set(MethodHandle options, int parameter, int value) {
        try {
            int accepted = (int) options.invokeExact(parameter, value);
            assert accepted == 0 || accepted == 1;
        } catch (Throwable t) {
            throw new AssertionError("mallopt does not throw", t);
        }
    }

    /** Trims the heap of the C library; does nothing on systems without {@code malloc_trim}. */
    public static void trim() {
        if (MALLOC_TRIM.isEmpty()) {
            return;
        }
        try {
            int released = (int) MALLOC_TRIM.get().invokeExact(0L);
            assert released == 0 || released == 1;
        } catch (Throwable t) {
            throw new AssertionError("malloc_trim does not throw", t);
        }
    }
}
