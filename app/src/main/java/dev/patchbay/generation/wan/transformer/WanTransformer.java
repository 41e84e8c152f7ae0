package dev.patchbay.generation.wan.transformer;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.AdapterApplication;
import dev.patchbay.generation.torch.AppliedDeltas;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.Slices;
import dev.patchbay.generation.torch.TensorShapes;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The denoising transformer: three kernel calls for each block, so that a run can be cancelled between them. */
public final class WanTransformer {

    private static final String BLOCKS = "blocks.";

    /** Tokens that are normalised together, as a part of those that a feed-forward layer takes: their copies are in float32. */
    static final int NORM_PART = 4;

    private final WanTransformerConfig config;
    private final Script script;
    private final WeightBlock outer;
    private final List<WeightBlock> blocks = new ArrayList<>();

    /**
     * @param script from {@link #kernels}
     * @param weights under diffusers' names
     */
    public WanTransformer(WanTransformerConfig config, Script script, Weights weights) throws IOException {
        this.config = config;
        this.script = script;
        weights.refuseMore(BLOCKS, config.layers(), "num_layers");
        this.outer = weights.block("", outerShapes(config));
        for (int i = 0; i < config.layers(); i++) {
            blocks.add(weights.block(BLOCKS + i + ".", blockShapes(config)));
        }
    }

    /** The compiled blocks, one for a pipeline. */
    public static Script kernels(PtNDManager manager) throws IOException {
        return Script.transformer(manager, WanTransformer.class, "transformer");
    }

    /** Shapes of the tensors outside the blocks. */
    private static TensorShapes outerShapes(WanTransformerConfig config) {
        int width = config.width();
        return new TensorShapes()
                .convolution("patch_embedding", width, config.channels(), config.patchFrames(), config.patch(), config.patch())
                .linear("condition_embedder.time_embedder.linear_1", width, config.freqDim())
                .linear("condition_embedder.time_embedder.linear_2", width, width)
                .linear("condition_embedder.time_proj", 6L * width, width)
                .linear("condition_embedder.text_embedder.linear_1", width, config.textDim())
                .linear("condition_embedder.text_embedder.linear_2", width, width)
                .tensor("scale_shift_table", 1, 2, width)
                .linear("proj_out", (long) config.patchSize() * config.outChannels(), width);
    }

    /** Shapes of the tensors of one block. */
    private static TensorShapes blockShapes(WanTransformerConfig config) {
        int width = config.width();
        TensorShapes shapes = new TensorShapes().tensor("scale_shift_table", 1, 6, width);
        for (String attention : List.of("attn1", "attn2")) {
            shapes.linear(attention + ".to_q", width, width)
                    .linear(attention + ".to_k", width, width)
                    .linear(attention + ".to_v", width, width)
                    .tensor(attention + ".norm_q.weight", width)
                    .tensor(attention + ".norm_k.weight", width)
                    .linear(attention + ".to_out.0", width, width);
        }
        if (config.crossNorm()) {
            shapes.norm("norm2", width);
        }
        return shapes.linear("ffn.net.0.proj", config.hidden(), width).linear("ffn.net.2", width, config.hidden());
    }

    /** Shapes of all tensors by name. */
    static Map<String, Shape> shapes(WanTransformerConfig config) {
        Map<String, Shape> all = new LinkedHashMap<>(outerShapes(config).all());
        Map<String, Shape> block = blockShapes(config).all();
        for (int i = 0; i < config.layers(); i++) {
            String prefix = BLOCKS + i + ".";
            block.forEach((name, shape) -> all.put(prefix + name, shape));
        }
        return all;
    }

    /** Applies adapters to a transformer of this configuration. */
    public static AdapterApplication adapters(WanTransformerConfig config) {
        return new AdapterApplication(outerShapes(config), BLOCKS, Collections.nCopies(config.layers(), blockShapes(config)));
    }

