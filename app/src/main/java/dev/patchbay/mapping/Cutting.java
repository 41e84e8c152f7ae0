package dev.patchbay.mapping;

import dev.patchbay.mapping.recipe.RecipeReader;
import dev.patchbay.mapping.recipe.Recipes;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Extent;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Cuts one tensor as a {@link SplitRule} or {@link GatherRule} says: shape and recipe of each piece. Tensors that are part of an adapter
 * are cut so that {@code up · down} is cut as the weight would be.
 *
 * <p>Example: {@code split qkv.{w:**} → q.{w}, k.{w}, v.{w}} on a fused pair A {@code [4, in]}, B {@code [3 · out, 4]}, alpha 4. Each of
 * q, k, v gets its third of the rows of B, {@code [out, 4]}, and the whole A and alpha.
 *
 * <p>With {@code pair divide}, on A {@code [12, in]}, a block-diagonal B {@code [3 · out, 12]} and alpha 12: each gets its block of B,
 * {@code [out, 4]}, four rows of A, {@code [4, in]}, and alpha 4, so that alpha / rank stays 1. That B is zero outside its blocks is
 * checked when its values are read.
 */
final class Cutting {

    private final Recipes recipes;

    Cutting(Recipes recipes) {
        this.recipes = recipes;
    }

    /** Shape and recipe of a resulting tensor; its name comes from the template of the rule. */
    record Piece(Shape shape, TensorRecipe recipe) {}

    /** One piece for each template of the rule. */
    List<Piece> split(SplitRule rule, MappedTensor tensor) throws Inapplicable {
        Optional<AdapterKey> key = AdapterKey.parseAny(tensor.name());
        OptionalInt own = along(key, rule.dimension(), tensor.info());
        boolean divides = rule.pair() == SplitRule.SplitPair.DIVIDE
                && key.map(AdapterKey::part).filter(part -> part.isHalf() || part == Part.ALPHA).isPresent();
        int count = rule.into().size();
        if (own.isEmpty()) {
            return divides ? divided(key.orElseThrow().extent(), tensor, count) : shared(tensor, count);
        }
        int dimension = own.getAsInt();
        requireCuttable(dimension, tensor.info());
        List<Long> sizes = sizes(rule, dimension, tensor);
        List<Piece> pieces = new ArrayList<>(count);
        long from = 0;
        for (long size : sizes) {
            pieces.add(divides ? block(tensor, dimension, from, size, pieces.size(), count) : slice(tensor, dimension, from, size));
            from += size;
        }
        return pieces;
    }

    /** One piece for each target of the rule. */
    List<Piece> gather(GatherRule rule, MappedTensor tensor) throws Inapplicable {
        OptionalInt own = along(AdapterKey.parseAny(tensor.name()), rule.dimension(), tensor.info());
        if (own.isEmpty()) {
            return shared(tensor, rule.into().size());
        }
        int dimension = own.getAsInt();
        requireCuttable(dimension, tensor.info());
        Shape shape = tensor.info().shape();
        long chunk = even(tensor.name(), shape, dimension, rule.chunks());
        List<Piece> pieces = new ArrayList<>(rule.into().size());
        for (GatherRule.Target target : rule.into()) {
            List<TensorRecipe> chunks = target.chunks().stream()
                    .map(index -> recipes.slice(tensor.recipe(), dimension, index * chunk, chunk))
                    .toList();
            pieces.add(new Piece(shape.with(dimension, chunk * chunks.size()), recipes.concat(chunks, dimension)));
        }
        return pieces;
    }

    /**
     * Which dimension of this tensor corresponds to a dimension of the weight; empty if every piece gets the whole tensor (A, when rows
     * are cut).
     */
    private static OptionalInt along(Optional<AdapterKey> key, int dimension, TensorInfo info) {
        // An alpha is a single number; a tensor of that name with more elements is cut like any other.
        return key.filter(one -> one.part() != Part.ALPHA || info.shape().elements() == 1)
                .map(one -> one.extent().along(dimension, info.shape()))
                .orElse(OptionalInt.of(dimension));
    }

    private static List<Piece> shared(MappedTensor tensor, int count) {
        return Collections.nCopies(count, new Piece(tensor.info().shape(), tensor.recipe()));
    }

    private static void requireCuttable(int dimension, TensorInfo info) throws Inapplicable {
        if (dimension >= info.shape().dimensions()) {
            throw new Inapplicable("mapping.splitNoDimension", info.name(), info.shape(), dimension);
        }
        if (info.dtype().bits() < 8) {
            throw new Inapplicable("mapping.splitBits", info.name(), info.dtype());
        }
    }

    private Piece slice(MappedTensor tensor, int dimension, long from, long size) {
        return new Piece(tensor.info().shape().with(dimension, size), recipes.slice(tensor.recipe(), dimension, from, size));
    }

    /** One block of a block-diagonal matrix, with its own share of the rank. */
    private Piece block(MappedTensor tensor, int dimension, long from, long size, int index, int count) throws Inapplicable {
        int other = 1 - dimension;
        Shape shape = tensor.info().shape();
        if (other < 0 || shape.dimensions() < 2 || tensor.info().dtype().isQuantised() || !FloatCodec.canDecode(tensor.info().dtype())) {
            throw new Inapplicable("mapping.splitDivide", tensor.name(), shape, tensor.info().dtype());
        }
        long rank = even(tensor.name(), shape, other, count);
        TensorRecipe recipe = recipes.diagonalBlock(tensor.recipe(), dimension, from, size, index, count);
        return new Piece(shape.with(dimension, size).with(other, rank), recipe);
    }

    /** Equal shares of the rank dimension, or of an alpha. */
    private List<Piece> divided(Extent extent, MappedTensor tensor, int count) throws Inapplicable {
        TensorInfo info = tensor.info();
        OptionalInt ranks = extent.rankDimension();
        if (ranks.isEmpty()) {
            if (!RecipeReader.SCALABLE.contains(info.dtype())) {
                throw new Inapplicable("mapping.scaleType", info.name(), info.dtype());
            }
            return Collections.nCopies(count, new Piece(info.shape(), Recipes.scaled(tensor.recipe(), 1.0 / count)));
        }
        int dimension = ranks.getAsInt();
        long rank = even(info.name(), info.shape(), dimension, count);
        List<Piece> pieces = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            pieces.add(slice(tensor, dimension, index * rank, rank));
        }
        return pieces;
    }

    private static long even(String name, Shape shape, int dimension, int count) throws Inapplicable {
        long whole = shape.size(dimension);
        if (whole % count != 0 || whole == 0) {
            throw new Inapplicable("mapping.splitUneven", name, shape, dimension, count);
        }
        return whole / count;
    }

    private static List<Long> sizes(SplitRule rule, int dimension, MappedTensor tensor) throws Inapplicable {
        int count = rule.into().size();
        Shape shape = tensor.info().shape();
        if (rule.sizes().isEmpty()) {
            return Collections.nCopies(count, even(tensor.name(), shape, dimension, count));
        }
        long left = shape.size(dimension);
        for (long size : rule.sizes()) {
            left = size > left ? -1 : left - size;
        }
        if (left != 0) {
            throw new Inapplicable("mapping.splitSum", tensor.name(), shape, dimension, rule.sizes());
        }
        return rule.sizes();
    }
}
