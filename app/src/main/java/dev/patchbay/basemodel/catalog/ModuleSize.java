package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.naming.ModuleLocation;
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

    boolean fits(ModuleLocation location) {
        Shape weight = location.weight();
        return location.adaptable()
                && (in.isEmpty() || in.getAsLong() == weight.size(1))
                && (out.isEmpty() || out.getAsLong() == weight.size(0));
    }
}
