package dev.patchbay.generation.torch.plan;

import ai.djl.Device;
import dev.patchbay.generation.DTypeChoice;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.tensor.DType;
import java.io.IOException;

/** The element type of a model's arithmetic. */
public final class SuitableType {

    /** Transformers narrower than this gain nothing from a smaller type; clips of small models take seconds. */
    private static final int NARROW = 512;

    private SuitableType() {}

    /**
     * What a person chose; else on a GPU the type that the weights are stored in, if the device is fast in it, on a CPU the fastest.
     *
     * @param width of the transformer
     * @throws IOException if its files cannot be opened
     */
    public static DType of(DTypeChoice choice, int width, Device device, Component<?> transformer) throws IOException {
        if (choice != DTypeChoice.AUTO) {
            return DType.valueOf(choice.name());
        }
        if (width < NARROW) {
            return DType.F32;
        }
        if (Devices.sharesMemory(device)) {
            return ArithmeticSpeed.fastest(device);
        }
        DType stored = transformer.storedType();
        boolean fast = stored != DType.F32 && ArithmeticSpeed.of(device, stored) > ArithmeticSpeed.of(device, DType.F32);
        return fast ? stored : ArithmeticSpeed.fastest(device);
    }
}
