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

/** Shapes and recipes of what a {@link SplitRule} or a {@link GatherRule} makes of one tensor. */
final class Cutting {

    private final Recipes recipes;

    Cutting(Recipes recipes) {
        this.recipes = recipes;
    }

    /** A piece without its name. */
    record Piece(Shape shape, TensorRecipe recipe) {}

    /** A piece for each name of the rule. */
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

    /** A piece for each target of the rule. */
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

    /** The tensor's own dimension that runs along one of the weight; empty if every piece of the weight has the whole tensor. */
    private static OptionalInt along(Optional<AdapterKey> key, int dimension, TensorInfo info) {
        // An alpha is one number; more of them would be something else.
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

    /** Rows of the up matrix with their own share of the rank. */
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

    /** The rank of the down matrix, or the alpha, divided among the pieces. */
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
