package dev.patchbay.export.bake;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.effect.LayerParts;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.lowrank.DenseChange;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The whole change of a weight of the base as one matrix, magnitudes included. */
public final class DenseLayer {

    private DenseLayer() {}

    /** @throws ExportException if the weight has another size */
    public static DenseChange of(ModuleChange change, double strength, TensorData weight) throws IOException {
        LayerChange read = change.read();
        if (weight.shape().elements() != (long) read.outputs() * read.inputs() || weight.shape().size(0) != read.outputs()) {
            String size = read.outputs() + " × " + read.inputs();
            throw new ExportException(
                    Message.of("export.bake.sizes", change.checkpoint().path(), change.module().address(), size, weight.shape()));
        }
        List<Matrix> blocks = new ArrayList<>();
        BakedTensor baked = new BakedTensor(weight, DType.F32, List.of(new LayerShare(LayerParts.of(change), strength)));
        baked.forEachBlock((from, before, delta) -> blocks.add(delta));
        return new DenseChange(blocks.stream().reduce(Matrix::above).orElseThrow());
    }
}
