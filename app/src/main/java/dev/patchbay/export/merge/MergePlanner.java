package dev.patchbay.export.merge;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.export.factors.BasePlaces;
import dev.patchbay.export.factors.BaseWeights;
import dev.patchbay.export.factors.DerivationJson;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.export.factors.LeftOutModules;
import dev.patchbay.export.factors.LostParts;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.export.factors.RankDeclarationJson;
import dev.patchbay.export.factors.RealScales;
import dev.patchbay.export.factors.RepeatedModules;
import dev.patchbay.export.resize.ResizePlanner;
import dev.patchbay.lowrank.ChangeSvd;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds the changes of several adapters, layer by layer.
 *
 * @param inputs without the modules that are left out
 * @param places in the base, if one is given
 * @param weights of the base, if they are at hand
 * @param rank of every module in the new file; empty for the exact sum
 */
record MergePlanner(
        List<MergeInput> inputs,
        LeftOutModules leftOut,
        Optional<BasePlaces> places,
        Optional<BaseWeights> weights,
        OptionalInt rank,
        StepCount steps) {

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

    /** An exact sum of a higher rank than this, than all its pairs together and than a quarter of the layer is approximated instead. */
    private static final int MOST_EXACT = 256;

    /** Largest error of such an approximation. */
    private static final double NEARLY_EXACT = 1e-3;

    MergePlan plan() throws IOException {
        LayerShares shares = new LayerShares(places, weights);
        List<String> others = new ArrayList<>();
        List<Message> warnings = new ArrayList<>(leftOut.warnings());
        LostParts lost = new LostParts();
        for (MergeInput input : inputs) {
            RealScales.demand(input.checkpoint().path(), input.adapter().modules());
            RepeatedModules repeats = RepeatedModules.of(input.checkpoint(), input.adapter(), places.map(BasePlaces::locator));
            warnings.addAll(repeats.warnings());
            for (AdapterModule module : input.adapter().modules()) {
                ModuleChange change = new ModuleChange(input.checkpoint(), module);
                if (repeats.contains(module)) {
                    continue;
                }
                if (!change.isLowRank() || change.isEmbedding()) {
                    others.add(module.address());
                } else {
                    shares.add(change, input);
                    module.parts().forEach((part, tensor) -> {
                        if (!change.isFactor(part) && part != Part.ALPHA && part != Part.MAGNITUDE) {
                            lost.add(part, tensor);
                        }
                    });
                }
            }
        }
        Collection<LayerShares.Layer> layers = shares.layers();
        if (layers.isEmpty()) {
            leftOut.refuse(inputs.getFirst().checkpoint().path());
            throw new ExportException(Message.of("export.resize.nothing", inputs.getFirst().checkpoint().path()));
        }
        List<MergedModule> modules = new ArrayList<>(layers.size());
        for (LayerShares.Layer layer : layers) {
            steps.next(Message.of("export.resize.planning", layer.name().path()));
            modules.add(merged(layer));
        }
        lost.list().map(all -> Message.of("export.merge.warning.lost", all)).ifPresent(warnings::add);
        warn(warnings, modules, others);
        return new MergePlan(modules, leftOut.sources().stream().sorted().toList(), metadata(modules), warnings);
    }

    private static void warn(List<Message> warnings, List<MergedModule> modules, List<String> others) {
        if (!others.isEmpty()) {
            warnings.add(Message.of("export.merge.warning.leftOut", others.size(), others.getFirst()));
        }
        List<MergedModule> converted = modules.stream().filter(MergedModule::isConverted).toList();
        if (!converted.isEmpty()) {
            warnings.add(Message.of(
                    "export.merge.warning.converted",
                    converted.size(),
                    converted.getFirst().name(),
                    converted.stream().mapToInt(MergedModule::rank).max().orElseThrow(),
                    converted.stream().mapToDouble(MergedModule::error).max().orElseThrow()));
        }
    }

    private MergedModule merged(LayerShares.Layer layer) throws IOException {
        String name = layer.name().path();
        List<MergedModule.Share> shares = layer.shares();
        LowRankFactors exact = sum(name, shares);
        int wanted = rank.isPresent() ? rank.getAsInt() : reasonable(name, shares, exact);
        if ((long) wanted * Math.max(exact.outputs(), exact.inputs()) > ResizePlanner.MOST_ELEMENTS) {
            throw new ExportException(Message.of("export.resize.rankTooLarge", name, wanted));
        }
        DType type = widest(shares);
        if (wanted >= exact.rank()) {
            FactorTypes types = FactorTypes.holding(exact, type, type);
            return new MergedModule(layer.name(), shares, exact.outputs(), exact.inputs(), exact.rank(), wanted, types, 0);
        }
        ChangeSvd svd = exact.svd(name);
        FactorTypes types = FactorTypes.holding(svd.keep(wanted), type, type);
        return new MergedModule(
                layer.name(), shares, exact.outputs(), exact.inputs(), exact.rank(), wanted, types, svd.error(wanted));
    }

    /** The rank of the exact sum, or where products of LoHa and LoKr make it as large as the layer, the rank of a near enough one. */
    private static int reasonable(String name, List<MergedModule.Share> shares, LowRankFactors exact) throws IOException {
        long pairs = shares.stream()
                .filter(MergedModule.Share::isPair)
                .mapToLong(one -> one.change().module().rank())
                .sum();
        return exact.rank() <= Math.max(Math.max(MOST_EXACT, pairs), Math.min(exact.outputs(), exact.inputs()) / 4)
                ? exact.rank()
                : Math.min(exact.rank(), new RankChoice.ErrorBound(NEARLY_EXACT).rank(exact.svd(name)));
    }

    private static LowRankFactors sum(String layer, List<MergedModule.Share> shares) throws IOException {
        LowRankFactors sum = shares.getFirst().product();
        for (MergedModule.Share share : shares.subList(1, shares.size())) {
            LowRankFactors more = share.product();
            if (more.outputs() != sum.outputs() || more.inputs() != sum.inputs()) {
                throw new ExportException(Message.of(
                        "export.merge.sizes", layer, size(sum), size(more), share.change().checkpoint().path()));
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
        boolean canonical = modules.getFirst().layer().kind() == LayerName.Kind.CANONICAL;
        if (canonical && modules.stream().map(MergedModule::rank).distinct().count() > 1) {
            List<RankDeclarationJson.DeclaredRank> declared = modules.stream()
                    .map(one -> new RankDeclarationJson.DeclaredRank(
                            one.layer().component(), one.layer().module(), one.rank(), one.rank()))
                    .toList();
            metadata.put(Declarations.METADATA_KEY, RankDeclarationJson.metadata(Optional.empty(), declared, true));
        }
        DerivationJson derivation = new DerivationJson("merge", rank.isPresent() ? "rank " + rank.getAsInt() : "exact");
        inputs.forEach(input -> derivation.input(input.checkpoint(), input.strength()));
        metadata.put(Declarations.PROVENANCE_KEY, derivation.scale(ScaleSource.CHOSEN, "folded").toString());
        return metadata;
    }
}
