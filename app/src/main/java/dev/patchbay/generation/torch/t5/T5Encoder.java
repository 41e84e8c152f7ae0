package dev.patchbay.generation.torch.t5;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TensorShapes;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * T5 1.1 or UMT5 encoder: token ids to embeddings. All ids are attended to: where a pipeline passes a mask, it gives those before the
 * padding only, which is the same and less work.
 */
public final class T5Encoder {

    private static final String POSITIONS = "layer.0.SelfAttention.relative_attention_bias.weight";
    private static final String FIRST = "encoder.block.0.";

    private final T5Config config;
    private final Script script;
    private final StoredTensor table;
    private final WeightBlock outer;
    private final List<WeightBlock> layers = new ArrayList<>();

    /**
     * @param script from {@link #kernels}
     * @param weights of the encoder, under the names of transformers
     * @throws GenerationException if a tensor is missing or its shape differs from the configuration
     */
    public T5Encoder(T5Config config, Script script, Weights weights) throws IOException {
        this.config = config;
        this.script = script;
        weights.refuseMore("encoder.block.", config.layers(), "num_layers");
        this.table = weights.find("shared.weight", Shape.of(config.vocabulary(), config.width()));
        TensorShapes around = new TensorShapes().tensor("encoder.final_layer_norm.weight", config.width());
        if (!config.biasInEachLayer()) {
            around.tensor(FIRST + POSITIONS, config.buckets(), config.heads());
        }
        this.outer = weights.block("", around);
        for (int i = 0; i < config.layers(); i++) {
            layers.add(weights.block("encoder.block." + i + ".", layerShapes(config)));
        }
    }

    /** The compiled layers, one for a pipeline. */
    public static Script kernels(PtNDManager manager) throws IOException {
        return Script.compile(manager, T5Encoder.class, "encoder");
    }

    private static TensorShapes layerShapes(T5Config config) {
        int width = config.width();
        int inner = config.heads() * config.headDim();
        TensorShapes shapes = new TensorShapes();
        if (config.biasInEachLayer()) {
            shapes.tensor(POSITIONS, config.buckets(), config.heads());
        }
        return shapes.tensor("layer.0.layer_norm.weight", width)
                .tensor("layer.0.SelfAttention.q.weight", inner, width)
                .tensor("layer.0.SelfAttention.k.weight", inner, width)
                .tensor("layer.0.SelfAttention.v.weight", inner, width)
                .tensor("layer.0.SelfAttention.o.weight", width, inner)
                .tensor("layer.1.layer_norm.weight", width)
                .tensor("layer.1.DenseReluDense.wi_0.weight", config.hidden(), width)
                .tensor("layer.1.DenseReluDense.wi_1.weight", config.hidden(), width)
                .tensor("layer.1.DenseReluDense.wo.weight", width, config.hidden());
    }

    /**
     * Encodes one prompt.
     *
     * @param owner manager of the result
     * @param ids token ids, each of which is attended to
     * @return {@code [1, tokens, width]} in float32
     */
    public PtNDArray encode(PtNDManager owner, int[] ids, Cancellation cancellation) throws IOException {
        try (PtNDManager run = owner.newSubManager(owner.getDevice());
                WeightBlock.Loan around = outer.lend()) {
            PtNDArray x = embed(run, ids);
            Optional<PtNDArray> common =
                    config.biasInEachLayer() ? Optional.empty() : Optional.of(positions(run, around, FIRST + POSITIONS, ids.length));
            for (int i = 0; i < layers.size(); i++) {
                cancellation.check();
                try (WeightBlock.Loan weights = layers.get(i).lend()) {
                    List<WeightBlock> following = layers.subList(i + 1, Math.min(i + 2, layers.size()));
                    following.forEach(WeightBlock::expect);
                    PtNDArray bias = common.isPresent() ? common.get() : positions(run, weights, POSITIONS, ids.length);
                    PtNDArray next = script.call(run, "layer", x, bias, config.heads(), config.normEps(), weights.dictionary());
                    x.close();
                    x = next;
                    if (common.isEmpty()) {
                        bias.close();
                    }
                    following.forEach(WeightBlock::await);
                }
            }
            return script.call(owner, "finish", x, config.normEps(), around.dictionary());
        }
    }

    private PtNDArray positions(PtNDManager owner, WeightBlock.Loan weights, String table, int tokens) {
        return script.call(owner, "position_bias", weights.dictionary(), table, tokens, Math.log(farthest()));
    }

    /** Ratio of {@code maxDistance} to the largest distance with a bucket of its own, a quarter of the buckets. */
    private double farthest() {
        return config.maxDistance() / (double) Math.max(1, config.buckets() / 4);
    }

    /** Reads single rows of the table from the file: a prompt needs few of its 32,000. */
    private PtNDArray embed(PtNDManager owner, int[] ids) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            float[] rows = table.data().read(arena, bytes -> rows(bytes, ids));
            return (PtNDArray) owner.create(rows, new ai.djl.ndarray.types.Shape(1, ids.length, config.width()));
        }
    }

    private float[] rows(MemorySegment bytes, int[] ids) throws GenerationException {
        int width = config.width();
        float[] rows = new float[ids.length * width];
        long rowBytes = table.info().dtype().byteSize(width);
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= config.vocabulary()) {
                throw new GenerationException(Message.of("generation.tokenOutside", table.location(), ids[i], config.vocabulary() - 1));
            }
            MemorySegment row = bytes.asSlice(ids[i] * rowBytes, rowBytes);
            System.arraycopy(FloatCodec.decode(table.info().dtype(), row, width), 0, rows, i * width, width);
        }
        return rows;
    }
}
