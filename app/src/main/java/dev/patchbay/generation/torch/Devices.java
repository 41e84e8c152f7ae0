package dev.patchbay.generation.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;

/** The only class that names devices. All other code creates tensors on the device of the run's manager. */
public final class Devices {

    private static final Device PROCESSOR = Device.cpu();
    private static final Device CUDA = Device.gpu();
    private static final Device MPS = Device.of("mps", 0);

    private Devices() {}

    /**
     * Resolves a choice to a device.
     *
     * @throws GenerationException if PyTorch has no such device here, or cannot be loaded
     */
    public static Device choose(DeviceChoice choice) throws GenerationException {
        Engine engine = TorchEngine.start();
        return switch (choice) {
            case CPU -> PROCESSOR;
            case CUDA -> demand(engine, CUDA, "generation.noCuda");
            case MPS -> demand(engine, MPS, "generation.noMps");
            case AUTO -> works(engine, CUDA) ? CUDA : works(engine, MPS) ? MPS : PROCESSOR;
        };
    }

    private static Device demand(Engine engine, Device device, String missing) throws GenerationException {
        if (!works(engine, device)) {
            throw new GenerationException(Message.of(missing));
        }
        return device;
    }

    /** The engine does not list all of its devices, so a small tensor is created as a test. */
    private static boolean works(Engine engine, Device device) {
        if (device.isGpu() && !engine.hasCapability("CUDA")) {
            return false;
        }
        try (PtNDManager manager = (PtNDManager) engine.newBaseManager(device)) {
            return manager.zeros(new Shape(1)).toFloatArray()[0] == 0;
        } catch (EngineException e) {
            return false;
        }
    }

    /** Names of all usable devices. */
    static List<String> available() throws EngineException {
        Engine engine = Engine.getEngine(TorchEngine.NAME);
        List<String> names = new ArrayList<>();
        names.add(name(PROCESSOR));
        if (works(engine, CUDA)) {
            for (int i = 0; i < Math.max(1, cudaCount(engine)); i++) {
                names.add(name(Device.gpu(i)));
            }
        }
        if (works(engine, MPS)) {
            names.add(name(MPS));
        }
        return names;
    }

    /** DJL counts devices through a separate CUDA runtime library, which may be missing although PyTorch brings its own. */
    private static int cudaCount(Engine engine) {
        try {
            return engine.getGpuCount();
        } catch (RuntimeException | LinkageError e) {
            return 1;
        }
    }

    /** For display: {@code cpu}, {@code cuda:0}, {@code mps}. */
    public static String name(Device device) {
        return device.isGpu() ? "cuda:" + device.getDeviceId() : device.getDeviceType();
    }

    /** True if tensors are in main memory, so that a memory-mapped file can be used in place. */
    public static boolean sharesMemory(Device device) {
        return device.equals(PROCESSOR);
    }
}