    /**
     * One evaluation.
     *
     * @param owner manager of the result
     * @param latents {@code [batch, channels, frames, height, width]}, multiples of the patch, at most {@code longestAxis} patches long
     * @param text {@code [batch, tokens, textDim]}, zero beyond the prompt
     * @param times training timesteps, {@code [batch]} or, one for each token, {@code [batch, tokens]}
     * @param adapters of the run
     * @return the predicted velocity in float32, {@code [batch, outChannels, frames, height, width]}
     */
    public PtNDArray predict(
            PtNDManager owner, PtNDArray latents, PtNDArray text, PtNDArray times, AppliedDeltas adapters, Cancellation cancellation)
            throws IOException {
        ai.djl.ndarray.types.Shape shape = latents.getShape();
        int frames = Math.toIntExact(shape.get(2)) / config.patchFrames();
        int rows = Math.toIntExact(shape.get(3)) / config.patch();
        int columns = Math.toIntExact(shape.get(4)) / config.patch();
        int batch = Math.toIntExact(shape.get(0));
        int tokens = frames * rows * columns;
        TimeSpans spans = TimeSpans.of(times.toFloatArray(), batch * tokens);
        try (PtNDManager run = owner.newSubManager(owner.getDevice());
                WeightBlock.Loan around = outer.lend(adapters.outerChanges())) {
            Object w = around.dictionary();
            Object deltas = adapters.outer();
            List<PtNDArray> embedded = script.callTuple(run, "embed_time", run.create(spans.times()), w, deltas);
            Inputs inputs = new Inputs(
                    script.call(run, "embed_latents", latents, config.patchFrames(), config.patch(), w),
                    script.call(run, "embed_text", text, w, deltas),
                    embedded.getLast(),
                    spans.starts(),
                    positions(run, frames, rows, columns),
                    Slices.of(owner.getDevice(), batch, config.heads(), tokens));
            for (int i = 0; i < blocks.size(); i++) {
                cancellation.check();
                try (WeightBlock.Loan block = blocks.get(i).lend(adapters.changes(i))) {
                    List<WeightBlock> following = blocks.subList(i + 1, Math.min(i + 2, blocks.size()));
                    following.forEach(WeightBlock::expect);
                    compute(run, inputs, block.dictionary(), adapters.block(i), cancellation);
                    following.forEach(WeightBlock::await);
                }
            }
            return script.call(
                    owner, "finish", inputs.tokens(), embedded.getFirst(), spans.starts(), frames, rows, columns, config.patchFrames(),
                    config.patch(), config.normEps(), w, deltas);
        }
    }

    /** One block; it changes the tokens in place. */
    private void compute(PtNDManager run, Inputs inputs, Object w, Object lora, Cancellation cancellation) {
        int queries = inputs.slices().queries();
        int normed = Math.max(1, inputs.slices().tokens() / NORM_PART);
        PtNDArray h = inputs.tokens();
        script.call(run, "attend_to_tokens", h, inputs.time(), inputs.starts(), config.heads(), config.normEps(), inputs.rotary(), queries,
                normed, w, lora).close();
        cancellation.check();
        script.call(run, "attend_to_text", h, inputs.text(), config.heads(), config.normEps(), List.of(), queries, normed, w, lora).close();
        cancellation.check();
        script.call(run, "feed", h, inputs.time(), inputs.starts(), config.normEps(), inputs.slices().tokens(), w, lora).close();
    }

    /** Cosines and sines {@code [tokens, headDim / 2]}. */
    private List<PtNDArray> positions(PtNDManager run, int frames, int rows, int columns) {
        AxisTurns frame = AxisTurns.of(frames, config.frameDim());
        AxisTurns row = AxisTurns.of(rows, config.planeDim());
        AxisTurns column = AxisTurns.of(columns, config.planeDim());
        return List.of(
                script.call(run, "positions", frame.cosines(run), row.cosines(run), column.cosines(run)),
                script.call(run, "positions", frame.sines(run), row.sines(run), column.sines(run)));
    }

    /**
     * What all blocks are given.
     *
     * @param tokens {@code [batch, tokens, width]}, changed by each
     * @param text {@code [batch, tokens, width]}
     * @param time what times change, {@code [spans, 6, width]}
     * @param starts of the spans
     * @param rotary from {@link #positions}
     * @param slices what is computed together
     */
    private record Inputs(PtNDArray tokens, PtNDArray text, PtNDArray time, long[] starts, List<PtNDArray> rotary, Slices slices) {}
}
