package dev.patchbay.inspection.values;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.values.ModuleValues.State;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.LowRankTensors;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an adapter's values, each tensor once, on all processors. Each processor holds the factors of one module in memory; the product ΔW
 * is never formed.
 */
final class ValueReader {

    /** Norms are computed up to this outputs · inputs · rank. */
    private static final double MOST_WORK = 1L << 35;

    private final Checkpoint checkpoint;
    private final Progress progress;
    private final Cancellation cancellation;
    private final int total;
    private int done;

    private ValueReader(Checkpoint checkpoint, int total, Progress progress, Cancellation cancellation) {
        this.checkpoint = checkpoint;
        this.total = total;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /** The findings in the order of the modules. */
    static List<ModuleValues> read(Checkpoint checkpoint, List<AdapterModule> modules, Progress progress, Cancellation cancellation)
            throws IOException {
        return new ValueReader(checkpoint, modules.size(), progress, cancellation).read(modules);
    }

    private List<ModuleValues> read(List<AdapterModule> modules) throws IOException {
        Map<AdapterModule, ModuleValues> found = LinkedHashMap.newLinkedHashMap(modules.size());
        try {
            sharing(modules).parallelStream()
                    .map(this::values)
                    .toList()
                    .forEach(group -> group.forEach(values -> found.put(values.module(), values)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return modules.stream().map(found::get).toList();
    }

    /** Groups modules with the same down matrix. */
    private static Collection<List<AdapterModule>> sharing(List<AdapterModule> modules) {
        Map<Object, List<AdapterModule>> groups = new LinkedHashMap<>();
        for (AdapterModule module : modules) {
            Object key = module.down().map(MappedTensor::recipe).<Object>map(TensorRecipe::unscaled).orElse(module);
            groups.computeIfAbsent(key, one -> new ArrayList<>()).add(module);
        }
        return groups.values();
    }

    private List<ModuleValues> values(List<AdapterModule> sharing) {
        Optional<TensorData> down = sharing.getFirst().down().map(this::data).map(SharedValues::new);
        List<ModuleValues> values = new ArrayList<>(sharing.size());
        for (AdapterModule module : sharing) {
            step(module);
            values.add(values(module, down));
        }
        return values;
    }

    private ModuleValues values(AdapterModule module, Optional<TensorData> down) {
        try {
            if (!Double.isFinite(module.scale())) {
                return parts(module);
            }
            if (module.isPair() && down.isPresent()) {
                ModuleValues pair =
                        pair(module, new LowRankTensors(module.address(), data(module.up().get()), down.get(), module.scale()).read());
                return hasDifference(module) ? withDifferences(pair, parts(module)) : pair;
            }
            // A bias, a magnitude and a difference of full rank are examined on their own.
            ModuleChange change = new ModuleChange(checkpoint, module);
            boolean product = change.isLowRank() && isSmall(module)
                    && module.parts().keySet().stream().allMatch(part -> part == Part.ALPHA || change.isFactor(part));
            return product ? product(module, change.read()) : parts(module);
        } catch (LowRankException e) {
            return new ModuleValues(module, State.UNKNOWN, Double.NaN, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasDifference(AdapterModule module) {
        return module.parts().keySet().stream().anyMatch(part -> module.form().difference(part).isPresent());
    }

    /** A pair with a difference of a bias or weight beside it: the norm is that of the pair alone. */
    private static ModuleValues withDifferences(ModuleValues pair, ModuleValues all) {
        boolean both = all.state() == State.CHANGES && pair.state() == State.CHANGES;
        return both ? pair : all;
    }

    /** False for sizes whose norm would take minutes; real layers are smaller. */
    private static boolean isSmall(AdapterModule module) {
        double work = (double) module.outputs().orElse(0) * module.inputs().orElse(0) * Math.max(1, module.rank());
        return work <= MOST_WORK;
    }

    /** LoHa, LoKr and the like. */
    private ModuleValues product(AdapterModule module, LayerChange change) throws IOException {
        return change.isFinite() ? changing(module, change.norm()) : parts(module);
    }

    /** Other algorithms, by the statistics of their parts; alphas are told of where their scales are. */
    private ModuleValues parts(AdapterModule module) throws IOException {
        Map<Part, TensorStatistics> statistics = new EnumMap<>(Part.class);
        List<String> sick = new ArrayList<>();
        for (Map.Entry<Part, MappedTensor> part : module.parts().entrySet()) {
            if (FloatCodec.canDecode(part.getValue().info().dtype())) {
                TensorStatistics found = TensorStatistics.of(data(part.getValue()), cancellation::isCancelled);
                statistics.put(part.getKey(), found);
                if (found.hasNonFinite() && part.getKey() != Part.ALPHA) {
                    sick.add(part.getValue().source());
                }
            }
        }
        boolean neutral = module.isComplete() && module.form().isNeutral(module.shapes(), statistics);
        boolean changes = module.isComplete() && Double.isFinite(module.scale());
        State state = !sick.isEmpty() ? State.NOT_FINITE : neutral ? State.NEUTRAL : changes ? State.CHANGES : State.UNKNOWN;
        return new ModuleValues(module, state, state == State.CHANGES ? norm(module, statistics) : Double.NaN, sick);
    }

    /** Norm of a difference of a weight; NaN for changes that depend on the base's weight, and for modules of several parts. */
    private static double norm(AdapterModule module, Map<Part, TensorStatistics> statistics) {
        TensorStatistics difference = statistics.get(Part.DIFF);
        boolean alone = module.algorithm() == Algorithm.FULL_DIFF && !statistics.containsKey(Part.SET_WEIGHT);
        return alone && difference != null ? difference.norm() : Double.NaN;
    }

    private static ModuleValues pair(AdapterModule module, LowRankFactors factors) {
        if (!factors.isFinite()) {
            List<String> sick = new ArrayList<>();
            if (!factors.down().isFinite()) {
                module.down().map(MappedTensor::source).ifPresent(sick::add);
            }
            if (!factors.up().isFinite()) {
                module.up().map(MappedTensor::source).ifPresent(sick::add);
            }
            return new ModuleValues(module, State.NOT_FINITE, Double.NaN, sick);
        }
        return changing(module, factors.norm());
    }

    private static ModuleValues changing(AdapterModule module, double norm) {
        return new ModuleValues(module, norm == 0 ? State.NEUTRAL : State.CHANGES, norm, List.of());
    }

    private TensorData data(MappedTensor tensor) {
        return new RecipeData(checkpoint, tensor.recipe().unscaled(), tensor.info());
    }

    private synchronized void step(AdapterModule module) {
        cancellation.check();
        progress.report(done++, total, Message.of("inspection.values.reading", module.address()));
    }
}
