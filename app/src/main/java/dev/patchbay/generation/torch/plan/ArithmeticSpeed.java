package dev.patchbay.generation.torch.plan;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.torch.TorchTypes;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Speed of a device in each element type, measured once for a process with one product of two matrices. */
public final class ArithmeticSpeed {

    private static final ai.djl.ndarray.types.Shape ONE = new ai.djl.ndarray.types.Shape(1);

    /** Edge of the matrices: 20 ms on a CPU with 100 GFLOP/s. A smaller one first tells processors without units for the type. */
    private static final int EDGE = 1024;

    private static final int FIRST_EDGE = 256;
    private static final double NANOS = 1e9;

    /** Another type is taken only if it is faster by this factor, since float32 is more exact. */
    private static final double WORTHWHILE = 1.25;

    private static final Map<String, Double> KNOWN = new ConcurrentHashMap<>();

    private ArithmeticSpeed() {}

    /** Floating-point operations a second; 0 if the device has no arithmetic in this type. */
    public static double of(Device device, DType type) throws IOException {
        String key = Devices.name(device) + " " + type;
        Double known = KNOWN.get(key);
        if (known == null) {
            known = measure(device, type);
            KNOWN.put(key, known);
        }
        return known;
    }

    /** The type to compute in on a CPU: the fastest of the three if that is well worth it, else float32. */
    public static DType fastest(Device device) throws IOException {
        DType best = DType.F32;
        for (DType type : new DType[] {DType.BF16, DType.F16}) {
            if (of(device, type) > of(device, best) * (best == DType.F32 ? WORTHWHILE : 1)) {
                best = type;
            }
        }
        return best;
    }

    private static double measure(Device device, DType type) throws IOException {
        TorchEngine.prepareThread(TorchEngine.threads());
        try (PtNDManager manager = TorchEngine.manager(device)) {
            Script script = Script.compile(manager, ArithmeticSpeed.class, "trial");
            Optional<Double> small = time(script, manager, type, FIRST_EDGE);
            if (small.isEmpty() || small.get() < measured(small.get(), type, device)) {
                return small.orElse(0.0);
            }
            return time(script, manager, type, EDGE).orElse(0.0);
        }
    }

    /** A type that is far slower than float32 in the small trial is not tried any further. */
    private static double measured(double small, DType type, Device device) {
        Double single = type == DType.F32 ? null : KNOWN.get(Devices.name(device) + " " + DType.F32);
        return single == null ? small : single / 4;
    }

    private static Optional<Double> time(Script script, PtNDManager manager, DType type, int edge) {
        try (PtNDArray matrix = script.call(manager, "matrix", edge, TorchTypes.code(type), manager.zeros(ONE))) {
            script.call(manager, "multiply", matrix).close();
            long start = System.nanoTime();
            try (PtNDArray sum = script.call(manager, "multiply", matrix)) {
                // Reading a value waits for the device.
                sum.toFloatArray();
            }
            return Optional.of(2.0 * edge * edge * edge * NANOS / (System.nanoTime() - start));
        } catch (EngineException withoutType) {
            return Optional.empty();
        }
    }
}
