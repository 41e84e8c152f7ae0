package dev.patchbay.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** One module less, or one in a block that the base does not have, is exactly one module less that acts, whoever loads the file. */
class AppliedByOneProperties {

    private static final String BASE = "cogvideox-2b";
    private static final int BLOCKS = 30;
    private static final List<String> LEAVES = List.of("to_q", "to_k", "to_v", "to_out.0");
    private static final List<String> COMFYUI_LEAVES = List.of("q", "k", "v", "attn_out");

    /** A layer of the attention of one block. */
    private record Layer(int block, int leaf) {}

    @Property(tries = 40)
    void aModuleThatIsRemoved(
            @ForAll("judged") Program program, @ForAll @IntRange(min = 1, max = 3) int blocks, @ForAll @IntRange(min = 0, max = 11) int at)
            throws Exception {
        List<Layer> all = layers(blocks);
        List<Layer> fewer = new ArrayList<>(all);
        fewer.remove(at % all.size());

        assertThat(verdict(program, all).applied()).isEqualTo(all.size());
        assertThat(verdict(program, fewer).applied()).isEqualTo(all.size() - 1);
        assertThat(verdict(program, fewer).of()).isEqualTo(all.size() - 1);
    }

    @Property(tries = 40)
    void aModuleInABlockBeyondTheLast(
            @ForAll("judged") Program program,
            @ForAll @IntRange(min = 1, max = 3) int blocks,
            @ForAll @IntRange(min = 0, max = 11) int at,
            @ForAll @IntRange(min = 0, max = 1000) int beyond)
            throws Exception {
        List<Layer> moved = layers(blocks);
        moved.set(at % moved.size(), new Layer(BLOCKS + beyond, 0));

        assertThat(verdict(program, moved).applied()).isEqualTo(moved.size() - 1);
        assertThat(verdict(program, moved).of()).isEqualTo(moved.size());
        assertThat(verdict(program, moved).outcome()).isNotEqualTo(Verdict.Outcome.APPLIES);
    }

    @Provide
    Arbitrary<Program> judged() {
        // kohya's programs have no CogVideoX.
        return Arbitraries.of(Program.judged().stream().filter(program -> program != Program.KOHYA).toList());
    }

    private static List<Layer> layers(int blocks) {
        List<Layer> layers = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            for (int leaf = 0; leaf < LEAVES.size(); leaf++) {
                layers.add(new Layer(block, leaf));
            }
        }
        return layers;
    }

    private static Verdict verdict(Program program, List<Layer> layers) throws IOException {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        layers.forEach(layer -> {
            String module = name(program, layer);
            checkpoint.tensor(module + ".lora_A.weight", 1, 1920).tensor(module + ".lora_B.weight", 1920, 1);
        });
        if (program == Program.PEFT) {
            checkpoint.layout(CheckpointLayout.PEFT_FOLDER)
                    .companion("adapter_config.json",
                    "{\"peft_type\": \"LORA\", \"r\": 1, \"lora_alpha\": 1, "
                            + "\"target_modules\": [\"to_q\", \"to_k\", \"to_v\", \"to_out.0\"]}");
        }
        return Inspected.of(checkpoint, BASE).verdict(program);
    }

    /** As the program's own tools write it. */
    private static String name(Program program, Layer layer) {
        String block = layer.block() + ".attn1." + LEAVES.get(layer.leaf());
        return switch (program) {
            case DIFFUSERS -> "transformer.transformer_blocks." + block;
            case PEFT -> "base_model.model.transformer_blocks." + block;
            case COMFYUI -> "diffusion_model.blocks." + layer.block() + "." + COMFYUI_LEAVES.get(layer.leaf());
            default -> throw new IllegalArgumentException(program + " is not judged");
        };
    }
}
