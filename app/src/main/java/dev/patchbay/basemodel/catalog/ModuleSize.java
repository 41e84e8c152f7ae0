package dev.patchbay.basemodel.catalog;

import dev.patchbay.tensor.Shape;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Name and sizes of a module, as an adapter shows them.
 *
 * @param container what wraps the name; empty if nothing
 * @param component empty for the denoiser
 * @param name inside its component, or flattened with underscores
 * @param piece which part of a fused layer it changes, if only one
 * @param in columns of its down matrix, if there is one
 * @param out rows of its up matrix, if there is one
 */
public record ModuleSize(String container, String component, String name, OptionalInt piece, OptionalLong in, OptionalLong out) {

    /** A module of the denoiser. */
    public ModuleSize(String name, OptionalLong in, OptionalLong out) {
        this("", "", name, OptionalInt.empty(), in, out);
    }

    /** True if what the adapter shows of the sizes is that of a layer, or of a norm, with this weight. */
    boolean fits(Shape weight) {
        if (weight.dimensions() < 2) {
            return weight.dimensions() == 1 && in.isEmpty() && out.isPresent() && out.getAsLong() == weight.size(0);
        }
        return (out.isEmpty() || out.getAsLong() == weight.size(0)) && (in.isEmpty() || isInput(weight));
    }

    /** Some algorithms keep the kernel of a convolution within the columns. */
    private boolean isInput(Shape weight) {
        return in.getAsLong() == weight.size(1) || weight.size(0) > 0 && in.getAsLong() == weight.elements() / weight.size(0);
    }

    /** True if it shows a size at all. */
    boolean isSized() {
        return in.isPresent() || out.isPresent();
    }
}
