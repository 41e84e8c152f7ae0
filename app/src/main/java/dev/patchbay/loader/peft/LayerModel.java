package dev.patchbay.loader.peft;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The layers of one model of a pipeline, and what contains them. */
public final class LayerModel {

    private final Map<String, Shape> weights = new HashMap<>();
    private final Set<String> containers = new HashSet<>();
    private final Set<String> tensors = new HashSet<>();

    /**
     * @param family of the base
     * @param without what the names of the modules have lost; empty if nothing
     */
    public LayerModel(String family, ModuleDictionary dictionary, String without) {
        for (ModuleInfo info : dictionary.modules()) {
            String name = info.name().startsWith(without) ? info.name().substring(without.length()) : info.name();
            weights.put(name, info.weight());
        }
        dictionary.tensors().keySet().forEach(name -> {
            String own = name.startsWith(without) ? name.substring(without.length()) : name;
            tensors.add(own);
            for (int dot = own.lastIndexOf('.'); dot > 0; dot = own.lastIndexOf('.', dot - 1)) {
                containers.add(own.substring(0, dot));
            }
        });
        NotLayersJson.of(family).ifPresent(names -> weights.keySet().removeIf(names.asPredicate()));
        containers.removeAll(weights.keySet());
    }

    /** Layers, norms and what contains them. */
    Stream<String> all() {
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

    /** The weight that PEFT can put a pair beside; empty for containers and norms. */
    public Optional<Shape> weight(String module) {
        return Optional.ofNullable(weights.get(module)).filter(weight -> weight.dimensions() >= 2);
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
