package dev.patchbay.ui.shell.verdict;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.tensor.DType;
import java.util.Arrays;
import java.util.List;

/** A LoRA for Wan 2.1 T2V 1.3B under the names of its authors, as most of them are shared. */
public final class WanAdapter {

    private static final int WIDTH = 1536;
    private static final int RANK = 4;

    private WanAdapter() {}

    public static Checkpoint whole() {
        return with("diffusion_model.blocks.%d.self_attn.%s", List.of("q", "k", "v", "o"), 0.01f);
    }

    /** Under the names of diffusers. */
    public static Checkpoint diffusers() {
        return with("transformer.blocks.%d.attn1.%s", List.of("to_q", "to_k", "to_v", "to_out.0"), 0.01f);
    }

    /** With NaN everywhere. */
    public static Checkpoint broken() {
        return with("diffusion_model.blocks.%d.self_attn.%s", List.of("q", "k", "v", "o"), Float.NaN);
    }

    private static Checkpoint with(String name, List<String> targets, float value) {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        float[] values = new float[WIDTH * RANK];
        Arrays.fill(values, value);
        for (int block = 0; block < 30; block++) {
            for (String target : targets) {
                String module = name.formatted(block, target);
                file.values(module + ".lora_A.weight", DType.F32, values, RANK, WIDTH);
                file.values(module + ".lora_B.weight", DType.F32, values, WIDTH, RANK);
            }
        }
        return file.build();
    }
}
