package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.launch.ReportedFile.Ends;
import dev.patchbay.launch.ReportedFile.Rows;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Files that people could not load, convert, merge or bake, made after public reports: what is wrong with each is told as it is, and what
 * can be done with it is done exactly. Bases that no program publishes in this size are cut down.
 */
class PublicReportsTest {

    private static final int FLUX = 3072;
    private static final int WAN = 5120;
    private static final int D = 48;

    @TempDir
    private Path folder;

    private final Typed typed = new Typed();

    /** WanVideoWrapper#909, LightX2V#1246, diffusers PR 12040: a Wan image-to-video adapter on a model without image layers. */
    @Test
    void imageLayersOnATextToVideoModel() throws Exception {
        ReportedFile made = new ReportedFile();
        for (int block : new int[] {0, 39}) {
            String stem = "diffusion_model.blocks." + block + ".";
            String target = "transformer.blocks." + block + ".";
            made.pair(stem + "self_attn.q", target + "attn1.to_q", WAN, WAN, Ends.KOHYA).tensor(stem + "self_attn.q.diff_b", WAN);
            made.pair(stem + "cross_attn.k", target + "attn2.to_k", WAN, WAN, Ends.KOHYA).tensor(stem + "cross_attn.k.diff_b", WAN);
            made.pair(stem + "cross_attn.k_img", "", WAN, WAN, Ends.KOHYA).tensor(stem + "cross_attn.k_img.diff_b", WAN);
            made.pair(stem + "cross_attn.v_img", "", WAN, WAN, Ends.KOHYA).tensor(stem + "cross_attn.v_img.diff_b", WAN);
            made.tensor(stem + "cross_attn.norm_k_img.diff", WAN).tensor(stem + "norm3.diff_b", WAN);
        }
        made.pair("diffusion_model.img_emb.proj.1", "", 1280, 1280, Ends.KOHYA);
        Path file = made.write(folder.resolve("in.safetensors"));

        JsonNode report = typed.json(1, "check", file, "--base", "wan2.1-t2v-14b", "--json");

        List<JsonNode> layers = problems(report, "layers");
        assertThat(layers).hasSize(1);
        assertThat(layers.getFirst().at("/message").asString())
                .startsWith("7 modules: wan2.1-t2v-14b has no image layers, so blocks.0.cross_attn.k_img and the like have no place in it.")
                .contains("wan2.1-i2v-14b");
        assertThat(layers.getFirst().at("/fixes").valueStream().map(fix -> fix.at("/kind").asString())).containsOnly("base");
        assertThat(report.at("/problems").toString()).doesNotContain("no module blocks.{i}.cross_attn.k_img");
        assertThat(typed.text(0, "suggest", file, "--base", "wan2.1-t2v-14b")).contains("6 for certain").doesNotContain("k_img →");
        Path converted = folder.resolve("out.safetensors");
        assertThat(typed.text(0, "convert", file, "--to", "diffusers", "--base", "wan2.1-t2v-14b", "--out", converted))
                .contains("left out because wan2.1-t2v-14b does not have them");
        assertThat(names(converted)).noneMatch(name -> name.contains("k_img") || name.contains("v_img") || name.contains("img_emb"))
                .noneMatch(name -> name.contains("add_k_proj") || name.contains("image_embedder"));
        ReportedFile.assertBias(converted, "transformer.blocks.0.attn1.to_q.lora_B.bias",
                ReportedFile.values("diffusion_model.blocks.0.self_attn.q.diff_b", WAN));
        made.assertHolds(converted);
    }

    /** diffusers#12535, PR 12541: the head of Wan 2.2 Lightning is a whole difference beside pairs. */
    @Test
    void aHeadAsAWholeDifference() throws Exception {
        ReportedFile made = new ReportedFile();
        made.pair("diffusion_model.blocks.0.ffn.0", "transformer.blocks.0.ffn.net.0.proj", 13824, WAN, Ends.KOHYA);
        made.pair("diffusion_model.blocks.39.self_attn.o", "transformer.blocks.39.attn1.to_out.0", WAN, WAN, Ends.KOHYA);
        made.tensor("diffusion_model.head.head.diff", 64, WAN).tensor("diffusion_model.head.head.diff_b", 64);
        Path file = made.write(folder.resolve("in.safetensors"));

        Path converted = folder.resolve("out.safetensors");
        typed.text(0, "convert", file, "--to", "diffusers", "--base", "wan2.1-t2v-14b", "--out", converted);

        made.assertHolds(converted);
        ReportedFile.assertProduct(converted, "transformer.proj_out", ReportedFile.values("diffusion_model.head.head.diff", 64 * WAN));
        ReportedFile.assertBias(converted, "transformer.proj_out.lora_B.bias", ReportedFile.values("diffusion_model.head.head.diff_b", 64));
        Path resized = folder.resolve("resized.safetensors");
        typed.text(0, "resize", file, "--rank", "1", "--out", resized);
        ReportedFile.assertBias(resized, "diffusion_model.head.head.diff", ReportedFile.values("diffusion_model.head.head.diff", 64 * WAN));
    }

