package dev.patchbay.export.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.basemodel.naming.TextEncoders;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ScaleChoice;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.ConversionRules;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Text encoders of every family of the catalogue, under every convention for them, arrive and come back with the same change. */
class TextEncoderConversionTest {

    /** Alpha of pairs of rank 1, too. */
    private static final float SCALE = 0.5f;

    @TempDir
    private Path folder;

    /** One model of each family with each set of text encoders, and each convention. */
    static Stream<Object[]> families() {
        Map<String, String> seen = new LinkedHashMap<>();
        for (String name : ModelCatalog.names()) {
            BaseModel base = ModelCatalog.find(name).orElseThrow();
            if (!new TextEncoders(base).isEmpty()) {
                seen.putIfAbsent(base.family() + encoders(base).stream().map(ModuleDictionary::component).toList(), name);
            }
        }
        return seen.values().stream().flatMap(name -> Stream.of("kohya", "comfyui", "transformers4", "transformers5", "old")
                .map(convention -> new Object[] {name, convention}));
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyEncoderOfEveryFamilyArrivesAndComesBack(String model, String convention) throws Exception {
        BaseModel base = ModelCatalog.find(model).orElseThrow();
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        List<String> addresses = new ArrayList<>();
        for (ModuleDictionary encoder : encoders(base)) {
            for (ModuleInfo module : sample(encoder)) {
                String name = name(base, encoder.component(), module, convention);
                pair(source, name, module, ending(name, convention));
                addresses.add(encoder.component() + "." + module.name());
            }
        }
        Path diffusers = folder.resolve("diffusers.safetensors");

        ExportPlan plan = convert(source.build(), base, Program.DIFFUSERS, ClipNames.TRANSFORMERS_5, diffusers, OptionalDouble.of(SCALE));

        assertThat(plan.modules()).extracting(module -> module.name()).containsExactlyInAnyOrderElementsOf(addresses);
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.clip().isPresent()).isEqualTo(encoders(base).stream()
                .anyMatch(one -> one.module("encoder.layers.0.mlp.fc1").isPresent() && one.module("text_projection").isEmpty()));
        assertSameChange(source.build(), diffusers);
        for (Program program : List.of(Program.COMFYUI, Program.KOHYA)) {
            if (program.loader().names(base.family()).isPresent()) {
                assertComesBack(base, program, diffusers);
            }
        }
    }

    /** Modules keep their order; the scale is in the up matrices. */
    private static void assertSameChange(Checkpoint source, Path diffusers) throws IOException {
        try (Checkpoint written = ExportFixture.open(diffusers)) {
            assertThat(values(written, "lora_A", 1)).isEqualTo(values(source, "(down|lora_A)", 1));
            assertThat(values(written, "lora_B", 1)).isEqualTo(values(source, "(up|lora_B)", SCALE));
        }
    }

    private static List<List<Float>> values(Checkpoint checkpoint, String half, float factor) throws IOException {
        List<List<Float>> values = new ArrayList<>();
        for (StoredTensor tensor : checkpoint.tensors().values()) {
            if (tensor.info().name().matches(".*[._]" + half + "\\.weight")) {
                List<Float> all = new ArrayList<>();
                for (float value : tensor.data().toFloats()) {
                    all.add(value * factor);
                }
                values.add(all);
            }
        }
        values.sort(Comparator.comparing(Object::toString));
        return values;
    }

