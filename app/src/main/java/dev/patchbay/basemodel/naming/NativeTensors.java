package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the tensors of a known denoiser are called, and how large they are, in each other namespace. */
public final class NativeTensors {

    private static final Map<String, Map<String, Map<String, Shape>>> BY_ARCHITECTURE = new ConcurrentHashMap<>();
    private static final List<String> SUFFIXES = List.of(".weight", ".bias");

    private NativeTensors() {}

    /** Shapes by name, by namespace; none for a text encoder or VAE. */
    public static Map<String, Map<String, Shape>> of(Architecture architecture) {
        return BY_ARCHITECTURE.computeIfAbsent(architecture.name(), one -> make(architecture));
    }

    private static Map<String, Map<String, Shape>> make(Architecture architecture) {
        ModuleDictionary dictionary = new ModuleDictionary(architecture.component(), architecture.tensors());
        Map<String, Map<String, Shape>> byNamespace = new LinkedHashMap<>();
        for (NativeModule module : NativeNames.of(architecture.family(), dictionary).modules()) {
            Map<String, Shape> tensors = byNamespace.computeIfAbsent(module.namespace(), one -> new LinkedHashMap<>());
            for (String suffix : SUFFIXES) {
                shape(module, suffix, architecture.tensors()).ifPresent(shape -> tensors.put(module.name() + suffix, shape));
            }
        }
        return byNamespace;
    }

    /** The shape of the first of the modules, with the rows of all. */
    private static Optional<Shape> shape(NativeModule module, String suffix, Map<String, Shape> tensors) {
        Shape first = tensors.get(module.modules().getFirst().module().name() + suffix);
        return first == null || first.dimensions() == 0 ? Optional.empty() : Optional.of(first.with(0, module.weight().size(0)));
    }
}
