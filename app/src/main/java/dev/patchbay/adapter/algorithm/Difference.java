package dev.patchbay.adapter.algorithm;

/**
 * A part of full rank that changes one tensor of the layer by itself.
 *
 * @param tensor end of that tensor's name: {@code .weight} or {@code .bias}
 * @param replaces true if it stands in the place of the tensor instead of being added
 * @param isScaled true if the module's scale multiplies it, as it does with the bias of an up matrix
 */
public record Difference(String tensor, boolean replaces, boolean isScaled) {

    static final Difference OF_WEIGHT = new Difference(".weight", false, false);
    static final Difference OF_BIAS = new Difference(".bias", false, false);
    static final Difference IN_PLACE_OF_WEIGHT = new Difference(".weight", true, false);
    static final Difference OF_BIAS_SCALED = new Difference(".bias", false, true);
}
