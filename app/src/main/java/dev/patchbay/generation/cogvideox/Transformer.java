package dev.patchbay.generation.cogvideox;

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

/** The denoising transformer: one kernel call for each block, so that a run can be cancelled between blocks. */
final class Transformer {

    private static final String BLOCKS = "transformer_blocks.";

    /** What diffusers passes as {@code ofs} for every clip. */
    private static final double OFFSET = 2;

    private final TransformerConfig config;
    private final Script script;
    private final WeightBlock outer;
    private final List<WeightBlock> blocks = new ArrayList<>();

    /**
     * @param script from {@link #kernels}
     * @param weights under diffusers' names
     */
    Transformer(TransformerConfig config, Script script, Weights weights) throws IOException {
        this.config = config;
        this.script = script;
        weights.refuseMore(BLOCKS, config.layers(), "num_layers");
        this.outer = weights.block("", outerShapes(config));
        for (int i = 0; i < config.layers(); i++) {
            blocks.add(weights.block(BLOCKS + i + ".", blockShapes(config)));
        }
    }

    /** The compiled blocks, one for a pipeline. */
    static Script kernels(PtNDManager manager) throws IOException {
        return Script.transformer(manager, Transformer.class, "transformer");
    }

    /** Shapes of the tensors outside the blocks. */
    private static TensorShapes outerShapes(TransformerConfig config) {
        int width = config.width();
        int patch = config.patch();
        TensorShapes shapes = new TensorShapes();
        long patchElements = (long) patch * patch * config.frameMultiple();
        if (config.patchFrames() > 0) {
            shapes.linear("patch_embed.proj", width, patchElements * config.channels());
        } else if (config.patchBias()) {
            shapes.convolution("patch_embed.proj", width, config.channels(), patch, patch);
        } else {
            shapes.tensor("patch_embed.proj.weight", width, config.channels(), patch, patch);
        }
        if (config.learned()) {
            shapes.tensor("patch_embed.pos_embedding", 1, config.sampleTokens(), width);
        }
        if (config.offsetDim() > 0) {
            shapes.linear("ofs_embedding.linear_1", config.offsetDim(), config.offsetDim());
            shapes.linear("ofs_embedding.linear_2", config.offsetDim(), config.offsetDim());
        }
        return shapes.linear("patch_embed.text_proj", width, config.textDim())
                .linear("time_embedding.linear_1", config.timeDim(), width)
                .linear("time_embedding.linear_2", config.timeDim(), config.timeDim())
                .norm("norm_final", width)
                .linear("norm_out.linear", 2L * width, config.timeDim())
                .norm("norm_out.norm", width)
                .linear("proj_out", patchElements * config.outChannels(), width);
    }

    /** Shapes of the tensors of one block. */
    private static TensorShapes blockShapes(TransformerConfig config) {
        int width = config.width();
        return new TensorShapes()
                .linear("norm1.linear", 6L * width, config.timeDim())
                .norm("norm1.norm", width)
                .linear("attn1.to_q", width, width)
                .linear("attn1.to_k", width, width)
                .linear("attn1.to_v", width, width)
                .norm("attn1.norm_q", config.headDim())
                .norm("attn1.norm_k", config.headDim())
                .linear("attn1.to_out.0", width, width)
                .linear("norm2.linear", 6L * width, config.timeDim())
                .norm("norm2.norm", width)
                .linear("ff.net.0.proj", 4L * width, width)
                .linear("ff.net.2", width, 4L * width);
    }

    /** Shapes of all tensors by name. */
    static Map<String, Shape> shapes(TransformerConfig config) {
        Map<String, Shape> all = new LinkedHashMap<>(outerShapes(config).all());
        Map<String, Shape> block = blockShapes(config).all();
        for (int i = 0; i < config.layers(); i++) {
            String prefix = BLOCKS + i + ".";
            block.forEach((name, shape) -> all.put(prefix + name, shape));
        }
        return all;
    }

