package dev.patchbay.export.resize;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.DerivationJson;
import dev.patchbay.export.factors.FactorLayout;
import dev.patchbay.export.factors.LastFactors;
import dev.patchbay.export.factors.RankDeclarationJson;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tensors, metadata and configuration of a resized file: those of the source, updated for the new ranks. */
final class ResizeContent {

    private static final String DYNAMIC = "Dynamic";

    private final Checkpoint checkpoint;
    private final Adapter adapter;
    private final ResizePlan plan;
    private final LastFactors last = new LastFactors();

    ResizeContent(Checkpoint checkpoint, Adapter adapter, ResizePlan plan) {
        this.checkpoint = checkpoint;
        this.adapter = adapter;
        this.plan = plan;
    }

    Map<String, TensorData> tensors() {
        Set<String> replaced = new HashSet<>(plan.dropped());
        Map<String, TensorData> made = new LinkedHashMap<>();
        for (ResizedModule module : plan.modules()) {
            if (!module.copied()) {
                factorParts(module).forEach(part -> replaced.add(part.source()));
                addFactors(module, made);
                alpha(module).ifPresent(name -> {
                    replaced.add(name);
                    made.put(name, alphaData(name, (float) module.alpha()));
                });
            }
        }
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        checkpoint.tensors().forEach((name, tensor) -> {
            if (!replaced.contains(name)) {
                tensors.put(name, tensor.data());
            }
        });
        tensors.putAll(made);
        return tensors;
    }

    /** The parts that the new pair replaces. */
    private static List<MappedTensor> factorParts(ResizedModule module) {
        return module.change().module().parts().entrySet().stream()
                .filter(entry -> module.change().isFactor(entry.getKey())
                        || entry.getKey() == Part.MAGNITUDE && module.source().isDecomposed())
                .map(Map.Entry::getValue)
                .toList();
    }

    private void addFactors(ResizedModule module, Map<String, TensorData> made) {
        FactorLayout layout = FactorLayout.of(module.change());
        Shape up = layout.upShape(module.outputs(), module.rank());
        Shape down = layout.downShape(module.rank(), module.inputs());
        made.put(layout.down(), stored(module, module.types().down(), down, () -> factors(module).down()));
        made.put(layout.up(), stored(module, module.types().up(), up, () -> factors(module).up()));
    }

    /** A factor in the orientation in which the file stores the module's pair. */
    private static TensorData stored(ResizedModule module, DType type, Shape shape, LastFactors.FactorMatrix factor) {
        return module.isTurned()
                ? new ComputedData(type, Shape.of(shape.size(1), shape.size(0)), () -> factor.matrix().transposed().toFloats())
                : new ComputedData(type, shape, () -> factor.matrix().toFloats());
    }

    private LowRankFactors factors(ResizedModule module) throws IOException {
        return last.of(module, module::factors);
    }

    private static Optional<String> alpha(ResizedModule module) {
        return module.change().module().part(Part.ALPHA).map(MappedTensor::source);
    }

    /** The new alpha in the shape and dtype of the stored one; float32 where that dtype cannot represent it. */
    private TensorData alphaData(String name, float alpha) {
        TensorData stored = checkpoint.tensor(name).orElseThrow().data();
        boolean held = stored.dtype() == DType.BF16 && (Float.floatToRawIntBits(alpha) & 0xffff) == 0
                || stored.dtype() == DType.F16 && Float.float16ToFloat(Float.floatToFloat16(alpha)) == alpha;
        return ComputedData.of(held ? stored.dtype() : DType.F32, stored.shape(), alpha);
    }

    Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>(checkpoint.metadata());
        metadata.keySet().removeAll(Declarations.HASHES);
        metadata.putIfAbsent("format", "pt");
        metadata.computeIfPresent(
                "ss_network_dim", (key, old) -> common(declared().stream().map(one -> Long.toString(one.rank())).toList()));
        metadata.computeIfPresent(
                "ss_network_alpha", (key, old) -> common(declared().stream().map(one -> Double.toString(one.alpha())).toList()));
        if (plan.modules().stream().anyMatch(module -> !module.change().isPair())) {
            metadata.remove("ss_network_args");
            metadata.computeIfPresent("ss_network_module", (key, old) -> "networks.lora");
        }
        Optional<String> declaration = Optional.ofNullable(metadata.get(Declarations.METADATA_KEY));
        if (declaration.isPresent() || isDiffusersOfMixedRanks()) {
            metadata.put(Declarations.METADATA_KEY, RankDeclarationJson.metadata(declaration, declared(), withoutMagnitudes()));
        }
        metadata.put(Declarations.PROVENANCE_KEY, provenance());
        return metadata;
    }

    /** {@code adapter_config.json} of a PEFT folder; empty where the source has none. */
    Optional<String> config() {
        return Optional.ofNullable(checkpoint.companions().get(Declarations.CONFIG_FILE))
                .map(existing -> RankDeclarationJson.config(existing, declared(), withoutMagnitudes()));
    }

    private List<RankDeclarationJson.DeclaredRank> declared() {
        return plan.modules().stream()
                .map(module -> RankDeclarationJson.DeclaredRank.of(module.change().module(), module.rank(), module.alpha()))
                .toList();
    }

    private boolean withoutMagnitudes() {
        return plan.modules().stream().allMatch(module -> !module.change().module().isDora() || module.source().isDecomposed());
    }

    private static String common(List<String> values) {
        return values.stream().distinct().count() == 1 ? values.getFirst() : DYNAMIC;
    }

    /**
     * Without declared alphas, diffusers before 0.36 uses the first module's alpha for all modules, which is wrong where ranks are mixed.
     */
    private boolean isDiffusersOfMixedRanks() {
        boolean mixed = plan.modules().stream().map(ResizedModule::rank).distinct().count() > 1;
        return mixed && config().isEmpty() && plan.modules().stream().allMatch(ResizeContent::isDiffusers);
    }

    private static boolean isDiffusers(ResizedModule module) {
        return module.change().isPair()
                && alpha(module).isEmpty()
                && !module.change().module().component().isEmpty()
                && module.change().module().container().isEmpty()
                && AdapterKey.parse(module.change().up().source()).filter(key -> !key.isSat() && !key.isFlattened()).isPresent();
    }

    private String provenance() {
        ScaleSource source = adapter.modules().getFirst().scaleSource();
        boolean declared = source == ScaleSource.METADATA || source == ScaleSource.ADAPTER_CONFIG;
        return new DerivationJson("resize", plan.how()).input(checkpoint, 1).scale(source, declared ? "metadata" : "none").toString();
    }
}
