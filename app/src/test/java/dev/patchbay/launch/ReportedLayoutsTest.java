package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.launch.ReportedFile.Ends;
import dev.patchbay.launch.ReportedFile.Rows;
import dev.patchbay.tensor.DType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files after public reports whose ranks, dimensions or algorithms are not those of plain pairs: what comes of them is exact. */
class ReportedLayoutsTest {

    private static final int FLUX = 3072;
    private static final int D = 48;

    @TempDir
    private Path folder;

    private final Typed typed = new Typed();

    /** diffusers PR 10985: kohya's names of FLUX, with another rank in every module and alpha equal to it. */
    @Test
    void anotherRankInEveryModule() throws Exception {
        ReportedFile made = new ReportedFile();
        int rank = 1;
        for (int block : new int[] {0, 18}) {
            String stem = "lora_unet_double_blocks_" + block + "_";
            String attention = "transformer.transformer_blocks." + block + ".attn.";
            for (List<String> qkv : List.of(
                    List.of("img", "to_q", "to_k", "to_v"), List.of("txt", "add_q_proj", "add_k_proj", "add_v_proj"))) {
                List<String> targets = qkv.subList(1, 4).stream().map(attention::concat).toList();
                made.pair(stem + qkv.getFirst() + "_attn_qkv", targets, rank, new long[] {3 * FLUX}, new long[] {FLUX}, Ends.KOHYA, rank);
                rank++;
            }
            made.pair(stem + "img_attn_proj", List.of(attention + "to_out.0"), rank, new long[] {FLUX}, new long[] {FLUX}, Ends.KOHYA,
                    rank);
            rank++;
        }
        Path file = made.write(folder.resolve("in.safetensors"));

        assertThat(typed.text(0, "suggest", file, "--base", "flux.1-dev")).contains("6 for certain");
        convertsExactly(made, file, "--base", "flux.1-dev");
        convertsExactly(made, file);
    }

    /** kohya_ss#310: LoCon, whose convolutions have pairs of their own shapes. */
    @Test
    void convolutions() throws Exception {
        ReportedFile made = new ReportedFile();
        convolution(made, "down_blocks.0.resnets.0.conv1", 320, 320, 3);
        convolution(made, "down_blocks.1.resnets.0.conv_shortcut", 640, 320, 1);
        convolution(made, "up_blocks.3.resnets.2.conv1", 320, 640, 3);
        convolution(made, "down_blocks.0.attentions.0.proj_in", 320, 320, 1);
        for (Map.Entry<String, Long> linear : Map.of("down_blocks.0.resnets.0.time_emb_proj", 1280L,
                "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q", 320L).entrySet()) {
            made.pair("lora_unet_" + linear.getKey().replace('.', '_'), List.of("unet." + linear.getKey()), 4, new long[] {320},
                    new long[] {linear.getValue()}, Ends.KOHYA, 1);
        }
        Path file = made.write(folder.resolve("in.safetensors"));

        assertThat(typed.text(0, "suggest", file, "--base", "stable-diffusion-1.5")).contains("6 for certain");
        convertsExactly(made, file, "--base", "stable-diffusion-1.5");
        Path resized = folder.resolve("resized.safetensors");
        typed.text(0, "resize", file, "--rank", "4", "--out", resized);
        convertsExactly(made, resized, "--base", "stable-diffusion-1.5");
        Path merged = folder.resolve("merged.safetensors");
        typed.text(0, "merge", file + ":0.5", file + ":0.5", "--out", merged);
        convertsExactly(made, merged, "--base", "stable-diffusion-1.5");
    }

    private static void convolution(ReportedFile made, String module, int out, int in, int kernel) {
        made.pair("lora_unet_" + module.replace('.', '_'), List.of("unet." + module), 4, new long[] {out, 1, 1},
                new long[] {in, kernel, kernel}, Ends.KOHYA, 1);
    }

