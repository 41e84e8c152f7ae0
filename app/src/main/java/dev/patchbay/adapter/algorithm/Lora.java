package dev.patchbay.adapter.algorithm;

import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.LowRankTensors;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code ΔW = scale · B · A}; in a convolution with a middle factor {@code scale · B · (mid × A)} (Tucker); in an embedding, whose weight
 * is {@code [entries, width]}, the transpose of {@code scale · B · A} with A {@code [r, entries]} and B {@code [width, r]}.
 *
 * @see <a href="https://arxiv.org/abs/2106.09685">LoRA</a>
 */
class Lora extends ChangeForm {

    private static final Factors PAIR = new Factors(Part.UP, Part.DOWN, Part.MID, false);
    private static final Factors EMBEDDING = new Factors(Part.EMBEDDING_UP, Part.EMBEDDING_DOWN);

    Lora() {
        super(Algorithm.LORA);
    }

    /** A kind of LoRA with more parts. */
    Lora(Algorithm algorithm, Part... shared) {
        super(algorithm, shared);
    }

    @Override
    public boolean isComplete(Parts parts) {
        return parts.has(Part.DOWN, Part.UP) || parts.has(Part.EMBEDDING_DOWN, Part.EMBEDDING_UP);
    }

    @Override
    List<List<Part>> products() {
        return List.of(
                List.of(Part.DOWN, Part.MID, Part.UP), List.of(Part.EMBEDDING_DOWN, Part.EMBEDDING_UP), List.of(Part.UP_BIAS));
    }

    @Override
    List<Factors> factors() {
        return List.of(PAIR, EMBEDDING);
    }

    @Override
    public long rank(Parts parts) {
        return parts.size(0, Part.DOWN).orElse(parts.size(1, Part.UP)
                .orElse(parts.size(0, Part.EMBEDDING_DOWN).orElse(parts.size(1, Part.EMBEDDING_UP).orElse(0))));
    }

    @Override
    public OptionalLong inputs(Parts parts) {
        return isTransposed(parts) ? parts.size(0, Part.EMBEDDING_UP) : parts.size(1, Part.DOWN);
    }

    @Override
    public OptionalLong outputs(Parts parts) {
        return isTransposed(parts) ? parts.size(1, Part.EMBEDDING_DOWN) : parts.size(0, Part.UP, Part.UP_BIAS);
    }

    @Override
    public List<Long> kernel(Parts parts) {
        return parts.kernel(Part.MID, Part.DOWN);
    }

    @Override
    public boolean isScaled(Parts parts) {
        return true;
    }

    @Override
    public boolean fits(Parts parts, Shape weight) {
        return isTransposed(parts) ? embeddingFits(parts, weight) : pairFits(parts, weight);
    }

    private static boolean pairFits(Parts parts, Shape weight) {
        // Beside a middle factor the down matrix has no kernel of its own.
        boolean middle = parts.has(Part.MID);
        return weight.dimensions() >= 2
                && parts.agrees(Part.DOWN, down -> middle
                        ? down.dimensions() >= 2 && down.size(1) == weight.size(1)
                        : downFits(down, weight))
                && parts.agrees(Part.MID, mid -> isKernelOf(mid, weight))
                && parts.agrees(Part.UP, up -> upFits(up, weight));
    }

    private static boolean embeddingFits(Parts parts, Shape weight) {
        return weight.dimensions() == 2
                && parts.agrees(Part.EMBEDDING_DOWN, down -> down.dimensions() == 2 && down.size(1) == weight.size(0))
                && parts.agrees(Part.EMBEDDING_UP, up -> up.dimensions() == 2 && up.size(0) == weight.size(1));
    }

    @Override
    public boolean fitsTurned(Parts parts, Shape weight) {
        return parts.shape(Part.DOWN).flatMap(Lora::turned).filter(down -> downFits(down, weight)).isPresent()
                && parts.shape(Part.UP).flatMap(Lora::turned).filter(up -> upFits(up, weight)).isPresent();
    }

    private static Optional<Shape> turned(Shape matrix) {
        return matrix.dimensions() == 2 ? Optional.of(Shape.of(matrix.size(1), matrix.size(0))) : Optional.empty();
    }

    /** {@code [r, in]} for a linear layer, {@code [r, in, k…]} for a convolution; a 1×1 convolution takes either. */
    private static boolean downFits(Shape down, Shape weight) {
        return down.dimensions() >= 2 && down.size(1) == weight.size(1) && isKernelOf(down, weight);
    }

    /** {@code [out, r]}, or {@code [out, r, 1…]} for a convolution. */
    private static boolean upFits(Shape up, Shape weight) {
        return up.dimensions() >= 2 && up.size(0) == weight.size(0) && kernel(up).isEmpty();
    }

    private static boolean isKernelOf(Shape factor, Shape weight) {
        return kernel(factor).equals(kernel(weight));
    }

    /** None for 1×1. */
    private static List<Long> kernel(Shape shape) {
        List<Long> sizes = Parts.kernel(shape);
        return sizes.stream().allMatch(size -> size == 1) ? List.of() : sizes;
    }

    @Override
    public Optional<Difference> difference(Part part) {
        return part == Part.UP_BIAS ? Optional.of(Difference.OF_BIAS_SCALED) : super.difference(part);
    }

    @Override
    public boolean isLowRank() {
        return true;
    }

    @Override
    public boolean isTransposed(Parts parts) {
        return parts.hasAny(Part.EMBEDDING_DOWN, Part.EMBEDDING_UP) && !parts.has(Part.DOWN, Part.UP);
    }

    @Override
    public LayerChange change(Parts parts, PartValues values, double scale) throws IOException {
        if (isTransposed(parts)) {
            return pair(values, Part.EMBEDDING_UP, Part.EMBEDDING_DOWN, scale).transposed();
        }
        return parts.has(Part.MID)
                ? PAIR.product(parts, values, scale)
                : pair(values, Part.UP, Part.DOWN, scale);
    }

    private static LowRankFactors pair(PartValues values, Part up, Part down, double scale) throws IOException {
        return new LowRankTensors(values.address(), values.data(up), values.data(down), scale).read();
    }
}