    /** diffusers#9803: ComfyUI's names of FLUX without alpha. */
    @Test
    void aFluxAdapterUnderItsAuthorsNames() throws Exception {
        ReportedFile made = new ReportedFile();
        for (int block : new int[] {0, 18}) {
            String stem = "diffusion_model.double_blocks." + block + ".";
            String target = "transformer.transformer_blocks." + block + ".attn.";
            made.pair(stem + "img_attn.qkv", List.of(target + "to_q", target + "to_k", target + "to_v"), 3 * FLUX, FLUX, Ends.KOHYA, 0);
            made.pair(stem + "txt_attn.qkv", List.of(target + "add_q_proj", target + "add_k_proj", target + "add_v_proj"),
                    3 * FLUX, FLUX, Ends.KOHYA, 0);
            made.pair(stem + "txt_attn.proj", target + "to_add_out", FLUX, FLUX, Ends.KOHYA);
        }
        Path file = made.write(folder.resolve("in.safetensors"));

        assertThat(typed.json(0, "check", file, "--base", "flux.1-dev", "--json").at("/verdicts/diffusers/applied").asInt()).isEqualTo(6);
        convertsExactly(made, file, "flux.1-dev");
    }

    /** Wan2GP#1936: guidance layers on a distilled FLUX.2 without them. */
    @Test
    void guidanceLayersOnADistilledModel() throws Exception {
        Map<String, Integer> layers = new LinkedHashMap<>();
        layers.put("time_guidance_embed.timestep_embedder.linear_1", 16);
        layers.put("transformer_blocks.0.attn.to_q", D);
        layers.put("single_transformer_blocks.0.attn.to_out", 4 * D);
        layers.put("transformer_blocks.1.attn.add_k_proj", D);
        SyntheticCheckpoint base = new SyntheticCheckpoint();
        ReportedFile made = new ReportedFile();
        Map<String, Rows> weights = new LinkedHashMap<>();
        layers.forEach((module, in) -> {
            base.tensor(module + ".weight", D, in);
            made.pair("transformer." + module, "transformer." + module, D, in, Ends.PEFT);
            weights.put("transformer." + module, new Rows(module + ".weight", 0));
        });
        for (String other : List.of("double_stream_modulation_img.linear", "double_stream_modulation_txt.linear",
                "single_transformer_blocks.0.attn.to_qkv_mlp_proj", "transformer_blocks.0.ff.linear_in",
                "transformer_blocks.0.ff.linear_out")) {
            base.tensor(other + ".weight", D, D);
        }
        made.pair("transformer.time_guidance_embed.guidance_embedder.linear_1", "", D, 16, Ends.PEFT);
        made.pair("transformer.time_guidance_embed.guidance_embedder.linear_2", "", D, D, Ends.PEFT);
        Path file = made.write(folder.resolve("in.safetensors"));
        Path model = ReportedFile.write(base, folder.resolve("klein.safetensors"));

        JsonNode report = typed.json(1, "check", file, "--base", model, "--json");

        assertThat(report.at("/problems/0/message").asString())
                .startsWith("2 modules: klein.safetensors has no guidance embedding").contains("flux.2-dev").doesNotContain("timestep");
        assertThat(report.at("/problems").valueStream().filter(one -> one.at("/severity").asString().equals("error"))).hasSize(1);
        assertThat(report.at("/modules/matched").asInt()).isEqualTo(4);
        Path baked = folder.resolve("baked.safetensors");
        assertThat(typed.text(0, "bake", file, "--base", model, "--out", baked)).contains("guidance_embedder");
        made.assertIsIn(baked, model, weights);
        Path converted = folder.resolve("converted.safetensors");
        assertThat(typed.text(0, "convert", file, "--to", "diffusers", "--base", model, "--out", converted))
                .contains("left out because klein.safetensors does not have them: 2, such as "
                        + "time_guidance_embed.guidance_embedder.linear_1")
                .contains("4 of 6 modules");
        assertThat(names(converted)).hasSize(8).noneMatch(name -> name.contains("guidance_embedder"));
        made.assertHolds(converted);
    }

