package dev.patchbay.launch;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Files as nobody should save them and somebody does, drawn from what can be odd about one. */
final class OddFile {

    private static final int WIDTH = 1536;
    private static final String UP = ".lora_up.weight";
    private static final List<String> LAYERS = List.of("attn1.to_q", "attn1.to_k", "attn2.to_out.0", "ffn.net.2");
    private static final List<String> NATIVE = List.of("self_attn.q", "self_attn.k", "cross_attn.o", "ffn.2");

    private final SyntheticCheckpoint made = new SyntheticCheckpoint();
    private final Random random;
    private final int rank = 2;
    private DType dtype = DType.F32;

    private OddFile(Random random) {
        this.random = random;
    }

    /** What is in a file. */
    enum Content {
        EMPTY((file, random) -> {}),
        ONE_TENSOR((file, random) -> file.tensor("weight", 3)),
        SCALAR((file, random) -> file.tensor("alpha")),
        DIFFUSERS((file, random) -> file.pairs("transformer.blocks.%d.%s", LAYERS, ".lora_A.weight", ".lora_B.weight")),
        COMFYUI((file, random) -> file.pairs("diffusion_model.blocks.%d.%s", NATIVE, ".lora_down.weight", ".lora_up.weight")),
        PEFT((file, random) -> file.pairs("base_model.model.blocks.%d.%s", LAYERS, ".lora_A.default.weight", ".lora_B.default.weight")),
        BARE((file, random) -> file.pairs("blocks.%d.%s", NATIVE, ".lora_A", ".lora_B")),
        KOHYA((file, random) -> file.flattened("lora_unet_")),
        DOUBLED((file, random) -> file.flattened("lora_unet__")),
        WRAPPED((file, random) -> file.pairs("module._orig_mod.transformer.blocks.%d.%s", LAYERS, ".lora_A.weight", ".lora_B.weight")),
        TWICE_WRAPPED((file, random) ->
                file.pairs("base_model.model.diffusion_model.blocks.%d.%s", LAYERS, ".lora_A.weight", ".lora_B.weight")),
        BEYOND((file, random) -> file.pairs("transformer.blocks.9%d.%s", LAYERS, ".lora_A.weight", ".lora_B.weight")),
        TEXT_ENCODER((file, random) ->
                file.pairs("text_encoder.text_model.encoder.layers.%d.%s", LAYERS, ".lora_A.weight", ".lora_B.weight")),
        NOTHING_KNOWN((file, random) -> file.pairs("zorb%d/blat(%s)", LAYERS, "|left", "|right")),
        CONTROL_CHARACTERS((file, random) ->
                file.pairs("transformer.bl\u0007ocks.%d.\u001b[31m%s\n", LAYERS, ".lora_A.weight", ".lora_B.weight")),
        FORMAT_CHARACTERS((file, random) -> file.pairs("{0}.'%d'.{1}%%s.%s", LAYERS, ".lora_A.weight", ".lora_B.weight")),
        LOHA((file, random) -> file.parts("hada_w1_a", "hada_w1_b", "hada_w2_a", "hada_w2_b")),
        LOHA_HALF((file, random) -> file.parts("hada_w1_a", "hada_w2_b")),
        LOKR((file, random) -> file.parts("lokr_w1", "lokr_w2_a", "lokr_w2_b")),
        LOKR_HALF((file, random) -> file.parts("lokr_w2_a")),
        IA3((file, random) -> file.parts("on_input", "weight")),
        OFT((file, random) -> file.parts("oft_blocks", "alpha")),
        DIFFERENCE((file, random) -> file.parts("diff", "diff_b")),
        LONE_ALPHA((file, random) -> file.parts("alpha")),
        WHOLE_MODEL((file, random) -> file.whole("blocks.%d.%s.weight", "blocks.%d.%s.bias")),
        QUANTISED((file, random) -> file.whole("blocks.%d.%s.weight", "blocks.%d.%s.weight_scale")),
        OPTIMIZER((file, random) -> file.whole("optimizer.state.%d.%s.exp_avg", "optimizer.state.%d.%s.exp_avg_sq"));

        private final BiConsumer<OddFile, Random> writing;

        Content(BiConsumer<OddFile, Random> writing) {
            this.writing = writing;
        }
    }

    /** What else may be odd. */
    enum Oddity {
        NONE, NO_METADATA_BUT_FORMAT, BROKEN_METADATA, WRONG_RANK_IN_METADATA, HALF_A_PAIR, MIXED_CONVENTIONS, INTEGERS, HALF_PRECISION,
        RANK_ABOVE_LAYER, ALPHAS, MAGNITUDES, A_STRAY_TENSOR, TRAINER
    }

