package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code GLoRAAdapter}, in LyCORIS' old order of the factors or the new one. */
record GloraPatch(Stored a1, Stored a2, Stored b1, Stored b2, Extras extras) implements Patch {

    static Optional<Patch> load(String name, LoraFile file, Extras extras) throws ComfyStop {
        Optional<Stored> a1 = file.find(name + ".a1.weight");
        if (a1.isEmpty()) {
            return Optional.empty();
        }
        Stored a2 = file.get(name + ".a2.weight");
        return Optional.of(new GloraPatch(a1.get(), a2, file.get(name + ".b1.weight"), file.get(name + ".b2.weight"), extras));
    }

    @Override
    public List<Stored> tensors() {
        return Stream.concat(Stream.of(a1, a2, b1, b2), extras.tensors().stream()).toList();
    }

    @Override
    public Optional<Misfit> apply(Shape weight) throws ComfyStop {
        for (Stored factor : List.of(a1, a2, b1, b2)) {
            if (factor.shape().dimensions() < 2) {
                throw ComfyStop.sizes(factor.name(), factor.shape());
            }
        }
        boolean old = equal(rows(a1), columns(a2), rows(b1), columns(b2));
        boolean later = equal(columns(a1), rows(a2), columns(b1), rows(b2));
        if (!old && !later && extras.alpha().isPresent()) {
            throw ComfyStop.sizes(a1.name(), a1.shape());
        }
        boolean square = weight.dimensions() >= 2 && rows(a2) == weight.size(0) && weight.size(0) == weight.size(1);
        boolean fits = old && (!later || square) ? oldFits(weight) : laterFits(weight);
        return fits ? extras.decompose(weight) : Optional.of(Misfit.FACTORS);
    }

    /** {@code b2·b1 + W·a2·a1}. */
    private boolean oldFits(Shape weight) {
        Optional<Shape> sum = Matrices.flatProduct(b2.shape(), b1.shape());
        return Matrices.flatProduct(weight, a2.shape())
                .flatMap(half -> Matrices.flatProduct(half, a1.shape()))
                .flatMap(change -> sum.flatMap(other -> Matrices.broadcast(change, other)))
                .filter(change -> change.elements() == weight.elements())
                .isPresent();
    }

    /** {@code W·a1·a2 + b1·b2}; of a convolution {@code W}'s inputs are multiplied. */
    private boolean laterFits(Shape weight) {
        if (weight.dimensions() < 2) {
            return false;
        }
        Shape inputs = Shape.of(weight.size(0), weight.size(1));
        long kernel = weight.elements() / Math.max(1, inputs.elements());
        boolean change = Matrices.flatProduct(inputs, a1.shape())
                .flatMap(half -> Matrices.flatProduct(half, a2.shape()))
                .filter(product -> product.elements() * kernel == weight.elements())
                .isPresent();
        return change && Matrices.flatProduct(b1.shape(), b2.shape())
                .filter(product -> product.elements() == weight.elements())
                .isPresent();
    }

    private static long rows(Stored factor) {
        return factor.shape().size(0);
    }

    private static long columns(Stored factor) {
        return factor.shape().size(1);
    }

    private static boolean equal(long one, long... others) {
        for (long other : others) {
            if (other != one) {
                return false;
            }
        }
        return true;
    }
}
