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
 * a bias of zeros. A missing magnitude has no neutral value that could be written without the base's weights.
 */
final class EvenParts {

    private EvenParts() {}

    /**
     * The modules with biases in all pairs of a component, or in none.
     *
     * @param path of the file, for messages
     * @param program its title
     * @throws ExportException if some pairs of a component have magnitudes and others have none
     */
    static List<CanonicalModule> of(Path path, String program, List<CanonicalModule> modules) throws ExportException {
        Map<String, List<CanonicalModule>> pairs = modules.stream()
                .filter(module -> module.module().isPair())
                .collect(Collectors.groupingBy(CanonicalModule::component, LinkedHashMap::new, Collectors.toList()));
        for (List<CanonicalModule> component : pairs.values()) {
            refuseSomeMagnitudes(path, program, component);
        }
        List<CanonicalModule> even = new ArrayList<>();
        for (CanonicalModule module : modules) {
            Optional<MappedTensor> example = pairs.getOrDefault(module.component(), List.of()).stream()
                    .map(EvenParts::bias)
                    .flatMap(Optional::stream)
                    .findFirst();
            boolean lacks = module.module().isPair() && bias(module).isEmpty();
            even.add(lacks && example.isPresent() ? withZeros(module, example.get()) : module);
        }
        return even;
    }

    private static void refuseSomeMagnitudes(Path path, String program, List<CanonicalModule> pairs) throws ExportException {
        List<CanonicalModule> without = pairs.stream().filter(module -> !module.module().isDora()).toList();
        if (!without.isEmpty() && without.size() < pairs.size()) {
            throw new ExportException(Message.of(
                    "export.cannot.someMagnitudes", path, pairs.size() - without.size(), pairs.size(), program,
                    without.getFirst().address()));
        }
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