    /** A file of this content with that oddity. */
    static SyntheticCheckpoint of(Content content, Oddity oddity, long seed) {
        OddFile file = new OddFile(new Random(seed));
        file.dtype = oddity == Oddity.INTEGERS ? DType.I64 : oddity == Oddity.HALF_PRECISION ? DType.BF16 : DType.F32;
        content.writing.accept(file, file.random);
        file.add(oddity);
        return file.made;
    }

    private void add(Oddity oddity) {
        switch (oddity) {
            case NO_METADATA_BUT_FORMAT -> made.metadata("format", "pt");
            case BROKEN_METADATA -> made.metadata("lora_adapter_metadata", "{\"transformer.r\": ").metadata("ss_network_alpha", "many");
            case WRONG_RANK_IN_METADATA ->
                made.metadata("lora_adapter_metadata", "{\"transformer.r\": 64, \"transformer.lora_alpha\": null}");
            case HALF_A_PAIR -> tensor("transformer.blocks.3.attn1.to_v.lora_A.weight", rank, WIDTH);
            case MIXED_CONVENTIONS -> pairs("diffusion_model.blocks.%d.%s", List.of("cross_attn.q"), ".lora_down.weight", UP);
            case RANK_ABOVE_LAYER -> {
                tensor("transformer.proj_out.lora_A.weight", 67, WIDTH);
                tensor("transformer.proj_out.lora_B.weight", 64, 67);
            }
            case ALPHAS -> {
                tensor("transformer.blocks.0.attn1.to_q.alpha");
                tensor("lora_unet_blocks_0_self_attn_q.alpha", 1);
            }
            case MAGNITUDES -> tensor("transformer.blocks.0.attn1.to_q.lora_magnitude_vector", WIDTH);
            case A_STRAY_TENSOR -> tensor("scaled_fp8", 0);
            case TRAINER -> made.metadata("ss_network_module", "networks.lora_wan").metadata("ss_network_dim", "None");
            default -> { }
        }
    }

    private OddFile tensor(String name, long... shape) {
        int count = (int) Arrays.stream(shape).reduce(1, (one, other) -> one * other);
        float[] values = new float[count];
        for (int i = 0; i < Math.min(count, 64); i++) {
            values[i] = (float) random.nextGaussian() / 100;
        }
        if (dtype == DType.I64) {
            made.data(name, new SyntheticCheckpoint.Bytes(dtype, Shape.of(shape), new byte[8 * count]));
        } else {
            made.values(name, dtype, values, shape);
        }
        return this;
    }

    private void pairs(String pattern, List<String> layers, String down, String up) {
        List<String> shuffled = new ArrayList<>(layers);
        Collections.shuffle(shuffled, random);
        for (int block = 0; block < 2; block++) {
            for (String layer : shuffled) {
                String module = pattern.formatted(block, layer);
                tensor(module + down, rank, layer.startsWith("ffn") ? 8960 : WIDTH);
                tensor(module + up, WIDTH, rank);
            }
        }
    }

    private void flattened(String prefix) {
        for (String layer : NATIVE) {
            String module = prefix + "blocks_1_" + layer.replace('.', '_');
            tensor(module + ".lora_down.weight", rank, layer.startsWith("ffn") ? 8960 : WIDTH);
            tensor(module + ".lora_up.weight", WIDTH, rank);
            tensor(module + ".alpha");
        }
    }

    private void parts(String... parts) {
        for (String layer : List.of("self_attn.q", "cross_attn.o")) {
            for (String part : parts) {
                String name = "diffusion_model.blocks.0." + layer + "." + part;
                switch (part) {
                    case "hada_w1_a", "hada_w2_a" -> tensor(name, WIDTH, rank);
                    case "hada_w1_b", "hada_w2_b" -> tensor(name, rank, WIDTH);
                    case "lokr_w1" -> tensor(name, 4, 4);
                    case "lokr_w2_a" -> tensor(name, WIDTH / 4, rank);
                    case "lokr_w2_b" -> tensor(name, rank, WIDTH / 4);
                    case "oft_blocks" -> tensor(name, 4, 8, 8);
                    case "diff" -> tensor(name, WIDTH, WIDTH);
                    case "alpha", "on_input" -> tensor(name);
                    default -> tensor(name, WIDTH);
                }
            }
        }
    }

    private void whole(String weight, String other) {
        for (String layer : LAYERS) {
            tensor(weight.formatted(0, layer), 16, 16);
            tensor(other.formatted(0, layer), 16);
        }
    }
}