    /** FluxText#8, diffusers#11651: an adapter for FLUX.1-Fill on dev, whose input is narrower. */
    @Test
    void anAdapterForFillOnDev() throws Exception {
        ReportedFile made = new ReportedFile();
        made.pair("x_embedder", "", FLUX, 384, Ends.PEFT_DEFAULT);
        for (String module : List.of("transformer_blocks.0.attn.to_q", "transformer_blocks.18.attn.to_out.0")) {
            made.pair(module, "transformer." + module, FLUX, FLUX, Ends.PEFT_DEFAULT);
        }
        Path file = made.write(folder.resolve("in.safetensors"));

        JsonNode report = typed.json(1, "check", file, "--base", "flux.1-dev", "--json");

        assertThat(problems(report, "width").getFirst().at("/message").asString()).contains("[3072, 384]", "flux.1-fill-dev");
        assertThat(report.at("/verdicts/diffusers/outcome").asString()).isEqualTo("ignored");
        assertThat(typed.text(0, "suggest", file, "--base", "flux.1-dev")).contains("2 for certain");
        Path narrow = folder.resolve("narrow.safetensors");
        assertThat(typed.text(0, "convert", file, "--to", "diffusers", "--base", "flux.1-dev", "--out", narrow))
                .contains("left out because their size does not fit flux.1-dev: 1, such as x_embedder").contains("2 of 3 modules");
        assertThat(names(narrow)).hasSize(4).noneMatch(name -> name.contains("x_embedder"));
        Path converted = folder.resolve("out.safetensors");
        typed.text(0, "convert", file, "--to", "diffusers", "--base", "flux.1-fill-dev", "--out", converted);
        made.assertHolds(converted);
    }

    /** diffusers#10004: FLUX in kohya's names with CLIP-L as te1 and T5 as te3. */
    @Test
    void bothTextEncodersOfFlux() throws Exception {
        ReportedFile made = new ReportedFile();
        made.pair("lora_unet_double_blocks_0_img_attn_proj",
                List.of("transformer.transformer_blocks.0.attn.to_out.0"), FLUX, FLUX, Ends.KOHYA, 1);
        made.pair("lora_te1_text_model_encoder_layers_11_mlp_fc2",
                List.of("text_encoder.encoder.layers.11.mlp.fc2"), 768, FLUX, Ends.KOHYA, 1);
        made.pair("lora_te3_encoder_block_23_layer_0_SelfAttention_q",
                List.of("text_encoder_2.encoder.block.23.layer.0.SelfAttention.q"), 4096, 4096, Ends.KOHYA, 1);
        made.pair("lora_te3_encoder_block_0_layer_1_DenseReluDense_wi_0",
                List.of("text_encoder_2.encoder.block.0.layer.1.DenseReluDense.wi_0"), 10240, 4096, Ends.KOHYA, 1);
        Path file = made.write(folder.resolve("in.safetensors"));

        assertThat(typed.text(0, "check", "--verbose", file, "--base", "flux.1-dev")).doesNotContain("it looks like transformer_blocks");
        convertsExactly(made, file, "flux.1-dev");
    }

    /** diffusers#13203: Z-Image layers said twice, fused and apart. */
    @Test
    void theSameLayersTwice() throws Exception {
        SyntheticCheckpoint base = zImage();
        ReportedFile made = new ReportedFile();
        Map<String, Rows> weights = new LinkedHashMap<>();
        float[] down = ReportedFile.values("shared down", 2 * D);
        for (String block : List.of("layers.0", "context_refiner.0")) {
            String stem = "lora_unet_" + block.replace('.', '_') + "_attention_";
            float[] up = ReportedFile.values(block + " up", 3 * D * 2);
            made.tensor(stem + "qkv.lora_down.weight", down, 2, D).tensor(stem + "qkv.lora_up.weight", up, 3 * D, 2);
            for (int i = 0; i < 3; i++) {
                String leaf = List.of("to_q", "to_k", "to_v").get(i);
                String module = "transformer." + block + ".attention." + leaf;
                made.pair(stem + leaf, module, down, Arrays.copyOfRange(up, i * 2 * D, (i + 1) * 2 * D));
                weights.put(module, new Rows(block + ".attention." + leaf + ".weight", 0));
            }
        }
        Path file = made.write(folder.resolve("in.safetensors"));
        Path model = ReportedFile.write(base, folder.resolve("z-image.safetensors"));

        assertThat(typed.text(0, "suggest", file, "--base", model)).contains("6 for certain").doesNotContain("noise_refiner");
        convertsExactly(made, file, model.toString());
        Path baked = folder.resolve("baked.safetensors");
        typed.text(0, "bake", file, "--base", model, "--out", baked);
        made.assertIsIn(baked, model, weights);
    }

    private static Set<String> names(Path file) throws IOException {
        try (Checkpoint checkpoint = CommandLineForTests.SERVICES.opener().open(file)) {
            return checkpoint.tensors().keySet();
        }
    }

