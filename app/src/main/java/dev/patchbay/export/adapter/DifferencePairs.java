package dev.patchbay.export.adapter;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.RecipeReader;
import dev.patchbay.mapping.recipe.Recipes;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whole differences as low-rank pairs, for programs that read nothing else: D {@code [out, in]} is B · A with A = D and B the identity
 * {@code [out, out]}, or, where the layer has fewer inputs than outputs, with A the identity {@code [in, in]} and B = D. A bias alone gets
 * a pair of zeros, of rank 1. The rule is that of diffusers' converter for Wan, which does so for {@code head.head}.
 */
final class DifferencePairs {

    private DifferencePairs() {}

    /**
     * The module with a pair in place of its difference; its other parts stay, and what a pair cannot say is not among them.
     *
     * @param weight shape of the layer's weight, for a bias alone
     * @return empty if the module has no difference of a layer: that of a norm is no product
     */
    static Optional<AdapterModule> of(AdapterModule module, Optional<Shape> weight) {
        if (module.algorithm() != Algorithm.FULL_DIFF) {
            return Optional.empty();
        }
        Map<Part, MappedTensor> parts = new EnumMap<>(Part.class);
        parts.putAll(module.parts());
        MappedTensor difference = parts.remove(Part.DIFF);
        if (difference != null && difference.info().shape().dimensions() >= 2) {
            pair(parts, difference);
        } else if (difference == null) {
            Optional<MappedTensor> bias = module.part(Part.DIFF_BIAS);
            weight.filter(shape -> shape.dimensions() >= 2 && bias.isPresent())
                    .ifPresent(shape -> zeros(parts, bias.orElseThrow(), shape));
        }
        return Optional.ofNullable(parts.get(Part.DOWN)).map(down -> low(module, parts, down));
    }

    /**
     * A pair and a whole difference in one module as one pair: {@code scale · B · A + D} is {@code [scale · B, B'] · [A; A']} with
     * {@code B' · A' = D}. The rank grows by the smaller side of D. ComfyUI (0.3.64) applies the difference only of two that stand for one
     * layer, and no other program reads it.
     *
     * @param scaled the module with the scale of its pair, which is multiplied into B
     * @return empty if there are not both, in the same sizes, or magnitudes stand beside them
     */
    static Optional<AdapterModule> joined(CanonicalModule scaled) {
        AdapterModule module = scaled.module();
        double scale = scaled.scale();
        Optional<MappedTensor> difference = module.part(Part.DIFF);
        if (!module.isPair() || module.isDora() || difference.isEmpty() || module.part(Part.SET_WEIGHT).isPresent()) {
            return Optional.empty();
        }
        MappedTensor down = module.down().orElseThrow();
        MappedTensor up = module.up().orElseThrow();
        Shape whole = difference.get().info().shape();
        boolean fits = whole.dimensions() >= 2
                && down.info().shape().dimensions() == whole.dimensions()
                && down.info().shape().with(0, whole.size(0)).equals(whole)
                && up.info().shape().equals(ones(whole).with(0, whole.size(0)).with(1, module.rank()));
        if (!fits) {
            return Optional.empty();
        }
        Map<Part, MappedTensor> parts = new EnumMap<>(Part.class);
        parts.putAll(module.parts());
        parts.remove(Part.DIFF);
        pair(parts, difference.get());
        boolean same = scale == 1
                && Stream.of(down, up, difference.get()).map(one -> one.info().dtype()).distinct().count() == 1
                && RecipeReader.SCALABLE.contains(down.info().dtype());
        DType type = same ? down.info().dtype() : DType.F32;
        parts.put(Part.DOWN, beside(down, down.recipe().unscaled(), Objects.requireNonNull(parts.get(Part.DOWN)), 0, type));
        parts.put(Part.UP,
                beside(up, Recipes.scaled(up.recipe().unscaled(), scale), Objects.requireNonNull(parts.get(Part.UP)), 1, type));
        if (scale != 1) {
            parts.computeIfPresent(Part.UP_BIAS, (part, bias) -> new MappedTensor(
                    new TensorInfo(bias.name(), DType.F32, bias.info().shape()), Recipes.scaled(bias.recipe().unscaled(), scale)));
        }
        AdapterModule low = low(module, parts, Objects.requireNonNull(parts.get(Part.DOWN)));
        return Optional.of(low.withScale(1, scaled.scaleSource() == ScaleSource.CHOSEN ? ScaleSource.FIXED : scaled.scaleSource()));
    }

    private static MappedTensor beside(MappedTensor own, TensorRecipe recipe, MappedTensor other, int dimension, DType type) {
        Shape shape = own.info().shape();
        Shape joined = shape.with(dimension, shape.size(dimension) + other.info().shape().size(dimension));
        return new MappedTensor(
                new TensorInfo(own.name(), type, joined), new TensorRecipe.Concat(List.of(recipe, other.recipe()), dimension));
    }

    private static void pair(Map<Part, MappedTensor> parts, MappedTensor difference) {
        Shape shape = difference.info().shape();
        boolean turned = shape.dimensions() == 2 && shape.size(1) < shape.size(0);
        long rank = turned ? shape.size(1) : shape.size(0);
        Shape square = shape.dimensions() == 2 ? Shape.of(rank, rank) : ones(shape).with(0, rank).with(1, rank);
        DType own = difference.info().dtype();
        DType type = RecipeReader.SCALABLE.contains(own) ? own : DType.F32;
        MappedTensor identity = new MappedTensor(
                new TensorInfo(difference.name(), type, square), new TensorRecipe.Identity(type, square));
        parts.put(Part.DOWN, turned ? identity : difference);
        parts.put(Part.UP, turned ? difference : identity);
    }

    private static Shape ones(Shape shape) {
        Shape ones = shape;
        for (int i = 0; i < shape.dimensions(); i++) {
            ones = ones.with(i, 1);
        }
        return ones;
    }

    private static void zeros(Map<Part, MappedTensor> parts, MappedTensor bias, Shape weight) {
        DType type = bias.info().dtype();
        put(parts, Part.DOWN, bias, type, weight.with(0, 1));
        put(parts, Part.UP, bias, type, ones(weight).with(0, weight.size(0)));
    }

    private static void put(Map<Part, MappedTensor> parts, Part part, MappedTensor bias, DType type, Shape shape) {
        parts.put(part, new MappedTensor(new TensorInfo(bias.name(), type, shape), new TensorRecipe.Zeros(type, shape)));
    }

    private static AdapterModule low(AdapterModule module, Map<Part, MappedTensor> parts, MappedTensor down) {
        return new AdapterModule(
                module.container(),
                module.component(),
                module.module(),
                module.piece(),
                Algorithm.LORA,
                parts,
                down.info().shape().size(0),
                Optional.empty(),
                1,
                module.scaleSource());
    }
}
