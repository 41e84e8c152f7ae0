package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.problem.RuleTitles;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences that were read word by word on odd files and were not true. */
class TrueSentencesTest extends CommandsOnMiniatures {

    private static final String LTX = "transformer.transformer_blocks.0.";

    private static SyntheticCheckpoint pair(SyntheticCheckpoint file, String path, long out, long in) {
        return file.tensor(path + ".lora_A.weight", 4, in).tensor(path + ".lora_B.weight", out, 4);
    }

    private static SyntheticCheckpoint loHa(SyntheticCheckpoint file, String path, long width) {
        return file.tensor(path + ".hada_w1_a", width, 4).tensor(path + ".hada_w1_b", 4, width)
                .tensor(path + ".hada_w2_a", width, 4).tensor(path + ".hada_w2_b", 4, width);
    }

    private static SyntheticCheckpoint bareHalves(long width) {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (String leaf : List.of("self_attention_to_query", "cross_attention_to_key")) {
            String path = "lora_unet_visual_transformer_blocks_0_" + leaf;
            file.tensor(path + ".lora_down", 4, width).tensor(path + ".lora_up", width, 4);
        }
        return file;
    }

    private String check(SyntheticCheckpoint file, String base) throws IOException {
        run("check", write("adapter", file), "--base", base, "--verbose");
        assertThat(err.toString()).isEmpty();
        return out.toString();
    }

