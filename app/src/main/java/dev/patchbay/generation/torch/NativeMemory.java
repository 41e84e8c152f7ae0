package dev.patchbay.generation.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Gives freed native memory back to the system. glibc keeps it otherwise: gigabytes after a run that needed them for a moment. */
public final class NativeMemory {

    private static final Optional<MethodHandle> MALLOC_TRIM = find();

    private NativeMemory() {}

    private static Optional<MethodHandle> find() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor signature = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        return linker.defaultLookup().find("malloc_trim").map(address -> linker.downcallHandle(address, signature));
    }

    /** Trims the heap of the C library; does nothing where there is no {@code malloc_trim}. */
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
