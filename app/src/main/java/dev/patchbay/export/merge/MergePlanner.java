package dev.patchbay.export.merge;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.export.factors.DerivationJson;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.export.factors.RankDeclarationJson;
import dev.patchbay.export.resize.ResizePlanner;
import dev.patchbay.lowrank.ChangeSvd;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds the changes of several adapters, layer by layer.
 *
 * @param rank of every module in the new file; empty for the exact sum
 */
record MergePlanner(List<MergeInput> inputs, OptionalInt rank, StepCount steps) {

    private static final String DEFAULT_COMPONENT = "transformer";

    /** Metadata that describes one adapter and would be wrong for the sum. */
    private static final Set<String> OWN = Set.of(
            Declarations.METADATA_KEY,
            Declarations.PROVENANCE_KEY,
            "ss_network_dim",
            "ss_network_alpha",
            "ss_network_module",
            "ss_network_args",
            "ss_output_name",
            "sshs_model_hash",
            "sshs_legacy_hash",
            "modelspec.hash_sha256",
            "modelspec.title");

    private record Layer(String component, String module) {}

    MergePlan plan() throws IOException {
        Map<Layer, List<MergedModule.Share>> layers = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        for (MergeInput input : inputs) {
            for (AdapterModule module : input.adapter().modules()) {
                ModuleChange change = new ModuleChange(input.checkpoint(), module);
                if (!change.isLowRank() || change.isEmbedding()) {
                    leftOut.add(module.address());
                    continue;
                }
                refuseUnmergeable(change);
                String component = module.component().isEmpty() ? DEFAULT_COMPONENT : module.component();
                layers.computeIfAbsent(new Layer(component, module.module()), layer -> new ArrayList<>())
                        .add(new MergedModule.Share(change, input.strength()));
            }
        }
        if (layers.isEmpty()) {
            throw new ExportException(Message.of("export.resize.nothing", inputs.getFirst().checkpoint().path()));
        }
        List<MergedModule> modules = new ArrayList<>(layers.size());
        for (Map.Entry<Layer, List<MergedModule.Share>> layer : layers.entrySet()) {
            steps.next(Message.of("export.resize.planning", layer.getKey().module()));
            modules.add(merged(layer.getKey(), layer.getValue()));
        }
        List<Message> warnings = leftOut.isEmpty()
                ? List.of()
                : List.of(Message.of("export.merge.warning.leftOut", leftOut.size(), leftOut.getFirst()));
        return new MergePlan(modules, metadata(modules), warnings);
    }

    private static void refuseUnmergeable(ModuleChange change) throws ExportException {
        AdapterModule module = change.module();
        if (module.isDora()) {
            throw new ExportException(Message.of("export.merge.dora", change.checkpoint().path(), module.address()));
        }
        MappedTensor part = module.tensors().iterator().next();
        if (AdapterKey.parse(part.name()).filter(key -> !key.isSat() && !key.isFlattened()).isEmpty()) {
            throw new ExportException(Message.of("export.merge.names", change.checkpoint().path(), part.name()));
        }
    }

    private MergedModule merged(Layer layer, List<MergedModule.Share> shares) throws IOException {
        LowRankFactors exact = sum(layer, shares);
        int wanted = rank.orElse(exact.rank());
        if ((long) wanted * Math.max(exact.outputs(), exact.inputs()) > ResizePlanner.MOST_ELEMENTS) {
            throw new ExportException(Message.of("export.resize.rankTooLarge", layer.module(), wanted));
        }
        DType type = widest(shares);
        if (wanted >= exact.rank()) {
            FactorTypes types = FactorTypes.holding(exact, type, type);
            return new MergedModule(
                    layer.component(), layer.module(), shares, exact.outputs(), exact.inputs(), exact.rank(), wanted, types, 0);
        }
        ChangeSvd svd = exact.svd(layer.module());
        FactorTypes types = FactorTypes.holding(svd.keep(wanted), type, type);
        return new MergedModule(
                layer.component(), layer.module(), shares, exact.outputs(), exact.inputs(), exact.rank(), wanted, types, svd.error(wanted));
    }

    private static LowRankFactors sum(Layer layer, List<MergedModule.Share> shares) throws IOException {
        LowRankFactors sum = shares.getFirst().product();
        for (MergedModule.Share share : shares.subList(1, shares.size())) {
            LowRankFactors more = share.product();
            if (more.outputs() != sum.outputs() || more.inputs() != sum.inputs()) {
                throw new ExportException(Message.of(
                        "export.merge.sizes", layer.module(), size(sum), size(more), share.change().checkpoint().path()));
            }
            sum = sum.plus(more);
        }
        return sum;
    }

    private static String size(LowRankFactors factors) {
        return factors.outputs() + " × " + factors.inputs();
    }

    private static DType widest(List<MergedModule.Share> shares) {
        List<DType> types = shares.stream()
                .flatMap(share -> share.change().module().tensors().stream()
                        .map(tensor -> FactorTypes.of(share.change().checkpoint(), tensor.source())))
                .distinct()
                .toList();
        return types.size() == 1 ? types.getFirst() : DType.F32;
    }

    /** Metadata entries that all adapters share and that stay true, plus the provenance. */
    private Map<String, String> metadata(List<MergedModule> modules) {
        Map<String, String> metadata = new TreeMap<>(inputs.getFirst().checkpoint().metadata());
        inputs.forEach(input -> metadata.entrySet().retainAll(input.checkpoint().metadata().entrySet()));
        metadata.keySet().removeAll(OWN);
        metadata.put("format", "pt");
        if (modules.stream().map(MergedModule::rank).distinct().count() > 1) {
            List<RankDeclarationJson.DeclaredRank> declared = modules.stream()
                    .map(one -> new RankDeclarationJson.DeclaredRank(one.component(), one.module(), one.rank(), one.rank()))
                    .toList();
            metadata.put(Declarations.METADATA_KEY, RankDeclarationJson.metadata(Optional.empty(), declared, true));
        }
        DerivationJson derivation = new DerivationJson("merge", rank.isPresent() ? "rank " + rank.getAsInt() : "exact");
        inputs.forEach(input -> derivation.input(input.checkpoint(), input.strength()));
        metadata.put(Declarations.PROVENANCE_KEY, derivation.scale(ScaleSource.CHOSEN, "folded").toString());
        return metadata;
    }
}