    @Test
    void onlyWhatResizeTurnsIntoPairsIsToldToBeResized() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        pair(file, "diffusion_model.blocks.0.self_attn.q", 1536, 1536).tensor("diffusion_model.blocks.0.norm3.diff", 1536);
        assertThat(check(file, "wan2.1-t2v-1.3b"))
                .contains("whole differences of weights", "leaves out those of norms")
                .doesNotContain("resize");
    }

    @Test
    void loHaIsToldToBeResized() throws IOException {
        String said = check(loHa(new SyntheticCheckpoint(), LTX + "attn1.to_q", 2048), "ltx-video");
        assertThat(said).contains("“patchbay resize” makes a plain LoRA of it.");
    }

    @Test
    void anAdapterWhoseHalvesNoProgramReadsIsRespelled() throws IOException {
        String file = write("adapter", bareHalves(1792));
        assertThat(run("inspect", file)).isZero();
        assertThat(out.toString()).contains("An adapter by its names").doesNotContain("No adapter");
        assertThat(run("convert", file, "--to", "diffusers", "--base", "kandinsky-5-lite", "--out", target())).isZero();
        assertThat(out.toString()).contains("2 of 2 modules arrive in kandinsky-5-lite.", "applies 2 of 2 modules of the written file");
    }

    @ParameterizedTest
    @CsvSource({"diffusers", "comfyui", "kohya"})
    void anAdapterThatNoRulesMendIsNoModel(String program) throws IOException {
        String file = write("adapter", bareHalves(24));
        assertThat(run("convert", file, "--to", program, "--base", "kandinsky-5-lite", "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains("none of its 2 modules fits kandinsky-5-lite").doesNotContain("full model");
        assertThat(folder.resolve("out.safetensors")).doesNotExist();
    }

    @Test
    void rulesThatLeaveHalvesAsTheyAreDoNotMakeAModelOfThem() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.json"), """
                {"patchbay": 1, "name": "other", "rules": [{"rename": "{module:**}.lora_down", "to": "{module}.lora_d"}]}
                """);
        String file = write("adapter", bareHalves(1792));
        assertThat(run("convert", file, "--to", "diffusers", "--rules", rules.toString(), "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains("is an adapter whose names no program reads", "cross_attention_to_key.lora_down");
    }

    @Test
    void comfyUiLogsEveryNameThatItDoesNotReadAndSoDoesNotIgnoreInSilence() throws IOException {
        assertThat(check(bareHalves(1792), "kandinsky-5-lite"))
                .contains("lora key not loaded: lora_unet_visual_transformer_blocks_0_cross_attention_to_key.lora_down")
                .doesNotContain("silently", "log: nothing");
    }

    @Test
    void whatIsOnlyAlikeIsNotAnotherName() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (String leaf : List.of("to_q", "to_v", "to_qq")) {
            pair(file, LTX + "attn1." + leaf, 2048, 2048);
        }
        assertThat(check(file, "ltx-video"))
                .contains("ltx-video has no module transformer_blocks.0.attn1.to_qq", "it may be transformer_blocks.0.attn1.to_k or ")
                .doesNotContain("another name");
        run("suggest", path("adapter"), "--base", "ltx-video");
        assertThat(out.toString()).contains("(0.62, ").doesNotContain("to_k (1.00");
    }

    @Test
    void whatIsNotKnownIsNotCounted() throws IOException {
        assertThat(check(pair(new SyntheticCheckpoint(), LTX + "attn1.to_q", 2048, 2048), "ltx-video"))
                .contains("musubi-tuner 0.3.4: Not known for this model: ", "how adapters for ltx-video are loaded by sd-scripts")
                .doesNotContain("not known for this model, 0 of");
    }

    @Test
    void anExportThatLeavesModulesOutIsNotCalledWhole() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        pair(file, LTX + "attn1.to_q", 2048, 2048);
        assertThat(check(loHa(file, LTX + "attn1.to_v", 2048), "ltx-video")).contains(
                "diffusers applies the whole adapter (1 module). Of the file 1 of 2 modules arrive in ltx-video; the others are left out.");
        run("check", path("adapter"), "--base", "ltx-video", "--json");
        assertThat(json().at("/verdicts_exported/diffusers/arrived/of").asInt()).isEqualTo(2);
        assertThat(json().at("/verdicts_exported/diffusers/arrived/modules").asInt()).isEqualTo(1);
    }

    @Test
    void asManyTensorsAreMappedAsTheFileHas() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        file.tensor("lora_unet_double_blocks_0_img_attn_qkv.lora_down.weight", 4, 3072)
                .tensor("lora_unet_double_blocks_0_img_attn_qkv.lora_up.weight", 9216, 4);
        assertThat(check(file, "flux.1-dev")).contains("Map 2 tensors with").doesNotContain("Map 6 tensors");
    }

    @Test
    void aSingleModuleIsCalledByItsName() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        pair(file, "lora_te2_text_model_encoder_layers_0_self_attn_q_proj", 1280, 1280);
        file.tensor("lora_te2_text_model_encoder_layers_1_self_attn_q_proj.lora_down.weight", 4, 1280);
        assertThat(check(file, "stable-diffusion-xl"))
                .contains("1 module: lora_te2_text_model_encoder_layers_1_self_attn_q_proj lacks its half");
    }

    @Test
    void sizesAndLackingModulesAreToldApart() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        pair(file, LTX + "attn1.to_q", 64, 64);
        pair(file, "transformer.transformer_blocks.77.attn1.to_q", 64, 64);
        assertThat(run("convert", write("adapter", file), "--to", "diffusers", "--base", "ltx-video", "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains("none of its 2 modules fits ltx-video. The base has 1 in other sizes", "and lacks 1, such as");
    }

    @Test
    void anAlgorithmWithoutAScaleDoesNotSayThatOfPairs() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        pair(file, "diffusion_model.blocks.0.self_attn.q", 1536, 1536).tensor("diffusion_model.head.head.diff", 64, 1536);
        String path = write("adapter", file);
        assertThat(run("convert", path, "--to", "comfyui", "--base", "wan2.1-t2v-1.3b", "--out", target())).isZero();
        assertThat(out.toString()).contains("Scale 1 (nothing says it, 1 is assumed)").doesNotContain("the algorithm has none to set");
    }

    @Test
    void inspectAsksForNoOptionThatItDoesNotHave() throws IOException {
        assertThat(run("inspect", write("adapter", pair(new SyntheticCheckpoint(), "transformer.layers.0.attention.to_q", 3840, 3840))))
                .isZero();
        assertThat(out.toString()).contains("give the other commands the base with --base");
    }

    @Test
    void namesOfJoinedRulesAreTranslated() {
        RuleSet both = BuiltInRules.find("unread-halves").orElseThrow().then(BuiltInRules.find("wan-to-diffusers").orElseThrow());
        assertThat(Message.of("cli.convert.rules", RuleTitles.joined(both)).text(Locale.SIMPLIFIED_CHINESE))
                .contains("两半", " + Wan（");
        RuleSet own = new RuleSet("mine", "", "", "", List.of());
        assertThat(Message.of("cli.convert.rules", RuleTitles.joined(own)).text(Locale.ENGLISH)).isEqualTo("Rules: mine");
    }
}
