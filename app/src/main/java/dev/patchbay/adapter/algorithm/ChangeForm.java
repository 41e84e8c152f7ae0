package dev.patchbay.adapter.algorithm;

import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorStatistics;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The form in which an algorithm keeps its change of a weight {@code W}, {@code [out, in]} of a linear layer, {@code [out, in, k…]} of a
 * convolution with kernel {@code k…}. What is asked of a module's parts never reads a value, except {@link #isNeutral} and {@link #change}.
 */
public abstract class ChangeForm {

    private final Set<Part> own = EnumSet.noneOf(Part.class);

    /** @param shared parts of another algorithm that this one has, too */
    ChangeForm(Algorithm algorithm, Part... shared) {
        Stream.of(Part.values()).filter(part -> part.algorithm().filter(algorithm::equals).isPresent()).forEach(own::add);
        own.addAll(List.of(shared));
    }

    /** The parts of this algorithm. Alpha, magnitudes and the differences of {@link FullDifference} may be beside them. */
    public Set<Part> parts() {
        return Collections.unmodifiableSet(own);
    }

    /** True if no part is missing that the change cannot be computed without. */
    public abstract boolean isComplete(Parts parts);

    /**
     * The change as a sum of products: each list is one product, which is zero if one of its factors is. A product of which no part is
     * there counts as zero.
     */
    abstract List<List<Part>> products();

    /** The products that the change is made of. */
    List<Factors> factors() {
        return List.of();
    }

    /** False if factors of a product are there and their ranks differ, so that it cannot be formed. */
    public boolean multiplies(Parts parts) {
        return factors().stream().allMatch(product -> product.agree(parts));
    }

    /** Inner size of the product, which alpha is divided by; 0 where the algorithm has none, or the parts are not matrices. */
    public long rank(Parts parts) {
        return 0;
    }

    /** Columns of {@code W}, as far as the shapes tell: the inputs of the layer, without the kernel unless the parts keep it flat. */
    public OptionalLong inputs(Parts parts) {
        return OptionalLong.empty();
    }

    /** Rows of {@code W}, as far as the shapes tell. */
    public OptionalLong outputs(Parts parts) {
        return OptionalLong.empty();
    }

    /** Sizes of the kernel of a convolution; empty for a linear layer, or where the parts do not tell. */
    public List<Long> kernel(Parts parts) {
        return List.of();
    }

    /** True if alpha divided by the rank multiplies the change. */
    public boolean isScaled(Parts parts) {
        return false;
    }

    /** False if the parts belong to another algorithm that uses the same part names. */
    public boolean claims(Parts parts) {
        return true;
    }

    /** True if the existing parts fit a weight of this shape; sizes that the parts do not show are not compared. */
    public boolean fits(Parts parts, Shape weight) {
        if (weight.dimensions() < 2 || outputs(parts).orElse(weight.size(0)) != weight.size(0)) {
            return false;
        }
        long columns = weight.elements() / Math.max(1, weight.size(0));
        long places = kernel(parts).stream().reduce(1L, (left, right) -> left * right);
        return inputs(parts).isEmpty() || inputs(parts).getAsLong() * places == columns;
    }

    /** True if both halves would fit transposed, as MLX stores them. */
    public boolean fitsTurned(Parts parts, Shape weight) {
        return false;
    }

    /**
     * True if the values change nothing, as before the first step of a training.
     *
     * @param read of each part whose type can be read
     */
    public boolean isNeutral(Parts parts, Map<Part, TensorStatistics> read) {
        return !parts.has(Part.SET_WEIGHT)
                && products().stream().allMatch(product -> isZero(product, parts, read))
                && FullDifference.PRODUCTS.stream().allMatch(product -> isZero(product, parts, read));
    }

    private static boolean isZero(List<Part> product, Parts parts, Map<Part, TensorStatistics> read) {
        return product.stream().noneMatch(parts.shapes()::containsKey)
                || product.stream().anyMatch(part -> Optional.ofNullable(read.get(part))
                        .map(values -> values.zeros() == values.count()).orElse(false));
    }

    /** True for a part of which the product that the algorithm adds to the weight is made. */
    public boolean isFactor(Part part) {
        return isLowRank() && own.contains(part) && difference(part).isEmpty();
    }

    /** The full-rank change that a part makes to a tensor of the layer; empty for factors and for parts without an effect of their own. */
    public Optional<Difference> difference(Part part) {
        return Optional.ofNullable(FullDifference.DIFFERENCES.get(part));
    }

    /** True if {@link #change} can be computed: the algorithm adds something to {@code W} that depends on nothing but the module. */
    public boolean isLowRank() {
        return false;
    }

    /** True if the weight is changed by the transpose of the product that the file keeps: in an embedding. */
    public boolean isTransposed(Parts parts) {
        return false;
    }

    /**
     * What is added to {@code W}, {@code [outputs, inputs · kernel]}; DoRA's magnitudes and differences of full rank are not included.
     *
     * @param parts complete
     * @param values of these parts
     * @param scale factor of the product
     * @throws IllegalArgumentException if the shapes do not fit each other
     * @throws LowRankException if a part holds no numbers
     * @throws UnsupportedOperationException unless {@link #isLowRank}
     */
    public LayerChange change(Parts parts, PartValues values, double scale) throws IOException {
        throw new UnsupportedOperationException(values.address() + " has no change of its own");
    }
}
