package dev.patchbay.generation.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts PyTorch on first use, once for each JVM.
 *
 * <p>DJL decides which library is loaded: the CPU natives on the class path, or those named by {@code PYTORCH_LIBRARY_PATH},
 * {@code PYTORCH_VERSION} and {@code PYTORCH_FLAVOR}. Nothing here depends on a version.
 */
public final class TorchEngine {

    static final String NAME = "PyTorch";
    private static final String OFFLINE = "ai.djl.offline";

    private TorchEngine() {}

    /** Reports on PyTorch and its devices. Loads the native library, which takes seconds the first time; never throws. */
    public static EngineReport report() {
        Started started = Holder.STARTED;
        if (started.failure != null) {
            return new EngineReport(NAME, "", "", List.of(), 0, List.of(started.failure), List.of());
        }
        try {
            List<String> devices = Devices.available();
            Path library = Path.of(LibUtils.getLibtorchPath());
            String version = started.engine().getVersion();
            List<Message> missing = CudaNeeds.missing(devices, library, version);
            return new EngineReport(NAME, version, library.toString(), devices, started.threads, List.of(), missing);
        } catch (RuntimeException | LinkageError e) {
            return new EngineReport(NAME, "", "", List.of(), 0, List.of(failure(e)), List.of());
        }
    }

    /**
     * The engine, started on the first call.
     *
     * @throws GenerationException if the native library is missing or fails to load
     */
    static Engine start() throws GenerationException {
        Started started = Holder.STARTED;
        if (started.failure != null) {
            throw new GenerationException(started.failure);
        }
        return started.engine();
    }

    /** A manager whose tensors are on {@code device}. */
    public static PtNDManager manager(Device device) throws GenerationException {
        return (PtNDManager) start().newBaseManager(device);
    }

    /**
     * Configures the calling thread for kernels; both settings are per thread. Graph optimisation is off, since it only slows down first
     * calls.
     *
     * @param threads for each operation
     */
    public static void prepareThread(int threads) {
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setNumThreads(threads);
    }

    /** Threads that PyTorch, or whoever set {@code OMP_NUM_THREADS} or {@code ai.djl.pytorch.num_threads}, chose. */
    public static int threads() throws GenerationException {
        start();
        return Holder.STARTED.threads;
    }

    /** Before any of DJL is used: it must not download anything or send usage data. */
    public static void stayOffline() {
        if (System.getProperty(OFFLINE) == null) {
            System.setProperty(OFFLINE, "true");
        }
    }

    private static Message failure(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return Message.of("generation.engineMissing", cause instanceof IOException || cause instanceof LinkageError
                ? Reason.of(cause)
                : Message.of("generation.engineMissing.start"));
    }

    private record Started(@Nullable Engine found, int threads, @Nullable Message failure) {

        Engine engine() {
            return Objects.requireNonNull(found);
        }

        static Started now() {
            stayOffline();
            NativeMemory.keep();
            try {
                Engine engine = Engine.getEngine(NAME);
                return new Started(engine, JniUtils.getNumThreads(), null);
            } catch (RuntimeException | LinkageError e) {
                return new Started(null, 0, TorchEngine.failure(e));
            }
        }
    }

    private static final class Holder {
        static final Started STARTED = Started.now();
    }
}
