package dev.patchbay.generation.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Returns freed native memory to the system. glibc would keep it: gigabytes after a run. */
public final class NativeMemory {

    private static final Optional<MethodHandle> MALLOC_TRIM = find();

    private NativeMemory() {}

    private static Optional<MethodHandle> find() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor signature = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        return linker.defaultLookup().find("malloc_trim").map(address -> linker.downcallHandle(address, signature));
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
