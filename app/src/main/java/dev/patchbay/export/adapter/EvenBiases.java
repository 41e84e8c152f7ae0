package dev.patchbay.export.adapter;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.recipe.Recipes;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Zeros for the biases of layers that the target program keeps in one with layers whose bias the adapter does change: a bias of
 * {@code to_q} alone becomes the first third of that of {@code qkv}. Where some have the bias of a pair and some the difference of one, all
 * get differences.
 */
record EvenBiases(RuleSet rules) {

    private static final List<Part> BIASES = List.of(Part.UP_BIAS, Part.DIFF_BIAS);

    List<CanonicalModule> of(List<CanonicalModule> modules) {
        if (modules.stream().flatMap(EvenBiases::biases).findAny().isEmpty()) {
            return modules;
        }
        Map<String, CanonicalModule> byAddress = new HashMap<>();
        modules.forEach(module -> byAddress.put(module.address(), module));
        FusedSiblings fused = new FusedSiblings(rules);
        List<CanonicalModule> even = new ArrayList<>();
        for (CanonicalModule module : modules) {
            List<CanonicalModule> siblings = siblings(module, fused, byAddress);
            even.add(siblings.isEmpty() ? module : even(module, siblings));
        }
        return List.copyOf(even);
    }

    /** The pairs that become one layer with it, itself among them; none if it is no pair, or none of them has a bias. */
    private static List<CanonicalModule> siblings(CanonicalModule module, FusedSiblings fused, Map<String, CanonicalModule> byAddress) {
        String ending = Dialect.PEFT.ending(Part.DOWN);
        List<CanonicalModule> siblings = fused.of(module.name(Part.DOWN)).stream()
                .map(name -> Optional.ofNullable(byAddress.get(name.substring(0, name.length() - ending.length()))))
                .flatMap(Optional::stream)
                .toList();
        boolean pairs = module.module().isPair() && siblings.stream().allMatch(one -> one.module().isPair());
        return pairs && siblings.stream().flatMap(EvenBiases::biases).findAny().isPresent() ? siblings : List.of();
    }

    private static Stream<Part> biases(CanonicalModule module) {
        return BIASES.stream().filter(module.module().parts()::containsKey);
    }

    private static CanonicalModule even(CanonicalModule module, List<CanonicalModule> siblings) {
        List<Part> kinds = siblings.stream().flatMap(EvenBiases::biases).distinct().toList();
        Part wanted = kinds.size() == 1 ? kinds.getFirst() : Part.DIFF_BIAS;
        AdapterModule own = module.module();
        List<Part> found = biases(module).toList();
        if (found.equals(List.of(wanted)) || found.size() > 1 || own.outputs().isEmpty()) {
            return module;
        }
        DType type = siblings.stream().flatMap(one -> BIASES.stream().map(one.module()::part).flatMap(Optional::stream))
                .map(bias -> bias.info().dtype()).findFirst().orElseThrow();
        Map<Part, MappedTensor> parts = new EnumMap<>(Part.class);
        parts.putAll(own.parts());
        String name = module.name(wanted);
        Optional<MappedTensor> scaled = Optional.ofNullable(parts.remove(Part.UP_BIAS));
        Shape shape = Shape.of(own.outputs().getAsLong());
        parts.put(wanted, scaled
                .map(bias -> new MappedTensor(
                        new TensorInfo(name, bias.info().dtype(), bias.info().shape()),
                        Recipes.scaled(bias.recipe().unscaled(), module.scale())))
                .orElseGet(() -> new MappedTensor(new TensorInfo(name, type, shape), new TensorRecipe.Zeros(type, shape))));
        AdapterModule even = new AdapterModule(
                own.container(), own.component(), own.module(), own.piece(), own.algorithm(), parts, own.rank(), own.declaredAlpha(),
                own.scale(), own.scaleSource());
        return new CanonicalModule(module.component(), even, module.scale(), module.scaleSource());
    }
}
