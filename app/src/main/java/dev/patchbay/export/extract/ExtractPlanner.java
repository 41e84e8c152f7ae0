package dev.patchbay.export.extract;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.CanonicalBase;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.export.factors.DerivationJson;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.FactorLayout;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.export.factors.RankDeclarationJson;
import dev.patchbay.export.factors.RankDeclarationJson.DeclaredRank;
import dev.patchbay.lowrank.ChangeSvd;
import dev.patchbay.lowrank.DenseChange;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.message.Message;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides the modules of an extracted adapter and their ranks, one weight at a time. */
final class ExtractPlanner {

    /** What ComfyUI calls a denoiser that has its authors' names. */
    private static final String NATIVE = "diffusion_model";

    private final ModelWeights tuned;
    private final ModelWeights base;
    private final RankChoice choice;
    private final StepCount steps;
    private final String container;
    private final List<ExtractedModule> modules = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private int same;

    ExtractPlanner(ModelWeights tuned, ModelWeights base, RankChoice choice, StepCount steps) {
        this.tuned = tuned;
        this.base = base;
        this.choice = choice;
        this.steps = steps;
        this.container = CanonicalBase.of(base.model()).isPresent() ? NATIVE : base.model().main().component();
    }

    ExtractPlan plan() throws IOException {
        for (ModuleInfo module : base.model().main().modules()) {
            Optional<StoredTensor> before = base.weight(module.name()).filter(weight -> weight.info().shape().dimensions() > 1);
            if (before.isPresent()) {
                steps.next(Message.of("export.extract.planning", module.name()));
                Shape shape = before.get().info().shape();
                Optional<StoredTensor> after = tuned.weight(module.name()).filter(weight -> weight.info().shape().equals(shape));
                if (after.isPresent()) {
                    add(module.name(), after.get(), before.get());
                } else {
                    absent.add(module.name());
                }
            }
        }
        refuseNothing();
        return new ExtractPlan(List.copyOf(modules), same, metadata(), warnings());
    }

    private void add(String module, StoredTensor after, StoredTensor before) throws IOException {
        DenseChange change = ExtractedModule.difference(module, after, before);
        if (change.norm() == 0) {
            same++;
            return;
        }
        ChangeSvd svd = change.preciseSvd(module);
        int rank = Math.min(choice.rank(svd), Math.min(change.outputs(), change.inputs()));
        DType type = FactorTypes.written(after.info().dtype());
        FactorTypes types = FactorTypes.holding(svd.keep(rank), type, type);
        modules.add(new ExtractedModule(module, after, before, layout(module, before.info().shape()), rank, types, svd.error(rank)));
    }

    private FactorLayout layout(String module, Shape weight) {
        String name = container.isEmpty() ? module : container + "." + module;
        List<Long> kernel = Arrays.stream(weight.toArray()).skip(2).boxed().toList();
        return new FactorLayout(Dialect.PEFT.name(name, Part.UP), Dialect.PEFT.name(name, Part.DOWN), kernel);
    }

    private void refuseNothing() throws ExportException {
        if (modules.isEmpty()) {
            String key = same > 0 ? "export.extract.same" : "export.extract.none";
            throw new ExportException(Message.of(key, tuned.source().path(), base.source().path(), same));
        }
    }

    private List<Message> warnings() throws IOException {
        List<Message> warnings = new ArrayList<>();
        if (!absent.isEmpty()) {
            warnings.add(Message.of("export.extract.warning.absent", absent.size(), absent.getFirst()));
        }
        List<String> others = changedVectors();
        if (!others.isEmpty()) {
            warnings.add(Message.of("export.extract.warning.vectors", others.size(), others.getFirst()));
        }
        return warnings;
    }

    /** Biases and norms, which no pair of matrices can change. */
    private List<String> changedVectors() throws IOException {
        List<String> changed = new ArrayList<>();
        for (StoredTensor before : base.tensors().tensors().values()) {
            String name = before.info().name();
            Optional<StoredTensor> after = tuned.tensors().tensor(name).filter(one -> one.info().shape().equals(before.info().shape()));
            boolean readable = after.isPresent() && FloatCodec.canDecode(before.info().dtype())
                    && FloatCodec.canDecode(after.get().info().dtype());
            if (readable && before.info().shape().dimensions() < 2
                    && !Arrays.equals(before.data().toFloats(), after.get().data().toFloats())) {
                changed.add(name);
            }
        }
        return changed;
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>(Map.of("format", "pt"));
        boolean mixed = modules.stream().map(ExtractedModule::rank).distinct().count() > 1;
        if (mixed && !container.equals(NATIVE)) {
            List<DeclaredRank> declared = modules.stream()
                    .map(one -> new DeclaredRank(container, one.module(), one.rank(), one.rank()))
                    .toList();
            metadata.put(Declarations.METADATA_KEY, RankDeclarationJson.metadata(Optional.empty(), declared, true));
        }
        DerivationJson derivation = new DerivationJson("extract", choice.words()).input(tuned.source(), 1).input(base.source(), -1);
        metadata.put(Declarations.PROVENANCE_KEY, derivation.scale(ScaleSource.CHOSEN, "folded").toString());
        return metadata;
    }
}
