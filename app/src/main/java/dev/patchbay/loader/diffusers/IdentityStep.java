package dev.patchbay.loader.diffusers;

import dev.patchbay.tensor.Shape;

/**
 * A whole difference of a linear layer as a pair: A is the difference, B a matrix of ones on the diagonal, as long as the bias.
 *
 * @param name of the difference
 * @param target module of diffusers, whose bias is already there
 */
record IdentityStep(String name, String target) implements ConversionStep {

    @Override
    public void run(Conversion state) throws LoaderStop {
        if (state.left().has(name)) {
            Held difference = state.left().take(name);
            Held bias = state.made().take(target + ".lora_B.bias");
            state.made().put(target + ".lora_B.bias", bias);
            state.made().put(target + ".lora_A.weight", difference);
            Shape square = Shape.of(bias.shape().size(0), difference.shape().size(0));
            state.made().put(target + ".lora_B.weight", new Held(square, difference.from()));
        }
    }
}