    private void assertComesBack(BaseModel base, Program program, Path diffusers) throws IOException {
        Path there = folder.resolve(program.word() + ".safetensors");
        Path back = folder.resolve(program.word() + "-back.safetensors");
        try (Checkpoint written = ExportFixture.open(diffusers)) {
            ExportPlan plan = convert(written, base, program, ClipNames.TRANSFORMERS_5, there);
            assertThat(plan.warnings()).isEmpty();
            assertThat(plan.modules()).extracting(module -> module.name())
                    .allMatch(name -> name.startsWith("lora_te") || name.startsWith("text_encoders.") && name.contains(".transformer."));
            try (Checkpoint foreign = ExportFixture.open(there)) {
                convert(foreign, base, Program.DIFFUSERS, ClipNames.TRANSFORMERS_5, back);
            }
            try (Checkpoint returned = ExportFixture.open(back)) {
                assertThat(returned.tensors().keySet()).isEqualTo(written.tensors().keySet());
                for (String name : written.tensors().keySet()) {
                    assertThat(returned.tensor(name).orElseThrow().data().toFloats())
                            .as(name)
                            .containsExactly(written.tensor(name).orElseThrow().data().toFloats());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stable-diffusion-1.5, text_encoder, lora_te_text_model_encoder_layers_0_mlp_fc1, lora_te_text_model_encoder_layers_0_mlp_fc1",
        "stable-diffusion-xl, text_encoder_2, lora_te2_text_model_encoder_layers_0_mlp_fc1, lora_te2_text_model_encoder_layers_0_mlp_fc1",
        "flux.1-dev, text_encoder, lora_te1_text_model_encoder_layers_0_mlp_fc1, "
                + "text_encoders.clip_l.transformer.text_model.encoder.layers.0.mlp.fc1",
        "flux.1-dev, text_encoder_2, lora_te3_encoder_block_0_layer_0_SelfAttention_q, "
                + "text_encoders.t5xxl.transformer.encoder.block.0.layer.0.SelfAttention.q",
        "stable-diffusion-3-medium, text_encoder_3, '', text_encoders.t5xxl.transformer.encoder.block.0.layer.0.SelfAttention.q",
        "hunyuan-video, text_encoder_2, lora_te1_text_model_encoder_layers_0_mlp_fc1, "
                + "text_encoders.clip_l.transformer.text_model.encoder.layers.0.mlp.fc1",
        "wan2.1-t2v-1.3b, text_encoder, lora_te1_encoder_block_0_layer_0_SelfAttention_q, "
                + "text_encoders.umt5xxl.transformer.encoder.block.0.layer.0.SelfAttention.q"
    })
    void eachProgramHasItsNameForAnEncoder(String model, String component, String kohya, String comfy) throws Exception {
        BaseModel base = ModelCatalog.find(model).orElseThrow();
        boolean clip = !kohya.contains("block") && !comfy.contains("block");
        String layer = clip ? "encoder.layers.0.mlp.fc1" : "encoder.block.0.layer.0.SelfAttention.q";
        ModuleInfo module = base.module(component, layer).orElseThrow();
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        pair(source, component + "." + module.name(), module, ".lora_A.weight");

        ExportPlan there = convert(source.build(), base, Program.COMFYUI, ClipNames.TRANSFORMERS_5, folder.resolve("c.safetensors"));
        assertThat(there.modules()).extracting(one -> one.name()).containsExactly(comfy);
        if (!kohya.isEmpty()) {
            ExportPlan flat = convert(source.build(), base, Program.KOHYA, ClipNames.TRANSFORMERS_5, folder.resolve("k.safetensors"));
            assertThat(flat.modules()).extracting(one -> one.name()).containsExactly(kohya);
        }
    }

    @Test
    void theReleaseOfTransformersSaysWhetherTextModelStandsBeforeTheLayers() throws Exception {
        BaseModel base = ModelCatalog.find("stable-diffusion-xl").orElseThrow();
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String component : List.of("text_encoder", "text_encoder_2")) {
            ModuleInfo module = base.module(component, "encoder.layers.3.self_attn.q_proj").orElseThrow();
            pair(source, component + "." + module.name(), module, ".lora_A.weight");
        }

        ExportPlan four = convert(source.build(), base, Program.DIFFUSERS, ClipNames.TRANSFORMERS_4, folder.resolve("4.safetensors"));
        ExportPlan five = convert(source.build(), base, Program.DIFFUSERS, ClipNames.TRANSFORMERS_5, folder.resolve("5.safetensors"));

        assertThat(four.modules()).extracting(one -> one.name()).containsExactly(
                "text_encoder.text_model.encoder.layers.3.self_attn.q_proj", "text_encoder_2.text_model.encoder.layers.3.self_attn.q_proj");
        assertThat(five.modules()).extracting(one -> one.name()).containsExactly(
                "text_encoder.encoder.layers.3.self_attn.q_proj", "text_encoder_2.text_model.encoder.layers.3.self_attn.q_proj");
        assertThat(four.clip()).contains(ClipNames.TRANSFORMERS_4);
        assertThat(five.clip()).contains(ClipNames.TRANSFORMERS_5);
    }

    @ParameterizedTest
    @CsvSource({
        "text_encoders.qwen25_7b.transformer.model.layers.0.self_attn.q_proj, flux.1-dev",
        "text_encoders.clip_g.transformer.text_model.encoder.layers.0.mlp.fc1, flux.1-dev",
        "lora_te2_text_model_encoder_layers_0_mlp_fc1, stable-diffusion-1.5",
        "text_encoders.t5xxl.transformer.encoder.block.0.layer.0.SelfAttention.q, flux.2-dev"
    })
    void anEncoderThatTheBaseLacksIsNeverWrittenUnderAMadeUpName(String name, String model) {
        BaseModel base = ModelCatalog.find(model).orElseThrow();
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        source.tensor(name + ".lora_down.weight", 2, 1280).tensor(name + ".lora_up.weight", 5120, 2);

        assertThatThrownBy(() -> convert(
                        source.build(), base, Program.DIFFUSERS, ClipNames.TRANSFORMERS_5, folder.resolve("out.safetensors")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining(name);
    }

    private static List<ModuleDictionary> encoders(BaseModel base) {
        return base.components().stream().filter(one -> TextEncoders.isEncoder(one.component())).toList();
    }

    /** Attention and feed-forward of the first and the last layer; the projection where there is one. */
    private static List<ModuleInfo> sample(ModuleDictionary encoder) {
        Set<String> leaves = Set.of("self_attn.q_proj", "self_attn.out_proj", "SelfAttention.q", "SelfAttention.o");
        List<ModuleInfo> layers = encoder.modules().stream()
                .filter(module -> leaves.stream().anyMatch(module.name()::endsWith))
                .toList();
        return Stream.concat(layers.stream().limit(2), layers.reversed().stream().limit(1)).toList();
    }

    private static String name(BaseModel base, String component, ModuleInfo module, String convention) {
        TextEncoders encoders = new TextEncoders(base);
        String wrapped = encoders.module(component, module.name(), ClipNames.TRANSFORMERS_4);
        return switch (convention) {
            case "kohya" -> "lora_te" + encoders.number(component).orElseThrow() + "_" + wrapped.replace('.', '_');
            case "comfyui" -> "text_encoders." + encoders.kind(component).orElseThrow() + ".transformer." + wrapped;
            case "transformers5" -> component + "." + module.name();
            default -> component + "." + wrapped;
        };
    }

    /** diffusers of 2023 called CLIP's attention as it does a UNet's, and nothing else. */
    private static String ending(String name, String convention) {
        return switch (convention) {
            case "kohya" -> ".lora_down.weight";
            case "old" -> name.contains("self_attn") ? ".old" : ".lora_linear_layer.down.weight";
            default -> ".lora_A.weight";
        };
    }

    private static void pair(SyntheticCheckpoint source, String name, ModuleInfo module, String ending) {
        String stem = name;
        String down = ending;
        if (ending.equals(".old")) {
            String leaf = name.substring(name.lastIndexOf('.') + 1);
            stem = name.substring(0, name.lastIndexOf('.'));
            down = ".to_" + leaf.replace("_proj", "") + "_lora.down.weight";
        }
        String up = down.replace("lora_A", "lora_B").replace("down", "up");
        source.tensor(stem + down, 1, module.weight().size(1)).tensor(stem + up, module.weight().size(0), 1);
        if (ending.equals(".lora_down.weight")) {
            source.values(stem + ".alpha", DType.F32, new float[] {SCALE});
        }
    }

    private static ExportPlan convert(Checkpoint source, BaseModel base, Program target, ClipNames clip, Path out) throws IOException {
        return convert(source, base, target, clip, out, OptionalDouble.empty());
    }

    private static ExportPlan convert(
            Checkpoint source, BaseModel base, Program target, ClipNames clip, Path out, OptionalDouble scale) throws IOException {
        WorkspaceState state = new WorkspaceState(
                Optional.of(source), Optional.of(base), RuleSet.EMPTY,
                Expectation.NONE, scale);
        ConversionRules chosen = ConversionRules.choose(new Analyzer(state, KnownRules.BUILT_IN), target);
        Analysis analysis = chosen.file().map(chosen.rules());
        Conversion conversion = new Conversion(source, analysis.mapping(), analysis.adapter(), Optional.of(base), target);
        ExportPlan plan = conversion.plan(new ExportOptions(
                ScaleChoice.AUTO, OptionalDouble.empty(), Optional.empty(), Map.of(), Set.of(), List.of(), clip,
                ExportOptions.SHARD_BYTES));
        conversion.write(plan, out, false, Progress.SILENT, Cancellation.NEVER);
        return plan;
    }
}
