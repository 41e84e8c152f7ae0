package dev.patchbay.loader.diffusers;

import dev.patchbay.tensor.Shape;
import java.util.HashSet;
import java.util.Set;

/**
 * A tensor on its way through the loader: only its shape, and which tensors of the file it was made of.
 *
 * @param from names in the file
 */
record Held(Shape shape, Set<String> from) {

    Held {
        from = Set.copyOf(from);
    }

    /** Some of its rows, of the same tensor. */
    Held rows(long rows) {
        return new Held(shape.with(0, rows), from);
    }

    /** The same, made of another tensor, too. */
    Held with(Held other) {
        Set<String> both = new HashSet<>(from);
        both.addAll(other.from());
        return new Held(shape, both);
    }
}
