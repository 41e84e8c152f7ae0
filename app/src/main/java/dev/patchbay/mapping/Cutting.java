package dev.patchbay.mapping;

import dev.patchbay.mapping.PairHalf.Found;
import dev.patchbay.mapping.recipe.RecipeReader;
import dev.patchbay.mapping.recipe.Recipes;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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
        Optional<Found> half = PairHalf.find(tensor.name());
        boolean divides = rule.pair() == SplitRule.SplitPair.DIVIDE && half.isPresent() && half.get().plain();
        if (isShared(half, rule.dimension(), tensor.info())) {
            return divides ? divided(rule, tensor) : shared(tensor, rule.into().size());
        }
        requireCuttable(rule.dimension(), tensor.info());
        List<Long> sizes = sizes(rule, tensor.name(), tensor.info().shape());
        List<Piece> pieces = new ArrayList<>(sizes.size());
        long from = 0;
        for (long size : sizes) {
            pieces.add(divides ? block(rule, tensor, from, size, pieces.size()) : slice(tensor, rule.dimension(), from, size));
            from += size;
        }
        return pieces;
    }

    /** A piece for each target of the rule. */
    List<Piece> gather(GatherRule rule, MappedTensor tensor) throws Inapplicable {
        int dimension = rule.dimension();
        if (isShared(PairHalf.find(tensor.name()), dimension, tensor.info())) {
            return shared(tensor, rule.into().size());
        }
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

    private static boolean isShared(Optional<Found> half, int dimension, TensorInfo info) {
        return half.isPresent() && half.get().half().isShared(dimension, info.shape());
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
    private Piece block(SplitRule rule, MappedTensor tensor, long from, long size, int index) throws Inapplicable {
        int count = rule.into().size();
        int other = 1 - rule.dimension();
        Shape shape = tensor.info().shape();
        if (other < 0 || tensor.info().dtype().isQuantised() || !FloatCodec.canDecode(tensor.info().dtype())) {
            throw new Inapplicable("mapping.splitDivide", tensor.name(), shape, tensor.info().dtype());
        }
        long rank = even(tensor.name(), shape, other, count);
        TensorRecipe recipe = recipes.diagonalBlock(tensor.recipe(), rule.dimension(), from, size, index, count);
        return new Piece(shape.with(rule.dimension(), size).with(other, rank), recipe);
    }

    /** The rank of the down matrix, or the alpha, divided among the pieces. */
    private List<Piece> divided(SplitRule rule, MappedTensor tensor) throws Inapplicable {
        int count = rule.into().size();
        TensorInfo info = tensor.info();
        if (info.shape().dimensions() < 2) {
            if (!RecipeReader.SCALABLE.contains(info.dtype())) {
                throw new Inapplicable("mapping.scaleType", info.name(), info.dtype());
            }
            return Collections.nCopies(count, new Piece(info.shape(), Recipes.scaled(tensor.recipe(), 1.0 / count)));
        }
        int dimension = rule.dimension();
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

    private static List<Long> sizes(SplitRule rule, String name, Shape shape) throws Inapplicable {
        int count = rule.into().size();
        if (rule.sizes().isEmpty()) {
            return Collections.nCopies(count, even(name, shape, rule.dimension(), count));
        }
        long left = shape.size(rule.dimension());
        for (long size : rule.sizes()) {
            left = size > left ? -1 : left - size;
        }
        if (left != 0) {
            throw new Inapplicable("mapping.splitSum", name, shape, rule.dimension(), rule.sizes());
        }
        return rule.sizes();
    }
}
