package dev.patchbay.generation.torch.plan;

import ai.djl.pytorch.jni.LibUtils;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Free memory of an NVIDIA GPU, asked from the CUDA runtime that PyTorch brought ({@code cudaMemGetInfo}). Untried on a card. */
final class CudaMemory {

    private static final FunctionDescriptor GET_INFO =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    private static final FunctionDescriptor SET_DEVICE = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

    private CudaMemory() {}

    /** Free bytes; empty if the runtime is not found or fails. */
    static OptionalLong free(int device) {
        try (Stream<Path> files = Files.list(Path.of(LibUtils.getLibtorchPath()))) {
            Optional<Path> runtime = files.filter(file -> file.getFileName().toString().matches("(lib)?cudart.*")).findFirst();
            return runtime.isPresent() ? ask(runtime.get(), device) : OptionalLong.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong ask(Path runtime, int device) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup library = SymbolLookup.libraryLookup(runtime, arena);
            Linker linker = Linker.nativeLinker();
            MethodHandle choose = linker.downcallHandle(library.findOrThrow("cudaSetDevice"), SET_DEVICE);
            MethodHandle ask = linker.downcallHandle(library.findOrThrow("cudaMemGetInfo"), GET_INFO);
            MemorySegment free = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment total = arena.allocate(ValueLayout.JAVA_LONG);
            int chosen = (int) choose.invokeExact(device);
            int asked = (int) ask.invokeExact(free, total);
            return chosen == 0 && asked == 0 ? OptionalLong.of(free.get(ValueLayout.JAVA_LONG, 0)) : OptionalLong.empty();
        } catch (RuntimeException missing) {
            return OptionalLong.empty();
        } catch (Throwable thrown) {
            throw new AssertionError("the CUDA runtime throws nothing", thrown);
        }
    }
}
