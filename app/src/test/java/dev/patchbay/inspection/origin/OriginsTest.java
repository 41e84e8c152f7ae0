package dev.patchbay.inspection.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.origin.Origins.Origin;
import dev.patchbay.mapping.RuleSet;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each origin by a file that has its signs and by one that is much like it and has them not. */
class OriginsTest {

    /**
     * One origin.
     *
     * @param family that the file is for
     * @param file one of that origin
     * @param evidence what is shown
     * @param other a similar file of another origin
     */
    private record Case(
            String id, String family, UnaryOperator<SyntheticCheckpoint> file, String evidence, UnaryOperator<SyntheticCheckpoint> other) {

        @Override
        public String toString() {
            return id;
        }
    }

    private static SyntheticCheckpoint pair(SyntheticCheckpoint made, String stem, long out, long in) {
        return made.tensor(stem + ".lora_A.weight", 4, in).tensor(stem + ".lora_B.weight", out, 4);
    }

    private static UnaryOperator<SyntheticCheckpoint> pair(String stem, long out, long in) {
        return made -> pair(made, stem, out, in);
    }

    private static UnaryOperator<SyntheticCheckpoint> entry(String key, String value) {
        return made -> pair(made.metadata(key, value), "transformer.blocks.0.attn1.to_q", 64, 64);
    }

    private static UnaryOperator<SyntheticCheckpoint> tensors(String... names) {
        return made -> {
            for (String name : names) {
                made.tensor(name, 64, 64);
            }
            return made;
        };
    }

    private static List<Case> cases() {
        return List.of(
                new Case("flux-fill", "flux", pair("transformer.x_embedder", 3072, 384), "x_embedder",
                        pair("transformer.x_embedder", 3072, 64)),
                new Case("flux-control", "flux", pair("lora_unet_img_in", 3072, 128), "img_in", pair("lora_unet_img_in", 3072, 64)),
                new Case("wan-i2v", "wan", pair("diffusion_model.blocks.0.cross_attn.k_img", 5120, 5120), "k_img",
                        pair("diffusion_model.blocks.0.cross_attn.k", 5120, 5120)),
                new Case("wan-vace", "wan", pair("diffusion_model.vace_blocks.0.self_attn.q", 1536, 1536), "vace_blocks",
                        pair("diffusion_model.blocks.0.self_attn.q", 1536, 1536)),
                new Case("wan-animate", "wan", pair("diffusion_model.face_adapter.fuser_blocks.0.linear1_q", 5120, 5120), "face_adapter",
                        pair("diffusion_model.blocks.0.self_attn.q", 5120, 5120)),
                new Case("wan-fun-control", "wan", made -> made
                        .tensor("diffusion_model.patch_embedding.lora_down.weight", 4, 52, 1, 2, 2)
                        .tensor("diffusion_model.patch_embedding.lora_up.weight", 5120, 4, 1, 1, 1), "patch_embedding",
                        // Wan2.2-TI2V-5B takes 48 channels as well, and is 3072 wide.
                        made -> made.tensor("diffusion_model.patch_embedding.lora_down.weight", 4, 48, 1, 2, 2)
                                .tensor("diffusion_model.patch_embedding.lora_up.weight", 3072, 4, 1, 1, 1)),
                new Case("wan-distill", "wan", made -> pair(made, "diffusion_model.blocks.0.self_attn.q", 64, 64)
                        .tensor("diffusion_model.blocks.0.norm3.diff", 64), "norm3.diff",
                        made -> pair(made, "diffusion_model.blocks.0.self_attn.q", 64, 64)
                                .tensor("diffusion_model.blocks.0.self_attn.q.diff_b", 64)),
                new Case("qwen-lightning", "qwen-image", made -> made.tensor("transformer_blocks.0.attn.to_q.lora_down.weight", 4, 64)
                        .tensor("transformer_blocks.0.attn.to_q.lora_up.weight", 64, 4).tensor("transformer_blocks.0.attn.to_q.alpha"),
                        "transformer_blocks.0.attn.to_q.alpha", pair("transformer_blocks.0.attn.to_q", 64, 64)),
                new Case("lcm", "stable-diffusion-xl", pair("lora_unet_time_embedding_cond_proj", 320, 256), "cond_proj",
                        pair("lora_unet_time_embedding_linear_1", 1280, 320)),
                new Case("distill", "stable-diffusion-xl", entry("modelspec.title", "Hyper-SDXL 8 steps"), "modelspec.title",
                        entry("modelspec.title", "my cat on z-image-turbo")),
                new Case("torch-compile", "flux", pair("transformer._orig_mod.blocks.0.to_q", 64, 64), "_orig_mod",
                        pair("transformer.mod.blocks.0.to_q", 64, 64)),
                new Case("fsdp", "flux", pair("_fsdp_wrapped_module.blocks.0.to_q", 64, 64), "_fsdp_wrapped_module",
                        pair("wrapped.blocks.0.to_q", 64, 64)),
                new Case("data-parallel", "wan", pair("transformer.module.blocks.0.attn1.to_q", 64, 64), "module.blocks",
                        pair("transformer.blocks.0.module.to_q", 64, 64)),
                new Case("peft", "wan", pair("base_model.model.blocks.0.attn1.to_q", 64, 64), "base_model.model",
                        pair("model.blocks.0.attn1.to_q", 64, 64)),
                new Case("diffsynth", "wan", made -> made.tensor("blocks.0.self_attn.q.lora_A.default.weight", 4, 64)
                        .tensor("blocks.0.self_attn.q.lora_B.default.weight", 64, 4), "lora_A.default",
                        made -> made.tensor("base_model.model.blocks.0.self_attn.q.lora_A.default.weight", 4, 64)
                                .tensor("base_model.model.blocks.0.self_attn.q.lora_B.default.weight", 64, 4)),
                new Case("onetrainer", "flux", entry("ot_branch", "master"), "ot_branch", entry("branch", "master")),
                new Case("kohya", "flux", entry("ss_network_module", "networks.lora_flux"), "ss_network_module",
                        entry("ss_network_module", "networks.lora_wan")),
                new Case("musubi", "wan", entry("ss_network_module", "networks.lora_wan"), "ss_network_module",
                        entry("ss_network_module", "networks.lora")),
                new Case("lycoris", "flux", entry("ss_network_module", "lycoris.kohya"), "ss_network_module",
                        entry("ss_network_module", "networks.lora")),
                new Case("ai-toolkit", "flux", entry("software", "{\"name\": \"ai-toolkit\"}"), "software", entry("software", "mine")),
                new Case("quantised", "wan", tensors("blocks.0.attn1.to_q.weight", "blocks.0.attn1.to_q.weight_scale"), "weight_scale",
                        tensors("blocks.0.attn1.to_q.weight", "blocks.0.attn1.to_q.bias")),
                new Case("optimizer", "wan", tensors("optimizer.state.0.exp_avg"), "exp_avg", tensors("blocks.0.average")),
                new Case("ema", "wan", tensors("ema.blocks.0.attn1.to_q.weight"), "ema.", tensors("blocks.0.schema.weight")));
    }

