package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code OFTAdapter} and {@code BOFTAdapter}: the weight turned by blocks {@code [n, b, b]}, or by butterflies of them {@code [m, n, b,
 * b]}. Without an alpha, which is a limit of the rotation here, the latter compares nothing with 0 and leaves the weight as it is.
 */
record RotationPatch(Stored blocks, Optional<Stored> rescale, Extras extras) implements Patch {

    private static final int BUTTERFLIES = 4;

    static Optional<Patch> load(String name, LoraFile file, Extras extras) {
        return file.find(name + ".oft_blocks")
                .filter(blocks -> blocks.shape().dimensions() == 3 || blocks.shape().dimensions() == BUTTERFLIES)
                .map(blocks -> new RotationPatch(blocks, file.find(name + ".rescale"), extras));
    }

    @Override
    public List<Stored> tensors() {
        return Stream.of(Stream.of(blocks), rescale.stream(), extras.tensors().stream()).flatMap(one -> one).toList();
    }

    @Override
    public Optional<Misfit> apply(Shape weight) {
        Shape shape = blocks.shape();
        long size = shape.size(-1);
        boolean square = size == shape.size(-2) && weight.dimensions() > 0;
        boolean fits = square && (shape.dimensions() == BUTTERFLIES ? butterflies(weight, size) : shape.size(0) * size == weight.size(0));
        return fits ? extras.decompose(weight) : Optional.of(Misfit.FACTORS);
    }

    private boolean butterflies(Shape weight, long size) {
        long rows = weight.size(0);
        boolean divides = extras.alpha().isPresent() && size > 1 && blocks.shape().size(1) * size == rows;
        for (long half = size / 2, i = 0; divides && i < blocks.shape().size(0); i++, half *= 2) {
            divides = rows % (2 * half) == 0;
        }
        return divides && rescale.map(Stored::shape)
                .map(factor -> Matrices.broadcast(factor, weight).filter(weight::equals).isPresent())
                .orElse(true);
    }
}