    /** Applies adapters to a transformer of this configuration. */
    static AdapterApplication adapters(TransformerConfig config) {
        return new AdapterApplication(outerShapes(config), BLOCKS, Collections.nCopies(config.layers(), blockShapes(config)));
    }

    /**
     * One evaluation.
     *
     * @param owner manager of the result
     * @param latents {@code [batch, frames, channels, height, width]}, followed by those of the image on the channels if it takes one
     * @param text {@code [batch, tokens, textDim]}
     * @param timestep training timestep
     * @param positions of the latents' tokens
     * @param adapters of the run
     * @return the predicted velocity in float32, {@code [batch, frames, outChannels, height, width]}
     */
    PtNDArray predict(
            PtNDManager owner,
            PtNDArray latents,
            PtNDArray text,
            int timestep,
            Positions positions,
            AppliedDeltas adapters,
            Cancellation cancellation)
            throws IOException {
        ai.djl.ndarray.types.Shape shape = latents.getShape();
        try (PtNDManager run = owner.newSubManager(owner.getDevice());
                WeightBlock.Loan around = outer.lend(adapters.outerChanges())) {
            Object w = around.dictionary();
            Object deltas = adapters.outer();
            int batch = Math.toIntExact(shape.get(0));
            PtNDArray time = script.call(
                    run,
                    "embed_time",
                    (double) timestep,
                    batch,
                    config.width(),
                    config.flipSinToCos(),
                    config.frequencyShift(),
                    OFFSET,
                    config.offsetDim(),
                    w,
                    deltas);
            PtNDArray e = script.call(run, "embed_text", text, positions.learned(), w, deltas);
            PtNDArray h = embed(run, latents, positions, around, adapters);
            int tokens = Math.toIntExact(h.getShape().get(1) + e.getShape().get(1));
            Slices slices = Slices.of(owner.getDevice(), batch, config.heads(), tokens);
            for (int i = 0; i < blocks.size(); i++) {
                cancellation.check();
                try (WeightBlock.Loan block = blocks.get(i).lend(adapters.changes(i))) {
                    List<WeightBlock> following = blocks.subList(i + 1, Math.min(i + 2, blocks.size()));
                    following.forEach(WeightBlock::expect);
                    Object weights = block.dictionary();
                    List<PtNDArray> attended = script.callTuple(
                            run, "attention_half", h, e, time, config.heads(), config.normEps(), positions.rotary(), slices.queries(),
                            weights, adapters.block(i));
                    h.close();
                    e.close();
                    cancellation.check();
                    List<PtNDArray> next = script.callTuple(
                            run, "feed_forward_half", attended.get(0), attended.get(1), time, config.normEps(), slices.tokens(), weights,
                            adapters.block(i));
                    attended.forEach(PtNDArray::close);
                    h = next.get(0);
                    e = next.get(1);
                    following.forEach(WeightBlock::await);
                }
            }
            int layers = Math.toIntExact(shape.get(1)) / config.frameMultiple();
            int rows = Math.toIntExact(shape.get(3)) / config.patch();
            int columns = Math.toIntExact(shape.get(4)) / config.patch();
            return script.call(
                    owner,
                    "finish",
                    h,
                    time,
                    layers,
                    rows,
                    columns,
                    config.patch(),
                    config.frameMultiple(),
                    config.normEps(),
                    w,
                    deltas);
        }
    }

    private PtNDArray embed(
            PtNDManager run, PtNDArray latents, Positions positions, WeightBlock.Loan weights, AppliedDeltas adapters) {
        PtNDArray tokens = script.call(
                run,
                "embed_latents",
                latents,
                config.patch(),
                config.patchFrames(),
                config.promptTokens(),
                positions.learned(),
                weights.dictionary(),
                adapters.outer());
        for (PtNDArray table : positions.added()) {
            PtNDArray placed = script.call(run, "add", tokens, table);
            tokens.close();
            tokens = placed;
        }
        return tokens;
    }
}