    private static SyntheticCheckpoint zImage() {
        SyntheticCheckpoint base = new SyntheticCheckpoint();
        for (String block : List.of("layers.0", "layers.1", "noise_refiner.0", "context_refiner.0")) {
            for (String leaf : List.of("to_q", "to_k", "to_v", "to_out.0")) {
                base.tensor(block + ".attention." + leaf + ".weight", D, D);
            }
            base.tensor(block + ".feed_forward.w1.weight", 128, D).tensor(block + ".feed_forward.w2.weight", D, 128);
            base.tensor(block + ".feed_forward.w3.weight", 128, D);
            for (String norm : List.of("attention.norm_q", "attention.norm_k")) {
                base.tensor(block + "." + norm + ".weight", 24);
            }
            for (String norm : List.of("attention_norm1", "attention_norm2", "ffn_norm1", "ffn_norm2")) {
                base.tensor(block + "." + norm + ".weight", D);
            }
        }
        for (String block : List.of("layers.0", "layers.1", "noise_refiner.0")) {
            base.tensor(block + ".adaLN_modulation.0.weight", 4 * D, D).tensor(block + ".adaLN_modulation.0.bias", 4 * D);
        }
        base.tensor("cap_embedder.0.weight", 40).tensor("cap_embedder.1.weight", D, 40).tensor("cap_embedder.1.bias", D);
        base.tensor("t_embedder.mlp.0.weight", D, 256).tensor("t_embedder.mlp.2.weight", D, D);
        return base;
    }

    /** OneTrainer#1340: a LoHa whose rank stands on the other side than a LoRA's. */
    @Test
    void theRankOfALoHa() throws Exception {
        SyntheticCheckpoint loha = new SyntheticCheckpoint();
        String stem = "lora_transformer_layers_29_feed_forward_w1.";
        for (String one : List.of("hada_w1", "hada_w2")) {
            loha.tensor(stem + one + "_a", 10240, 16).tensor(stem + one + "_b", 16, 3840);
        }
        loha.values(stem + "alpha", DType.F32, new float[] {1});

        Path file = ReportedFile.write(loha, folder.resolve("loha.safetensors"));
        JsonNode found = typed.json(0, "inspect", file, "--json");

        assertThat(found.at("/adapter/ranks").toString()).isEqualTo("{\"16\":1}");
    }

    /** diffusion-pipe#192: an adapter of the small Wan on the large one. */
    @Test
    void theSmallModelsAdapterOnTheLargeOne() throws Exception {
        ReportedFile made = new ReportedFile();
        for (String leaf : List.of("q", "k", "v", "o")) {
            made.pair("diffusion_model.blocks.29.self_attn." + leaf, "", 1536, 1536, Ends.PEFT);
        }

        JsonNode report = typed.json(1, "check", made.write(folder.resolve("in.safetensors")), "--base", "wan2.1-t2v-14b", "--json");

        JsonNode width = problems(report, "width").getFirst();
        assertThat(width.at("/message").asString()).contains("[1536, 1536]", "[5120, 5120]");
        assertThat(width.at("/fixes").toString()).contains("wan2.1-t2v-1.3b");
        assertThat(report.at("/verdicts/comfyui/message").asString()).contains("is invalid for input of size 2359296");
    }

    /** kohya_ss#1449: one of the files to merge is a whole checkpoint. */
    @Test
    void aWholeCheckpointAmongTheAdaptersToMerge() throws Exception {
        ReportedFile made = new ReportedFile();
        String stem = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q";
        made.pair(stem, "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q", 320, 320, Ends.KOHYA);
        SyntheticCheckpoint whole = new SyntheticCheckpoint()
                .tensor("model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn1.to_q.weight", 320, 320)
                .tensor("model.diffusion_model.time_embed.0.weight", 1280, 320)
                .tensor("first_stage_model.encoder.conv_in.weight", 128, 3, 3, 3);
        Path last = ReportedFile.write(whole, folder.resolve("last.safetensors"));

        Path file = made.write(folder.resolve("in.safetensors"));

        String said = typed.text(2, "merge", file, last, "--out", folder.resolve("merged.safetensors"));

        assertThat(said).contains("last.safetensors").contains("model");
    }

    private void convertsExactly(ReportedFile made, Path file, String base) throws Exception {
        Path converted = folder.resolve("converted.safetensors");
        typed.text(0, "convert", file, "--to", "diffusers", "--base", base, "--out", converted);
        made.assertMeansTheSame(converted);
    }

    private static List<JsonNode> problems(JsonNode report, String axis) {
        return report.at("/problems").valueStream().filter(one -> one.at("/axis").asString().equals(axis)).toList();
    }
}
