package dev.patchbay.inspection;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.Part;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.ModuleValues.State;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.LowRankTensors;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RecipeData;
import dev.patchbay.mapping.TensorRecipe;
import dev.patchbay.message.Message;
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
 * Reads an adapter's values, each tensor once, on all processors. What is in memory at a time is one down and one up matrix for each of
 * them; products are never made.
 */
final class ValueReader {

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

    /** What the modules' values say, in the order of the modules. */
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

    /** Modules with the same down matrix together. */
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
            if (!module.isPair() || down.isEmpty() || module.parts().containsKey(Part.UP_BIAS)) {
                return parts(module);
            }
            return pair(module, new LowRankTensors(module.address(), data(module.up().get()), down.get(), module.scale()).read());
        } catch (LowRankException e) {
            return new ModuleValues(module, State.UNKNOWN, Double.NaN, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Other algorithms, by the statistics of their parts. */
    private ModuleValues parts(AdapterModule module) throws IOException {
        Map<Part, TensorStatistics> statistics = new EnumMap<>(Part.class);
        List<String> sick = new ArrayList<>();
        for (Map.Entry<Part, MappedTensor> part : module.parts().entrySet()) {
            if (FloatCodec.canDecode(part.getValue().info().dtype())) {
                TensorStatistics found = TensorStatistics.of(data(part.getValue()), cancellation::isCancelled);
                statistics.put(part.getKey(), found);
                if (found.hasNonFinite()) {
                    sick.add(part.getValue().source());
                }
            }
        }
        boolean neutral = module.isComplete() && NeutralParts.isNeutral(module.algorithm(), statistics);
        State state = !sick.isEmpty() ? State.NOT_FINITE : neutral ? State.NEUTRAL : module.isComplete() ? State.CHANGES : State.UNKNOWN;
        return new ModuleValues(module, state, Double.NaN, sick);
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
        double norm = factors.norm();
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
