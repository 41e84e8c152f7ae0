package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.effect.RowsShare;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.quantised.LogicalTensors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The values of the weights that an adapter's modules change, under whatever names the base keeps them. */
public final class BaseWeights {

    private static final String WEIGHT = ".weight";

    private final Checkpoint base;
    private final ModuleLocator locator;
    private final String main;

    /** @param base must stay open while values are read; codes are read as the weights that they mean */
    public BaseWeights(Checkpoint base) {
        this.base = LogicalTensors.view(base);
        BaseModel opened = OpenedBaseModel.of(base);
        this.locator = new ModuleLocator(opened);
        this.main = opened.main().component();
    }

    /**
     * The weight of the layer that the module was trained on, {@code [out, in, …]}: one of the base, or put together of rows of those that
     * it is fused from or a part of. Empty if the base lacks one of them.
     */
    public Optional<TensorData> of(AdapterModule module) {
        List<BaseTarget> targets = BaseTarget.of(locator, module);
        if (targets.size() == 1 && targets.getFirst().isWhole()) {
            return stored(module, targets.getFirst());
        }
        NavigableMap<Integer, Rows> rows = new TreeMap<>();
        for (BaseTarget target : targets) {
            Optional<TensorData> weight = stored(module, target);
            if (weight.isEmpty()) {
                return Optional.empty();
            }
            target.runs().forEach(run -> rows.put(run.from(), new Rows(weight.get(), run)));
        }
        if (rows.isEmpty() || !isWhole(rows, targets.getFirst().change())) {
            return Optional.empty();
        }
        Shape shape = targets.getFirst().change();
        return Optional.of(new ComputedData(DType.F32, shape, () -> read(module, List.copyOf(rows.values()))));
    }

    /** Some rows of a tensor of the base. */
    private record Rows(TensorData weight, RowsShare.Run run) {}

    private Optional<TensorData> stored(AdapterModule module, BaseTarget target) {
        String name = target.module().name() + WEIGHT;
        return base.tensor(name)
                .or(() -> base.tensor((module.component().isEmpty() ? main : module.component()) + "." + name))
                .filter(tensor -> tensor.info().shape().equals(target.module().weight()))
                .map(StoredTensor::data);
    }

    /** True if the runs cover all rows of the layer. */
    private static boolean isWhole(NavigableMap<Integer, Rows> rows, Shape shape) {
        long next = 0;
        for (Rows some : rows.values()) {
            if (some.run().from() != next) {
                return false;
            }
            next += some.run().size();
        }
        return shape.dimensions() > 0 && next == shape.size(0);
    }

    private static float[] read(AdapterModule module, List<Rows> rows) throws IOException {
        Matrix[] blocks = new Matrix[rows.size()];
        for (int i = 0; i < blocks.length; i++) {
            RowsShare.Run run = rows.get(i).run();
            blocks[i] = Matrix.read(module.address(), rows.get(i).weight()).rows(run.to(), run.to() + run.size());
        }
        return Matrix.stacked(List.of(blocks)).toFloats();
    }
}
