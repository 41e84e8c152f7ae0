package dev.patchbay.export.resize;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.BaseWeights;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.export.factors.LeftOutModules;
import dev.patchbay.export.factors.RealScales;
import dev.patchbay.lowrank.ChangeSvd;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides the rank of each module and the dtypes of its factors.
 *
 * @param adapter without the modules that are left out
 */
public record ResizePlanner(
        Checkpoint checkpoint, Adapter adapter, LeftOutModules leftOut, Optional<Checkpoint> base, RankChoice choice, StepCount steps) {

    /** Largest number of elements of a new factor. */
    public static final long MOST_ELEMENTS = 1L << 28;

    ResizePlan plan() throws IOException {
        RealScales.demand(checkpoint.path(), adapter.modules());
        Optional<BaseWeights> weights = base.map(BaseWeights::new);
        List<ResizeSource> changes = adapter.modules().stream()
                .map(module -> source(module, weights)).filter(source -> source.change().isLowRank()).toList();
        if (changes.isEmpty()) {
            throw new ExportException(Message.of("export.resize.nothing", checkpoint.path()));
        }
        List<ResizedModule> modules = new ArrayList<>(changes.size());
        for (ResizeSource source : changes) {
            steps.next(Message.of("export.resize.planning", source.change().module().address()));
            modules.add(resized(source));
        }
        List<String> kept = adapter.modules().stream()
                .filter(module -> !new ModuleChange(checkpoint, module).isLowRank())
                .map(AdapterModule::address)
                .toList();
        List<String> dropped = new ArrayList<>(ofTrainingState());
        List<Message> warnings = warnings(modules, kept, dropped);
        Set<String> left = leftOut.sources();
        checkpoint.tensors().keySet().stream().filter(left::contains).forEach(dropped::add);
        return new ResizePlan(modules, kept, dropped, choice.words(), warnings);
    }

    /** The module, with the base's weight if it is DoRA and the base has the layer. */
    private ResizeSource source(AdapterModule module, Optional<BaseWeights> weights) {
        return new ResizeSource(
                new ModuleChange(checkpoint, module), module.isDora() ? weights.flatMap(one -> one.of(module)) : Optional.empty());
    }

    private ResizedModule resized(ResizeSource source) throws IOException {
        ModuleChange change = source.change();
        long before = change.module().rank();
        LayerChange whole = source.read();
        if (choice instanceof RankChoice.Fixed(int rank) && (long) rank * Math.max(whole.outputs(), whole.inputs()) > MOST_ELEMENTS) {
            throw new ExportException(Message.of("export.resize.rankTooLarge", change.module().address(), rank));
        }
        boolean pair = whole instanceof LowRankFactors;
        if (pair && choice instanceof RankChoice.Fixed(int rank) && rank >= before) {
            boolean same = rank == before && change.isPair();
            return new ResizedModule(source, whole.outputs(), whole.inputs(), before, rank, types(change), same, 0);
        }
        ChangeSvd svd = whole.svd(change.module().address());
        int rank = choice.rank(svd);
        if (pair && rank == before && change.isPair()) {
            return new ResizedModule(source, whole.outputs(), whole.inputs(), before, rank, types(change), true, 0);
        }
        FactorTypes own = types(change);
        FactorTypes types = FactorTypes.holding(svd.keep(rank), own.up(), own.down());
        return new ResizedModule(source, whole.outputs(), whole.inputs(), before, rank, types, false, svd.error(rank));
    }

    /** The stored dtypes of up and down, or of the parts that another algorithm has in their place. */
    private FactorTypes types(ModuleChange change) {
        if (change.isPair()) {
            return new FactorTypes(stored(change.up()), stored(change.down()));
        }
        DType widest = change.module().tensors().stream().map(this::stored).anyMatch(type -> type == DType.F32)
                ? DType.F32
                : stored(change.module().tensors().iterator().next());
        return new FactorTypes(widest, widest);
    }

    private DType stored(MappedTensor tensor) {
        return FactorTypes.of(checkpoint, tensor.source());
    }

    /** A training state of SAT also holds base, text encoder and VAE, which are left out of a resized adapter. */
    private List<String> ofTrainingState() {
        boolean sat = adapter.modules().stream().anyMatch(module -> module.scaleSource() == ScaleSource.SAT_DEFAULT);
        return adapter.leftovers().stream()
                .map(MappedTensor::source)
                .filter(name -> sat && !LeftoverKind.of(name).isAdapterPart())
                .toList();
    }

    private List<Message> warnings(List<ResizedModule> modules, List<String> kept, List<String> dropped) {
        List<Message> warnings = new ArrayList<>(leftOut.warnings());
        count(warnings, "export.resize.warning.padded", modules, module -> module.rank() > module.rankBefore() && module.change().isPair());
        count(warnings, "export.resize.warning.dora", modules, module -> module.change().module().isDora()
                && !module.source().isDecomposed());
        count(warnings, "export.resize.warning.converted", modules, module -> !module.change().isPair() || module.source().isDecomposed());
        count(warnings, "export.resize.warning.turned", modules, ResizedModule::isTurned);
        if (!kept.isEmpty()) {
            warnings.add(Message.of("export.resize.warning.kept", kept.size(), kept.getFirst()));
        }
        if (!dropped.isEmpty()) {
            warnings.add(Message.of("export.resize.warning.dropped", dropped.size(), dropped.getFirst()));
        }
        return warnings;
    }

    private static void count(List<Message> warnings, String key, List<ResizedModule> modules, Predicate<ResizedModule> which) {
        List<ResizedModule> found = modules.stream().filter(which).toList();
        if (!found.isEmpty()) {
            warnings.add(Message.of(key, found.size(), found.getFirst().name()));
        }
    }
}
