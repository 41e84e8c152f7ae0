package dev.patchbay.examination;

import dev.patchbay.lowrank.Spectrum;
import dev.patchbay.tensor.HeatMap;
import java.util.OptionalDouble;

/**
 * What a module adds to the weight of its layer, {@code ΔW = s · B · A} or what its algorithm has for it; without DoRA's magnitudes.
 *
 * @param outputs of the layer
 * @param inputs of the layer, times the kernel size of a convolution
 * @param norm ‖ΔW‖, the Frobenius norm
 * @param spectrum singular values of ΔW
 * @param map of ΔW
 * @param baseNorm ‖W‖ of the base's weight; empty where its values are not on this machine
 */
public record ChangeValues(int outputs, int inputs, double norm, Spectrum spectrum, HeatMap map, OptionalDouble baseNorm) {

    /** ‖ΔW‖ / ‖W‖; empty where the base's values are not on this machine, or are zero. */
    public OptionalDouble share() {
        return baseNorm.orElse(0) > 0 ? OptionalDouble.of(norm / baseNorm.orElse(0)) : OptionalDouble.empty();
    }
}