    /** ComfyUI#11158, diffusion-pipe#470, musubi-tuner#770: q, k and v apart, on a base that keeps them as one. */
    @Test
    void splitLayersOnAFusedBase() throws Exception {
        SyntheticCheckpoint base = new SyntheticCheckpoint();
        ReportedFile made = new ReportedFile();
        Map<String, Rows> weights = new LinkedHashMap<>();
        for (String block : List.of("layers.0", "layers.1", "noise_refiner.0", "context_refiner.0")) {
            base.tensor(block + ".attention.qkv.weight", 3 * D, D).tensor(block + ".attention.out.weight", D, D);
            base.tensor(block + ".attention.q_norm.weight", 24).tensor(block + ".attention.k_norm.weight", 24);
            base.tensor(block + ".feed_forward.w1.weight", 128, D).tensor(block + ".feed_forward.w2.weight", D, 128);
            if (!block.startsWith("context")) {
                for (int i = 0; i < 3; i++) {
                    String leaf = ".attention." + List.of("to_q", "to_k", "to_v").get(i);
                    made.pair("diffusion_model." + block + leaf, "transformer." + block + leaf, D, D, Ends.PEFT);
                    weights.put("transformer." + block + leaf, new Rows(block + ".attention.qkv.weight", i * D));
                }
                String out = block + ".attention.to_out.0";
                made.pair("diffusion_model." + out, "transformer." + out, D, D, Ends.PEFT);
                weights.put("transformer." + out, new Rows(block + ".attention.out.weight", 0));
            }
        }
        base.tensor("cap_embedder.1.weight", D, 40).tensor("t_embedder.mlp.0.weight", D, 256);
        Path file = made.write(folder.resolve("in.safetensors"));
        Path model = ReportedFile.write(base, folder.resolve("z-image.safetensors"));

        convertsExactly(made, file, "--base", model);
        Path fused = folder.resolve("fused.safetensors");
        assertThat(typed.text(0, "convert", file, "--to", "comfyui", "--base", model, "--out", fused)).contains("12 of 12 modules");
        for (Path adapter : List.of(file, fused)) {
            Path baked = folder.resolve("baked-" + adapter.getFileName());
            typed.text(0, "bake", adapter, "--base", model, "--out", baked);
            made.assertIsIn(baked, model, weights);
        }
    }

    /** SimpleTuner#2439, diffusers#13261: LoKr with both factors whole, where alpha says nothing. */
    @Test
    void kroneckerProductsUnderFlattenedNames() throws Exception {
        Map<String, int[]> layers = Map.of("ff.linear_in", new int[] {6 * D, D}, "ff_context.linear_out", new int[] {D, 3 * D},
                "attn.to_q", new int[] {D, D});
        SyntheticCheckpoint base = new SyntheticCheckpoint();
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        layers.forEach((layer, size) -> {
            String stem = "lycoris_transformer_blocks_0_" + layer.replace('.', '_');
            base.tensor("transformer_blocks.0." + layer + ".weight", size[0], size[1]);
            made.values(stem + ".lokr_w1", DType.F32, ReportedFile.values(stem, 16), 4, 4)
                    .values(stem + ".lokr_w2", DType.F32, ReportedFile.values(layer, size[0] / 4 * (size[1] / 4)), size[0] / 4, size[1] / 4)
                    .values(stem + ".alpha", DType.F32, new float[] {64});
        });
        for (String other : List.of("double_stream_modulation_img.linear", "single_stream_modulation.linear",
                "single_transformer_blocks.0.attn.to_qkv_mlp_proj", "transformer_blocks.0.ff.linear_out",
                "transformer_blocks.0.attn.to_k")) {
            base.tensor(other + ".weight", D, D);
        }
        Path model = ReportedFile.write(base, folder.resolve("flux2.safetensors"));
        Path baked = folder.resolve("baked.safetensors");

        Path file = ReportedFile.write(made, folder.resolve("in.safetensors"));
        assertThat(typed.text(0, "bake", file, "--base", model, "--out", baked)).contains("3 of 3 modules");
        JsonNode export = typed.json(1, "check", file, "--base", model, "--json").at("/verdicts_exported/diffusers");
        assertThat(export.at("/outcome").asString()).isEqualTo("refused");
        assertThat(export.at("/message").asString()).contains("lokr", "plain LoRA");
        assertThat(typed.text(1, "check", file, "--base", model)).contains("No export for diffusers, PEFT: ");

        try (Checkpoint before = TestOpener.OPENER.open(model); Checkpoint after = TestOpener.OPENER.open(baked)) {
            for (Map.Entry<String, int[]> layer : layers.entrySet()) {
                String stem = "lycoris_transformer_blocks_0_" + layer.getKey().replace('.', '_');
                String weight = "transformer_blocks.0." + layer.getKey() + ".weight";
                int rows = layer.getValue()[0];
                int columns = layer.getValue()[1];
                float[] wanted = ReportedFile.floats(before.tensor(weight).orElseThrow());
                float[] w1 = ReportedFile.values(stem, 16);
                float[] w2 = ReportedFile.values(layer.getKey(), rows / 4 * (columns / 4));
                for (int i = 0; i < wanted.length; i++) {
                    int row = i / columns;
                    int column = i % columns;
                    wanted[i] += w1[row / (rows / 4) * 4 + column / (columns / 4)]
                            * w2[row % (rows / 4) * (columns / 4) + column % (columns / 4)];
                }
                assertThat(ReportedFile.floats(after.tensor(weight).orElseThrow())).as(weight).containsExactly(wanted, within(1e-6f));
            }
        }
    }

    private void convertsExactly(ReportedFile made, Path file, Object... base) throws Exception {
        Path converted = folder.resolve(base.length + "-of-" + file.getFileName());
        Object[] words = new Object[6 + base.length];
        System.arraycopy(new Object[] {"convert", file, "--to", "diffusers", "--out", converted}, 0, words, 0, 6);
        System.arraycopy(base, 0, words, 6, base.length);
        typed.text(0, words);
        made.assertMeansTheSame(converted);
    }
}
