package dev.patchbay.mapping;

import dev.patchbay.mapping.Cutting.Piece;
import dev.patchbay.mapping.recipe.RecipeReader;
import dev.patchbay.mapping.recipe.Recipes;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.mapping.recipe.TensorRecipe.BlockDiagonal;
import dev.patchbay.mapping.recipe.TensorRecipe.Rescaled;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Joins the parts of a {@link FuseRule}: shape and recipe of the result.
 *
 * <p>Example: q, k and v have down matrices A {@code [4, in]}, up matrices B {@code [out, 4]} and alphas 4, 2, 4, so their scales alpha /
 * r are 1, ½, 1. Fused along dimension 0, A is stacked to {@code [12, in]} and B becomes block-diagonal {@code [3 · out, 12]}. The alpha
 * is q's times 12 / 4, that is 12, which keeps the scale at 1; the block of k is therefore multiplied by ½.
 *
 * <p>If all three have the same A (the same stored tensor, or the rule says {@code pair share}), the rank stays 4: A {@code [4, in]} is
 * taken once, B is stacked to {@code [3 · out, 4]} with k's rows multiplied by ½, and the alpha is q's, 4.
 *
 * <p>Tensors that are no part of a pair are concatenated.
 *
 * @param modules all tensors of adapters by {@link AdapterKey#identity} and part
 */
record FusedParts(FuseRule rule, Recipes recipes, Map<String, Map<Part, MappedTensor>> modules) {

    /** @throws Inapplicable if shapes or dtypes do not match, or the parts are not the same half of their pairs */
    Piece of(List<MappedTensor> parts) throws Inapplicable {
        try {
            return fused(parts);
        } catch (ArithmeticException e) {
            throw new Inapplicable("mapping.fuseLarge", parts.getFirst().name(), parts.getFirst().info().shape());
        }
    }

    private Piece fused(List<MappedTensor> parts) throws Inapplicable {
        requireOneType(parts);
        List<AdapterKey> keys = parts.stream()
                .map(part -> AdapterKey.parseAny(part.name()))
                .flatMap(Optional::stream)
                .filter(key -> key.part().isFactor())
                .toList();
        if (keys.isEmpty()) {
            requireLengthwise(parts);
            return concat(recipes(parts), parts, rule.dimension());
        }
        AdapterKey first = keys.getFirst();
        boolean alike = keys.stream().allMatch(key -> key.part() == first.part() && key.extent() == first.extent());
        if (keys.size() < parts.size() || !alike || !isFusible(first.part())) {
            throw new Inapplicable("mapping.fuseHalves", parts.getFirst().name(), parts.getLast().name());
        }
        boolean shares = rule.pair() == FuseRule.FusedPair.SHARE || shareOne(keys);
        if (first.part() == Part.ALPHA) {
            return alpha(parts, keys, shares);
        }
        OptionalInt own = along(first, parts.getFirst());
        if (own.isPresent()) {
            return cut(parts, keys, own.getAsInt(), shares);
        }
        return shares ? shared(parts) : concat(recipes(parts), parts, first.extent().rankDimension().orElseThrow());
    }

    private static boolean isFusible(Part part) {
        return part.isHalf() || part == Part.ALPHA || part == Part.UP_BIAS;
    }

    private OptionalInt along(AdapterKey key, MappedTensor tensor) {
        return key.extent().along(rule.dimension(), tensor.info().shape());
    }

    /** The half that has the fused dimension (B, when rows are fused): stacked if the other half is shared, else block-diagonal. */
    private Piece cut(List<MappedTensor> parts, List<AdapterKey> keys, int dimension, boolean shares) throws Inapplicable {
        List<TensorRecipe> scaled = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            double rankRatio = shares ? 1 : (double) rank(keys.getFirst()) / Math.max(1, rank(keys.get(i)));
            scaled.add(atScale(parts.get(i).recipe(), keys.getFirst(), keys.get(i), rankRatio));
        }
        boolean bias = parts.getFirst().info().shape().dimensions() < 2;
        return shares || bias ? concat(scaled, parts, bias ? 0 : dimension) : diagonal(scaled, parts);
    }

    /**
     * Multiplies a part by its scale over that of the first part, whose alpha the fused pair keeps.
     *
     * @param rankRatio rank of the first part / rank of this one; 1 if they share the other half
     */
    private TensorRecipe atScale(TensorRecipe part, AdapterKey first, AdapterKey own, double rankRatio) {
        Optional<TensorRecipe> reference = part(first.layer(), Part.ALPHA).map(MappedTensor::recipe);
        Optional<TensorRecipe> alpha = part(own.layer(), Part.ALPHA).map(MappedTensor::recipe);
        boolean same = reference.equals(alpha) && rankRatio == 1;
        return same || reference.isEmpty() || alpha.isEmpty() ? part : new Rescaled(part, alpha.get(), reference.get(), rankRatio);
    }

    /** The alpha of the first part, multiplied by fused rank / its own rank. */
    private Piece alpha(List<MappedTensor> parts, List<AdapterKey> keys, boolean shares) throws Inapplicable {
        MappedTensor first = parts.getFirst();
        if (shares) {
            return new Piece(first.info().shape(), first.recipe());
        }
        long all = keys.stream().mapToLong(this::rank).sum();
        long own = rank(keys.getFirst());
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

    /** True if all pairs have the same tensor as their other half. */
    private boolean shareOne(List<AdapterKey> keys) {
        Optional<TensorRecipe> first = sharedHalf(keys.getFirst());
        return first.isPresent() && keys.stream().allMatch(key -> sharedHalf(key).equals(first));
    }

    private Optional<TensorRecipe> sharedHalf(AdapterKey key) {
        return halves(key).filter(half -> along(half.key(), half.tensor()).isEmpty()).map(half -> half.tensor().recipe()).findFirst();
    }

    /** Rank of the half that has the fused dimension; 0 if the module has none. */
    private long rank(AdapterKey key) {
        return halves(key)
                .filter(half -> half.tensor().info().shape().dimensions() >= 2 && along(half.key(), half.tensor()).isPresent())
                .mapToLong(half -> half.tensor().info().shape().size(half.key().extent().rankDimension().orElseThrow()))
                .findFirst()
                .orElse(0);
    }

    /** The up or the down matrix of a module. */
    private record Half(AdapterKey key, MappedTensor tensor) {}

    private Stream<Half> halves(AdapterKey key) {
        return modules.getOrDefault(key.identity(), Map.of()).entrySet().stream()
                .filter(part -> part.getKey().isHalf())
                .map(part -> new Half(AdapterKey.parseAny(part.getValue().name()).orElseThrow(), part.getValue()));
    }

    private Optional<MappedTensor> part(String module, Part part) {
        return Optional.ofNullable(modules.getOrDefault(module, Map.of()).get(part));
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

    /** Magnitudes of a fused layer are those of its parts only if there is one for each row: the length of a column spans all parts. */
    private void requireLengthwise(List<MappedTensor> parts) throws Inapplicable {
        for (MappedTensor part : parts) {
            Shape shape = part.info().shape();
            boolean magnitude = AdapterKey.parseAny(part.name()).filter(key -> key.part() == Part.MAGNITUDE).isPresent();
            if (magnitude && rule.dimension() < shape.dimensions() && shape.size(rule.dimension()) != shape.elements()) {
                throw new Inapplicable("mapping.fuseMagnitudes", part.name(), shape, rule.dimension());
            }
        }
    }

    private static void requireOneType(List<MappedTensor> parts) throws Inapplicable {
        DType type = parts.getFirst().info().dtype();
        for (MappedTensor part : parts) {
            if (part.info().dtype() != type) {
                throw new Inapplicable("mapping.fuseTypes", parts.getFirst().name(), type, part.name(), part.info().dtype());
            }
        }
    }

    /**
     * Refuses elements of less than a byte.
     *
     * @param single true if single elements come to lie beside others or zeros, which block types and F8_E8M0, a type without zero, do
     *     not allow
     */
    private static void requireBytes(MappedTensor part, boolean single) throws Inapplicable {
        DType type = part.info().dtype();
        if (type.bits() < 8 || single && (type.isQuantised() || type == DType.F8_E8M0)) {
            throw new Inapplicable("mapping.fuseBits", part.name(), type);
        }
    }

    /** @throws ArithmeticException if the size in bytes does not fit 63 bits */
    private static long requireCountable(MappedTensor part, Shape whole) {
        return part.info().dtype().byteSize(whole.elements());
    }
}
