package dev.patchbay.loader.peft;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The layers of one model of a pipeline, and what contains them. */
public final class LayerModel {

    private final Map<String, Shape> weights = new HashMap<>();
    private final Set<String> containers = new HashSet<>();
    private final Set<String> tensors = new HashSet<>();
    private final OtherModules others;

    /**
     * @param family of the base
     * @param naming what the model calls a module or a tensor of the dictionary
     */
    public LayerModel(String family, ModuleDictionary dictionary, UnaryOperator<String> naming) {
        for (ModuleInfo info : dictionary.modules()) {
            weights.put(naming.apply(info.name()), info.weight());
        }
        dictionary.tensors().keySet().forEach(name -> {
            String own = naming.apply(name);
            tensors.add(own);
            for (int dot = own.lastIndexOf('.'); dot > 0; dot = own.lastIndexOf('.', dot - 1)) {
                containers.add(own.substring(0, dot));
            }
        });
        others = OtherModulesJson.of(family, dictionary);
        weights.keySet().removeIf(others::isMatrix);
        containers.removeAll(weights.keySet());
        Set<String> named = new HashSet<>(containers);
        named.addAll(weights.keySet());
        containers.addAll(others.names(named));
    }

    /** Layers, norms, what contains them, and modules without weights. */
    public Stream<String> all() {
        return Stream.concat(weights.keySet().stream(), containers.stream());
    }

    Stream<String> tensors() {
        return tensors.stream();
    }

    /** True if there is anything of that name. */
    public boolean has(String module) {
        return weights.containsKey(module) || containers.contains(module);
    }

    public boolean hasTensor(String name) {
        return tensors.contains(name);
    }

    /**
     * The parameters that PEFT makes beside a module that it can put a pair beside.
     *
     * @param bias {@code lora_bias}
     * @param magnitudes {@code use_dora}
     */
    public Map<String, Shape> room(String module, long rank, boolean bias, boolean magnitudes) {
        Shape weight = weight(module).orElseThrow();
        if (others.isEmbedding(module)) {
            return LoraRoom.ofEmbedding(weight, rank, magnitudes);
        }
        return others.isDepthwise(module)
                ? LoraRoom.ofDepthwise(weight, rank, bias, magnitudes)
                : LoraRoom.of(weight, rank, bias, magnitudes);
    }

    /**
     * What stops PEFT before it makes room beside a module, as an error.
     *
     * @param bias {@code lora_bias}
     * @param magnitudes {@code use_dora}
     */
    public Optional<String> refusal(String module, long rank, boolean bias, boolean magnitudes) {
        long groups = others.isDepthwise(module) ? weight(module).orElseThrow().size(0) : 1;
        if (bias && others.isEmbedding(module)) {
            return Optional.of("ValueError: lora_bias=True is not supported for Embedding.");
        }
        if (bias && magnitudes) {
            return Optional.of("ValueError: The argument lora_bias=True is not supported for DoRA");
        }
        return rank % groups == 0
                ? Optional.empty()
                : Optional.of("ValueError: Targeting a convolution (" + module + ") with groups=" + groups + " and rank " + rank
                        + ": the rank has to be divisible by groups");
    }

    /** The weight that PEFT can put a pair beside; empty for containers, norms and modules without weights. */
    public Optional<Shape> weight(String module) {
        return Optional.ofNullable(weights.get(module)).filter(weight -> weight.dimensions() >= 2);
    }

    /** True for a linear layer, as {@code all-linear} means it. */
    boolean isLinear(String module) {
        return weight(module).filter(weight -> weight.dimensions() == 2 && !others.isEmbedding(module)).isPresent();
    }

    /** Another size for a linear layer. */
    public void resize(String module, Shape weight) {
        weights.put(module, weight);
    }

    /** Layers and norms. */
    public Set<String> modules() {
        return weights.keySet();
    }
}
