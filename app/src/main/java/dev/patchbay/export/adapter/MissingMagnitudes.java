package dev.patchbay.export.adapter;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.BaseWeights;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * DoRA's magnitudes for pairs that have none. A program that multiplies each row of {@code W + s·B·A} by {@code m / ‖row‖} leaves it as it
 * is where m is the norm of the row, so that is the neutral value. It is float32: rounded to bfloat16 it would scale rows of the whole
 * weight by up to 1/256.
 *
 * @param source of the pairs
 * @param weights W {@code [out, in, …]} of the layers
 */
record MissingMagnitudes(Checkpoint source, BaseWeights weights) {

    private static final int BLOCK = 256;

    /** @throws ExportException if the base does not have the weight of the layer in the size of the pair */
    CanonicalModule with(CanonicalModule module) throws ExportException {
        AdapterModule plain = module.module().withScale(module.scale(), module.scaleSource());
        long outputs = plain.outputs().orElse(0);
        TensorData weight = weights.of(plain)
                .filter(found -> found.shape().dimensions() >= 2 && found.shape().size(0) == outputs)
                .orElseThrow(() -> new ExportException(
                        Message.of("export.cannot.magnitudeOfNoWeight", source.path(), module.address())));
        TensorData norms = new ComputedData(DType.F32, Shape.of(outputs), () -> norms(new ModuleChange(source, plain), weight));
        TensorInfo info = new TensorInfo(module.name(Part.MAGNITUDE), DType.F32, norms.shape());
        Map<Part, MappedTensor> parts = new EnumMap<>(Part.class);
        parts.putAll(module.module().parts());
        parts.put(Part.MAGNITUDE, new MappedTensor(info, new TensorRecipe.Given(norms)));
        AdapterModule own = module.module();
        AdapterModule whole = new AdapterModule(
                own.container(), own.component(), own.module(), own.piece(), own.algorithm(), parts, own.rank(), own.declaredAlpha(),
                own.scale(), own.scaleSource());
        return new CanonicalModule(module.component(), whole, module.scale(), module.scaleSource());
    }

    /** ‖W + s·B·A‖ of each row over inputs and kernel. */
    private static float[] norms(ModuleChange change, TensorData weight) throws IOException {
        Matrix before = Matrix.read(change.address(), weight);
        LayerChange delta = change.read();
        float[] norms = new float[before.rows()];
        for (int from = 0; from < norms.length; from += BLOCK) {
            int to = Math.min(norms.length, from + BLOCK);
            Matrix after = before.rows(from, to).plus(delta.rows(from, to));
            for (int row = 0; row < after.rows(); row++) {
                norms[from + row] = (float) after.rows(row, row + 1).norm();
            }
        }
        return norms;
    }
}