    private static List<Origin> origins(UnaryOperator<SyntheticCheckpoint> file, String family) throws IOException {
        try (Checkpoint made = file.apply(new SyntheticCheckpoint()).build()) {
            Adapter adapter = AdapterFit.named(made, RuleSet.EMPTY.apply(made.infos()));
            return Origins.of(made, adapter, family.isEmpty() ? Set.of() : Set.of(family));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anOriginIsToldByItsSignsInBothLanguagesAndASimilarFileIsNot(Case one) throws IOException {
        assertThat(origins(one.file(), one.family())).filteredOn(origin -> origin.name().equals(one.id())).singleElement()
                .satisfies(origin -> Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE).forEach(language ->
                        assertThat(origin.message().text(language)).contains(one.evidence()).doesNotContain("{0}", "null")));
        assertThat(origins(one.other(), one.family())).extracting(Origin::name).doesNotContain(one.id());
    }

    @Test
    void eachOriginHasACase() {
        assertThat(cases().stream().map(Case::id)).containsExactlyInAnyOrderElementsOf(
                OriginsJson.read().stream().map(Sign::id).collect(Collectors.toSet()));
    }

    /** What a sign asks of a layer holds for every spelling of its parts, and for what is no pair. */
    @ParameterizedTest
    @ValueSource(strings = {"lora_A.weight lora_B.weight", "lora_down.weight lora_up.weight", "lora.down.weight lora.up.weight",
        "lora_linear_layer.down.weight lora_linear_layer.up.weight", "lora_A lora_B", "lora_A.default.weight lora_B.default.weight"})
    void theFillModelIsKnownUnderEverySpelling(String ends) throws IOException {
        String[] words = ends.split(" ");
        UnaryOperator<SyntheticCheckpoint> file = made -> made
                .tensor("transformer.x_embedder." + words[0], 4, 384).tensor("transformer.x_embedder." + words[1], 3072, 4);
        assertThat(origins(file, "flux")).extracting(Origin::name).contains("flux-fill");
    }

    @Test
    void theFillModelIsKnownByALohaAndByAWholeDifference() throws IOException {
        assertThat(origins(made -> made.tensor("lora_unet_img_in.hada_w1_a", 3072, 4).tensor("lora_unet_img_in.hada_w1_b", 4, 384)
                .tensor("lora_unet_img_in.hada_w2_a", 3072, 4).tensor("lora_unet_img_in.hada_w2_b", 4, 384), "flux"))
                .extracting(Origin::name).contains("flux-fill");
        assertThat(origins(made -> made.tensor("diffusion_model.img_in.diff", 3072, 384), "flux"))
                .extracting(Origin::name).contains("flux-fill");
    }

    /** On a base that has the layers the line is as true as on one that lacks them. */
    @Test
    void theLineOfAnImageToVideoAdapterSaysNothingOfTheBase() throws IOException {
        assertThat(origins(pair("transformer.blocks.0.attn2.add_k_proj", 5120, 5120), "wan")).singleElement()
                .satisfies(origin -> assertThat(origin.message().text(Locale.ENGLISH)).doesNotContain("text-to-video", "left out"));
    }

    @Test
    void signsOfOneFamilySayNothingOfAnother() throws IOException {
        assertThat(origins(pair("transformer.x_embedder", 3072, 384), "sana")).isEmpty();
        assertThat(origins(pair("transformer.x_embedder", 3072, 384), "")).isEmpty();
    }
}
