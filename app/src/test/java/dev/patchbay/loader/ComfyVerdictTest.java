package dev.patchbay.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.mapping.RuleSet;
import java.io.IOException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names against the key maps of ComfyUI 0.3.64 ({@code comfy/lora.py}): what was looked for there, and what was not. */
class ComfyVerdictTest {

    @ParameterizedTest
    @CsvSource({
        "ltx-video, lora_unet_transformer_blocks_0_attn1_to_q, .lora_down.weight, .lora_up.weight, 2048, 2048, APPLIES",
        "ltx-video, diffusion_model.transformer_blocks.0.attn1.to_q, .lora_A.weight, .lora_B.weight, 2048, 2048, APPLIES",
        "ltx-video, diffusion_model.patchify_proj, .lora_A.weight, .lora_B.weight, 128, 2048, APPLIES",
        "ltx-video, diffusion_model.proj_in, .lora_A.weight, .lora_B.weight, 128, 2048, IGNORED",
        "hunyuan-video, lora_unet_double_blocks_0_img_mlp_0, .lora_down.weight, .lora_up.weight, 3072, 12288, APPLIES",
        "hunyuan-video, lora_unet_double_blocks_0_img_mlp_fc1, .lora_down.weight, .lora_up.weight, 3072, 12288, IGNORED",
        "hunyuan-video, lora_unet_double_blocks_0_img_mod_linear, .lora_down.weight, .lora_up.weight, 3072, 18432, IGNORED",
        "hunyuan-video, diffusion_model.double_blocks.0.img_mlp.fc1, .lora_A.weight, .lora_B.weight, 3072, 12288, APPLIES",
        "wan2.1-t2v-1.3b, lora_unet_patch_embedding, .lora_down.weight, .lora_up.weight, 64, 1536, APPLIES",
        "stable-diffusion-1.5, text_encoder.text_model.encoder.layers.0.mlp.fc1, .lora_A.weight, .lora_B.weight, 768, 3072, APPLIES",
        "stable-diffusion-1.5, text_encoder.encoder.layers.0.mlp.fc1, .lora_A.weight, .lora_B.weight, 768, 3072, IGNORED",
        "qwen-image, transformer_blocks.0.attn.to_q, .lora_A.default.weight, .lora_B.default.weight, 3072, 3072, APPLIES",
        "qwen-image, transformer_blocks.0.attn.to_q, .lora_A.default, .lora_B.default, 3072, 3072, IGNORED",
        "cogview4-6b, transformer.transformer_blocks.0.attn1.to_q, .lora_A.weight, .lora_B.weight, 4096, 4096, UNKNOWN",
    })
    void whatIsLookedFor(String base, String module, String down, String up, long in, long out, Outcome outcome) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint().tensor(module + down, 4, in).tensor(module + up, out, 4);

        Verdict verdict = Inspected.of(file, base).verdict(Program.COMFYUI);

        assertThat(verdict.outcome()).as(verdict.message().text()).isEqualTo(outcome);
    }

    /** A difference of the weight acts, whatever ComfyUI does not read beside it (seed 4204, lumina2-047). */
    @ParameterizedTest
    @CsvSource({
        "lumina-image-2.0, diffusion_model.noise_refiner.1.attention.out, .lora_down, .lora_up, "
                + "diffusion_model.noise_refiner.1.attention.out.diff, 2304",
    })
    void aDifferenceActsBesideHalvesThatAreNotRead(String base, String layer, String down, String up, String difference, long width)
            throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .tensor(layer + down, 4, width)
                .tensor(layer + up, width, 4)
                .tensor(difference, width, width);

        Verdict verdict = Inspected.of(file, base).verdict(Program.COMFYUI);

        assertThat(verdict.outcome()).as(verdict.message().text()).isEqualTo(Outcome.PARTIAL);
        assertThat(verdict.applied()).isEqualTo(1);
    }

    /** PEFT's infix without {@code .weight}: such a half is one of the adapter's, and is not looked for. */
    @Test
    void halvesThatEndInTheAdaptersNameAreCounted() throws IOException {
        String named = "diffusion_model.blocks.0.self_attn.q";
        String bare = "diffusion_model.blocks.0.self_attn.k";
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .tensor(named + ".lora_down.weight", 4, 1536).tensor(named + ".lora_up.weight", 1536, 4)
                .tensor(bare + ".lora_down.default", 4, 1536).tensor(bare + ".lora_up.default", 1536, 4);

        Verdict verdict = Inspected.of(file, "wan2.1-t2v-1.3b").verdict(Program.COMFYUI);

        assertThat(verdict.outcome()).as(verdict.message().text()).isEqualTo(Outcome.PARTIAL);
        assertThat(verdict.applied()).isEqualTo(1);
        assertThat(verdict.message().text()).contains("lora_down.default");
    }

    /** 0.3.64 takes Z-Image's names for Lumina 2's; that later versions have a class for it is said. */
    @Test
    void thatLaterVersionsKnowTheModelIsSaid() throws IOException {
        BaseModel opened = OpenedBaseModel.of(new SyntheticCheckpoint()
                .tensor("cap_embedder.1.weight", 8, 4)
                .tensor("layers.0.attention.qkv.weight", 24, 8)
                .tensor("layers.0.attention.out.weight", 8, 8)
                .build());
        BaseModel base = new BaseModel(opened.name(), "z-image", opened.components(), opened.folder());
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .tensor("transformer.layers.0.attention.to_q.lora_A.weight", 4, 8)
                .tensor("transformer.layers.0.attention.to_q.lora_B.weight", 8, 4);

        Verdict verdict = Inspected.of(file.build(), base, RuleSet.EMPTY, Expectation.NONE, OptionalDouble.empty())
                .verdict(Program.COMFYUI);

        assertThat(verdict.message().text()).contains("0.3.64", "later versions");
    }

    /** Whatever the model: what ComfyUI has under its own names, it finds by them. */
    @ParameterizedTest
    @CsvSource({
        "diffusion_model.stages.0.mixer.inward, APPLIES, 1",
        "lora_unet_stages_0_mixer_inward, APPLIES, 1",
        "transformer.stages.0.mixer.inward, IGNORED, 0",
        "model.diffusion_model.stages.0.mixer.inward, IGNORED, 0",
    })
    void aModelOfNoKnownFamily(String module, Outcome outcome, int applied) throws IOException {
        BaseModel base = OpenedBaseModel.of(new SyntheticCheckpoint()
                .tensor("model.diffusion_model.stages.0.mixer.inward.weight", 24, 40)
                .tensor("model.diffusion_model.stages.0.mixer.outward.weight", 40, 24)
                .build());
        SyntheticCheckpoint file =
                new SyntheticCheckpoint().tensor(module + ".lora_A.weight", 4, 40).tensor(module + ".lora_B.weight", 24, 4);

        Verdict verdict = Inspected.of(file.build(), base, RuleSet.EMPTY, Expectation.NONE, OptionalDouble.empty())
                .verdict(Program.COMFYUI);

        assertThat(verdict.outcome()).as(verdict.message().text()).isEqualTo(outcome);
        assertThat(verdict.applied()).isEqualTo(applied);
        assertThat(verdict.version()).isEqualTo("0.3.64");
    }
}
