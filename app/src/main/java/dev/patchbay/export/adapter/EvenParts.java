package dev.patchbay.export.adapter;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * PEFT is told once for all layers of a model whether they have biases and magnitudes, and stops with one that has none. A missing bias is
 * a bias of zeros; a missing magnitude follows from the weight of the base.
 *
 * @param path of the file, for messages
 * @param program its title
 * @param magnitudes empty without the weights of the base
 */
record EvenParts(Path path, String program, Optional<MissingMagnitudes> magnitudes) {

    /**
     * The modules with biases in all pairs of a component, or in none, and likewise magnitudes.
     *
     * @throws ExportException if some pairs of a component have magnitudes, and the others cannot get them
     */
    List<CanonicalModule> of(List<CanonicalModule> modules) throws ExportException {
        Map<String, List<CanonicalModule>> pairs = modules.stream()
                .filter(module -> module.module().isPair())
                .collect(Collectors.groupingBy(CanonicalModule::component, LinkedHashMap::new, Collectors.toList()));
        List<CanonicalModule> even = new ArrayList<>();
        if (modules.stream().allMatch(module -> bias(module).isEmpty() && !module.module().isDora())) {
            return List.copyOf(modules);
        }
        for (CanonicalModule module : modules) {
            List<CanonicalModule> all = module.module().isPair() ? pairs.getOrDefault(module.component(), List.of()) : List.of();
            Optional<MappedTensor> bias = all.stream().map(EvenParts::bias).flatMap(Optional::stream).findFirst();
            CanonicalModule biased = bias.isPresent() && bias(module).isEmpty() ? withZeros(module, bias.get()) : module;
            boolean dora = all.stream().anyMatch(one -> one.module().isDora());
            even.add(dora && !module.module().isDora() ? withMagnitude(biased, all) : biased);
        }
        return even;
    }

    private CanonicalModule withMagnitude(CanonicalModule module, List<CanonicalModule> pairs) throws ExportException {
        if (magnitudes.isEmpty()) {
            long without = pairs.stream().filter(one -> !one.module().isDora()).count();
            throw new ExportException(Message.of(
                    "export.cannot.someMagnitudes", path, pairs.size() - without, pairs.size(), program, module.address()));
        }
        return magnitudes.get().with(module);
    }

    private static Optional<MappedTensor> bias(CanonicalModule module) {
        return module.module().part(Part.UP_BIAS).or(() -> module.module().part(Part.DIFF_BIAS));
    }

    /** @param example another bias, for the dtype */
    private static CanonicalModule withZeros(CanonicalModule module, MappedTensor example) {
        AdapterModule plain = module.module();
        Shape shape = Shape.of(plain.up().orElseThrow().info().shape().size(0));
        TensorRecipe zeros = new TensorRecipe.Zeros(example.info().dtype(), shape);
        TensorInfo info = new TensorInfo(module.name(Part.UP_BIAS), example.info().dtype(), shape);
        Map<Part, MappedTensor> parts = new EnumMap<>(plain.parts());
        parts.put(Part.UP_BIAS, new MappedTensor(info, zeros));
        AdapterModule biased = new AdapterModule(
                plain.container(), plain.component(), plain.module(), plain.piece(), plain.algorithm(), parts, plain.rank(),
                plain.declaredAlpha(), plain.scale(), plain.scaleSource());
        return new CanonicalModule(module.component(), biased, module.scale(), module.scaleSource());
    }
}
