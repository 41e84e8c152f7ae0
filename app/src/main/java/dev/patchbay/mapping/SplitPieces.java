package dev.patchbay.mapping;

import dev.patchbay.mapping.TensorRecipe.Slice;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Shapes and recipes of what a {@link SplitRule} makes of one tensor. */
final class SplitPieces {

    private SplitPieces() {}

    /** A piece without its name. */
    record Piece(Shape shape, TensorRecipe recipe) {}

    /** A tensor that cannot be cut so; one sentence. */
    static final class Indivisible extends Exception {

        private final transient Message explanation;

        Indivisible(Message explanation) {
            super(explanation.key());
            this.explanation = explanation;
        }

        Message explanation() {
            return explanation;
        }
    }

    static List<Piece> of(SplitRule rule, MappedTensor tensor) throws Indivisible {
        TensorInfo info = tensor.info();
        Optional<PairHalf> half = PairHalf.of(info.name());
        if (half.isPresent() && isShared(half.get(), rule, info.shape())) {
            return Collections.nCopies(rule.into().size(), new Piece(info.shape(), tensor.recipe()));
        }
        if (rule.dimension() >= info.shape().dimensions()) {
            throw new Indivisible(Message.of("mapping.splitNoDimension", info.name(), info.shape(), rule.dimension()));
        }
        if (info.dtype().bits() < 8) {
            throw new Indivisible(Message.of("mapping.splitBits", info.name(), info.dtype()));
        }
        return cut(rule, tensor);
    }

    /** Rows of {@code up · down} are rows of up alone, columns those of down alone. */
    private static boolean isShared(PairHalf half, SplitRule rule, Shape shape) {
        return switch (half) {
            case DOWN -> rule.dimension() == 0 && shape.dimensions() >= 2;
            case UP -> rule.dimension() == 1 && shape.dimensions() >= 2;
            case ALPHA -> shape.equals(Shape.SCALAR) || shape.equals(Shape.of(1));
        };
    }

    private static List<Piece> cut(SplitRule rule, MappedTensor tensor) throws Indivisible {
        Shape shape = tensor.info().shape();
        List<Long> sizes = sizes(rule, tensor.name(), shape);
        List<Piece> pieces = new ArrayList<>(sizes.size());
        long from = 0;
        for (long size : sizes) {
            pieces.add(new Piece(shape.with(rule.dimension(), size), new Slice(tensor.recipe(), rule.dimension(), from, size)));
            from += size;
        }
        return pieces;
    }

    private static List<Long> sizes(SplitRule rule, String name, Shape shape) throws Indivisible {
        long whole = shape.size(rule.dimension());
        int count = rule.into().size();
        if (rule.sizes().isEmpty()) {
            if (whole % count != 0 || whole == 0) {
                throw new Indivisible(Message.of("mapping.splitUneven", name, shape, rule.dimension(), count));
            }
            return Collections.nCopies(count, whole / count);
        }
        long sum = 0;
        for (long size : rule.sizes()) {
            sum = size > whole - sum ? Long.MAX_VALUE : sum + size;
            if (sum > whole) {
                break;
            }
        }
        if (sum != whole) {
            throw new Indivisible(Message.of("mapping.splitSum", name, shape, rule.dimension(), rule.sizes()));
        }
        return rule.sizes();
    }
}
