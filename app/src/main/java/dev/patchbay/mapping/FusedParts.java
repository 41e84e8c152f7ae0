package dev.patchbay.mapping;

import dev.patchbay.mapping.Cutting.Piece;
import dev.patchbay.mapping.PairHalf.Found;
import dev.patchbay.mapping.recipe.RecipeReader;
import dev.patchbay.mapping.recipe.Recipes;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.mapping.recipe.TensorRecipe.BlockDiagonal;
import dev.patchbay.mapping.recipe.TensorRecipe.Rescaled;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shape and recipe of what a {@link FuseRule} makes of parts.
 *
 * @param halves every tensor that is part of a factorised difference, by its module
 */
record FusedParts(FuseRule rule, Recipes recipes, Map<String, Map<PairHalf, MappedTensor>> halves) {

    /** @throws Inapplicable if shapes or dtypes do not go together */
    Piece of(List<MappedTensor> parts) throws Inapplicable {
        try {
            return fused(parts);
        } catch (ArithmeticException e) {
            throw new Inapplicable("mapping.fuseLarge", parts.getFirst().name(), parts.getFirst().info().shape());
        }
    }

    private Piece fused(List<MappedTensor> parts) throws Inapplicable {
        requireOneType(parts);
        List<Found> found = parts.stream().map(part -> PairHalf.find(part.name())).flatMap(Optional::stream).toList();
        if (found.isEmpty()) {
            return concat(recipes(parts), parts, rule.dimension());
        }
        PairHalf half = found.getFirst().half();
        if (found.size() < parts.size() || found.stream().anyMatch(one -> !one.plain() || one.half() != half)) {
            throw new Inapplicable("mapping.fuseHalves", parts.getFirst().name(), parts.getLast().name());
        }
        boolean shares = shares(found);
        if (half == PairHalf.ALPHA) {
            return alpha(parts, found, shares);
        }
        if (half == PairHalf.DOWN == (rule.dimension() == 0)) {
            return shares ? shared(parts) : concat(recipes(parts), parts, rule.dimension());
        }
        return cut(parts, found, shares);
    }

