package dev.patchbay.export.adapter;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.RecipeReader;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

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
