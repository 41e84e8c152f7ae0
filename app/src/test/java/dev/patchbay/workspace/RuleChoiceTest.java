package dev.patchbay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleChoiceTest {

    private static final CliServices PARTS = CommandLineForTests.SERVICES;

    @TempDir
    private Path folder;

    @Test
    void aSatFileGetsTheSatRules() throws Exception {
        try (Checkpoint sat = PARTS.opener().open(PARTS.demo().unpack().brokenAdapter())) {
            assertThat(choose(sat, Optional.empty(), List.of()).source()).isEqualTo("sat");
        }
    }

    @Test
    void ownRulesComeBeforeBuiltInOnesThatAreAsGood() throws Exception {
        RuleSet builtIn = BuiltInRules.find("sat-lora-to-cogvideox").orElseThrow();
        RuleSet own = new RuleSet("mine", "", "", "", builtIn.entries());
        RuleSet useless = new RuleSet("useless", "", "", "", List.of());
        try (Checkpoint sat = PARTS.opener().open(PARTS.demo().unpack().brokenAdapter())) {
            assertThat(choose(sat, Optional.empty(), List.of(useless, own))).isEqualTo(own);
        }
    }

    @Test
    void flattenedNamesAreLookedUpInTheBase() throws Exception {
        String pipeline = PARTS.demo().unpack().pipeline().toString();
        try (Checkpoint kohya = PARTS.opener().open(kohya())) {
            Optional<BaseModel> base = Optional.of(PARTS.bases().resolve(pipeline));
            RuleSet rules = choose(kohya, base, List.of());
            assertThat(rules.apply(kohya.infos(), base.get()::unflatten).tensors())
                    .hasSize(48)
                    .allMatch(tensor -> tensor.name()
                            .matches("transformer\\.transformer_blocks\\.\\d\\.attn1\\.to_(q|k|v|out\\.0)\\.lora_[AB]\\.weight"));
            assertThat(choose(kohya, Optional.empty(), List.of())).isEqualTo(RuleSet.EMPTY);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "diffusion_model.blocks.0.self_attn.q, .lora_A, .lora_B, transformer.blocks.0.attn1.to_q",
        "diffusion_model.blocks.0.self_attn.q, .lora_down, .lora_up, transformer.blocks.0.attn1.to_q",
        "diffusion_model.blocks.0.attn_out, .lora_down, .lora_up, transformer.transformer_blocks.0.attn1.to_out.0",
        "diffusion_model.double_blocks.0.img_attn_proj, .lora_A, .lora_B, transformer.transformer_blocks.0.attn.to_out.0",
        "diffusion_model.adaln_single.linear, .lora_down, .lora_up, transformer.time_embed.linear",
        "base_model.model.double_blocks.0.img_attn.proj, .lora_A, .lora_B, transformer.transformer_blocks.0.attn.to_out.0",
        "double_blocks.0.img_attn.proj, .lora_A, .lora_B, transformer.transformer_blocks.0.attn.to_out.0",
        "base_model.model.conv_in, .lora_A, .lora_B, unet.conv_in",
        "base_model.model.text_model.encoder.layers.0.mlp.fc1, .lora_A, .lora_B, text_encoder.text_model.encoder.layers.0.mlp.fc1",
    })
    void ownNamesOfAModelGetTheRulesOfItsFamilyWithoutABase(String module, String down, String up, String canonical) throws Exception {
        Checkpoint adapter = new SyntheticCheckpoint()
                .tensor(module + down + ".weight", DType.F32, 2, 8)
                .tensor(module + up + ".weight", DType.F32, 8, 2)
                .build();

        assertThat(choose(adapter, Optional.empty(), List.of()).apply(adapter.infos()).tensors())
                .extracting(MappedTensor::name)
                .containsExactly(canonical + ".lora_A.weight", canonical + ".lora_B.weight");
    }

    @Test
    void whereABaseIsNamedRulesForAnotherFamilyAreNotChosenThoughTheyDoTheSame() throws Exception {
        Checkpoint mixed = new SyntheticCheckpoint()
                .tensor("base_model.model.transformer_blocks.0.attn1.to_q.lora_down.weight", 4, 1920)
                .tensor("base_model.model.transformer_blocks.0.attn1.to_q.lora_up.weight", 1920, 4)
                .build();
        Optional<BaseModel> base = Optional.of(PARTS.bases().resolve("cogvideox-2b"));
        RuleSet rules = choose(mixed, base, List.of());
        assertThat(rules.apply(mixed.infos(), base.get()::unflatten).tensors()).extracting(MappedTensor::name)
                .contains("transformer.transformer_blocks.0.attn1.to_q.lora_A.weight");
        assertThat(rules.isFor(Set.of("cogvideox"))).isTrue();
        assertThat(BuiltInRules.find("flux-to-diffusers").orElseThrow().isFor(Set.of("cogvideox"))).isFalse();
        assertThat(BuiltInRules.find("kohya-unet").orElseThrow().isFor(NamingScheme.namesOf("stable-diffusion-xl"))).isTrue();
    }

    @Test
    void rulesOfOtherFamiliesDoNotTakeThePrefixOffNamesThatNobodyKnows() throws Exception {
        Checkpoint lumina = new SyntheticCheckpoint()
                .tensor("diffusion_model.layers.0.attention.qkv.lora_A.weight", DType.F32, 2, 8)
                .tensor("diffusion_model.layers.0.attention.qkv.lora_B.weight", DType.F32, 24, 2)
                .build();

        assertThat(choose(lumina, Optional.empty(), List.of())).isEqualTo(RuleSet.EMPTY);
    }

    private static RuleSet choose(Checkpoint checkpoint, Optional<BaseModel> base, List<RuleSet> own) throws IOException {
        WorkspaceState opened = WorkspaceState.EMPTY.with(checkpoint);
        return RuleChoice.choose(new Analyzer(base.map(opened::with).orElse(opened), new KnownRules(own)));
    }

    /** The demo's adapter as kohya's trainer would have named it. */
    private Path kohya() throws IOException {
        Path file = folder.resolve("kohya.safetensors");
        try (Checkpoint sat = PARTS.opener().open(PARTS.demo().unpack().brokenAdapter());
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            choose(sat, Optional.empty(), List.of()).apply(sat.infos()).tensors().forEach(mapped -> tensors.put(
                    flat(mapped.name()), sat.tensor(mapped.source()).orElseThrow().data()));
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        return file;
    }

    private static String flat(String name) {
        String module = name.replaceFirst("^transformer\\.", "").replaceFirst("\\.lora_[AB]\\.weight$", "");
        return "lora_unet_" + module.replace('.', '_') + (name.contains("lora_A") ? ".lora_down.weight" : ".lora_up.weight");
    }
}