    /** The half whose rows or columns are those of the product: put together, or on a diagonal. */
    private Piece cut(List<MappedTensor> parts, List<Found> found, boolean shares) throws Inapplicable {
        List<TensorRecipe> scaled = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            double ranks = shares ? 1 : (double) rank(parts.getFirst()) / Math.max(1, rank(parts.get(i)));
            scaled.add(atScale(parts.get(i).recipe(), found.getFirst(), found.get(i), ranks));
        }
        boolean bias = parts.getFirst().info().shape().dimensions() < 2;
        return shares || bias ? concat(scaled, parts, bias ? 0 : rule.dimension()) : diagonal(scaled, parts);
    }

    /** A part brought to the scale of the first one, whose alpha the fused pair keeps. */
    private TensorRecipe atScale(TensorRecipe part, Found first, Found own, double ranks) {
        Optional<TensorRecipe> reference = half(first.module(), PairHalf.ALPHA).map(MappedTensor::recipe);
        Optional<TensorRecipe> alpha = half(own.module(), PairHalf.ALPHA).map(MappedTensor::recipe);
        boolean same = reference.equals(alpha) && ranks == 1;
        return same || reference.isEmpty() || alpha.isEmpty() ? part : new Rescaled(part, alpha.get(), reference.get(), ranks);
    }

    /** The alpha of the first part; where ranks add up, as much more of it. */
    private Piece alpha(List<MappedTensor> parts, List<Found> found, boolean shares) throws Inapplicable {
        MappedTensor first = parts.getFirst();
        if (shares) {
            return new Piece(first.info().shape(), first.recipe());
        }
        long all = 0;
        for (Found one : found) {
            all += half(one.module(), cutHalf()).map(this::rank).orElse(0L);
        }
        long own = half(found.getFirst().module(), cutHalf()).map(this::rank).orElse(0L);
        if (own <= 0 || !RecipeReader.SCALABLE.contains(first.info().dtype())) {
            throw new Inapplicable("mapping.fuseAlpha", first.name(), first.info().dtype());
        }
        return new Piece(first.info().shape(), Recipes.scaled(first.recipe(), (double) all / own));
    }

    private Piece shared(List<MappedTensor> parts) throws Inapplicable {
        Shape shape = parts.getFirst().info().shape();
        for (MappedTensor part : parts) {
            if (!part.info().shape().equals(shape)) {
                throw new Inapplicable("mapping.fuseShapes", parts.getFirst().name(), shape, part.name(), part.info().shape());
            }
        }
        return new Piece(shape, Recipes.agreed(recipes(parts)));
    }

    /** True if all parts have the shared half in common, or the rule says so. */
    private boolean shares(List<Found> found) {
        if (rule.pair() == FuseRule.FusedPair.SHARE) {
            return true;
        }
        PairHalf shared = rule.dimension() == 0 ? PairHalf.DOWN : PairHalf.UP;
        Optional<TensorRecipe> first = half(found.getFirst().module(), shared).map(MappedTensor::recipe);
        return first.isPresent()
                && found.stream().allMatch(one -> half(one.module(), shared).map(MappedTensor::recipe).equals(first));
    }

    private Optional<MappedTensor> half(String module, PairHalf half) {
        return Optional.ofNullable(halves.getOrDefault(module, Map.of()).get(half));
    }

    private PairHalf cutHalf() {
        return rule.dimension() == 0 ? PairHalf.UP : PairHalf.DOWN;
    }

    private int otherDimension() {
        return 1 - rule.dimension();
    }

    /** Rank of the half that is cut: the dimension that is not. */
    private long rank(MappedTensor tensor) {
        Shape shape = tensor.info().shape();
        return shape.dimensions() < 2 ? 0 : shape.size(otherDimension());
    }

    private static List<TensorRecipe> recipes(List<MappedTensor> parts) {
        return parts.stream().map(MappedTensor::recipe).toList();
    }

    private Piece concat(List<TensorRecipe> made, List<MappedTensor> parts, int dimension) throws Inapplicable {
        Shape first = parts.getFirst().info().shape();
        long size = 0;
        for (MappedTensor part : parts) {
            Shape shape = part.info().shape();
            if (dimension >= shape.dimensions()) {
                throw new Inapplicable("mapping.splitNoDimension", part.name(), shape, dimension);
            }
            if (shape.dimensions() != first.dimensions() || !shape.with(dimension, first.size(dimension)).equals(first)) {
                throw new Inapplicable("mapping.fuseShapes", parts.getFirst().name(), first, part.name(), shape);
            }
            size = Math.addExact(size, shape.size(dimension));
        }
        Shape whole = first.with(dimension, size);
        requireBytes(parts.getFirst(), dimension == first.dimensions() - 1);
        requireCountable(parts.getFirst(), whole);
        return new Piece(whole, recipes.concat(made, dimension));
    }

    private Piece diagonal(List<TensorRecipe> made, List<MappedTensor> parts) throws Inapplicable {
        Shape first = parts.getFirst().info().shape();
        long rows = 0;
        long columns = 0;
        for (MappedTensor part : parts) {
            Shape shape = part.info().shape();
            boolean matrix = shape.dimensions() >= 2 && shape.dimensions() == first.dimensions();
            if (!matrix || !shape.with(0, first.size(0)).with(1, first.size(1)).equals(first)) {
                throw new Inapplicable("mapping.fuseShapes", parts.getFirst().name(), first, part.name(), shape);
            }
            rows = Math.addExact(rows, shape.size(0));
            columns = Math.addExact(columns, shape.size(1));
        }
        Shape whole = first.with(0, rows).with(1, columns);
        requireBytes(parts.getFirst(), true);
        requireCountable(parts.getFirst(), whole);
        return new Piece(whole, new BlockDiagonal(made));
    }

    private static void requireOneType(List<MappedTensor> parts) throws Inapplicable {
        DType type = parts.getFirst().info().dtype();
        for (MappedTensor part : parts) {
            if (part.info().dtype() != type) {
                throw new Inapplicable("mapping.fuseTypes", parts.getFirst().name(), type, part.name(), part.info().dtype());
            }
        }
    }

    /** Elements have to be whole bytes that can lie beside others, and zero has to be zero. */
    private static void requireBytes(MappedTensor part, boolean single) throws Inapplicable {
        DType type = part.info().dtype();
        if (type.bits() < 8 || single && (type.isQuantised() || type == DType.F8_E8M0)) {
            throw new Inapplicable("mapping.fuseBits", part.name(), type);
        }
    }

    /** Throws ArithmeticException for what no machine can hold. */
    private static long requireCountable(MappedTensor part, Shape whole) {
        return part.info().dtype().byteSize(whole.elements());
    }
}
