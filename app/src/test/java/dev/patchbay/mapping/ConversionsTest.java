package dev.patchbay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe.Stored;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in conversions against the catalogue's models: every tensor, both ways. */
class ConversionsTest {

    private static RuleSet rules(String id) {
        return BuiltInRules.find(id).orElseThrow();
    }

    private static BaseModel model(String name) {
        return ModelCatalog.find(name).orElseThrow();
    }

    private static List<TensorInfo> weights(ModuleDictionary dictionary) {
        List<TensorInfo> infos = new ArrayList<>();
        dictionary.tensors().forEach((name, shape) -> infos.add(new TensorInfo(name, DType.BF16, shape)));
        return infos;
    }

    private static List<TensorInfo> infos(MappingResult result) {
        assertThat(result.problems()).isEmpty();
        return result.tensors().stream().map(MappedTensor::info).toList();
    }

    private static Map<String, Shape> shapes(List<TensorInfo> infos) {
        return infos.stream().collect(Collectors.toMap(TensorInfo::name, TensorInfo::shape, (left, right) -> left, LinkedHashMap::new));
    }

    /** Every tensor goes away and comes back as the same bytes. */
    private static void assertThereAndBack(List<TensorInfo> weights, String there, String back) {
        List<TensorInfo> foreign = infos(rules(there).apply(weights));
        assertThat(shapes(infos(rules(back).apply(foreign)))).containsExactlyInAnyOrderEntriesOf(shapes(weights));
        MappingResult both = rules(there).plus(rules(back).entries().stream().map(RuleEntry::rule).toList()).apply(weights);
        assertThat(both.problems()).isEmpty();
        assertThat(both.tensors()).hasSameSizeAs(weights);
        assertThat(both.tensors()).allSatisfy(tensor -> assertThat(tensor.recipe()).isEqualTo(new Stored(tensor.name())));
    }

    @ParameterizedTest
    @CsvSource({
        "flux.1-dev,             diffusers-to-flux,          flux-to-diffusers,          780",
        "hunyuan-video,          diffusers-to-hunyuan-video, hunyuan-video-to-diffusers, 856",
        "wan2.1-t2v-14b,         diffusers-to-wan,           wan-to-diffusers,           1095",
        "wan2.1-t2v-1.3b,        diffusers-to-wan,           wan-to-diffusers,           825",
        "mochi-1,                diffusers-to-mochi,         mochi-to-diffusers,         879",
        "ltx-video,              diffusers-to-ltx,           ltx-to-diffusers,           715",
        "stable-diffusion-1.5,   diffusers-to-sgm-sd,        sgm-unet-to-diffusers,      686",
        "stable-diffusion-2.1,   diffusers-to-sgm-sd,        sgm-unet-to-diffusers,      686",
        "stable-diffusion-xl,    diffusers-to-sgm-sdxl,      sgm-unet-to-diffusers,      1680",
        "cogvideox-2b,           cogvideox-to-sat,           sat-to-cogvideox,           556",
        "cogvideox-5b,           cogvideox-to-sat,           sat-to-cogvideox,           772",
        "cogvideox-5b-i2v,       cogvideox-to-sat,           sat-i2v-to-cogvideox,       773",
        "cogvideox-1.5-5b,       cogvideox-to-sat,           sat-to-cogvideox,           772",
        "cogvideox-1.5-5b-i2v,   cogvideox-to-sat,           sat-to-cogvideox,           776",
    })
    void everyWeightGoesThereAndBack(String base, String there, String back, int foreignTensors) {
        List<TensorInfo> weights = weights(model(base).main());
        assertThereAndBack(weights, there, back);
        assertThat(rules(there).apply(weights).tensors()).hasSize(foreignTensors);
    }

    @Test
    void everyWeightOfTheVaeGoesThereAndBack() {
        assertThereAndBack(weights(model("cogvideox-5b").component("vae").orElseThrow()), "cogvideox-vae-to-sat", "sat-vae-to-cogvideox");
    }

    /** A pair of rank 4 for every linear layer and convolution. */
    private static List<TensorInfo> adapter(ModuleDictionary dictionary) {
        List<TensorInfo> infos = new ArrayList<>();
        dictionary.modules().stream().filter(module -> module.adaptable()).forEach(module -> {
            Shape weight = module.weight();
            Shape up = weight.with(1, 4);
            for (int i = 2; i < weight.dimensions(); i++) {
                up = up.with(i, 1);
            }
            String name = dictionary.component() + "." + module.name();
            infos.add(new TensorInfo(name + ".lora_A.weight", DType.F32, weight.with(0, 4)));
            infos.add(new TensorInfo(name + ".lora_B.weight", DType.F32, up));
            infos.add(new TensorInfo(name + ".alpha", DType.F32, Shape.SCALAR));
        });
        return infos;
    }

    @ParameterizedTest
    @CsvSource({
        "wan2.1-t2v-14b,       diffusers-to-wan,      wan-to-diffusers",
        "ltx-video,            diffusers-to-ltx,      ltx-to-diffusers",
        "stable-diffusion-1.5, diffusers-to-sgm-sd,   sgm-unet-to-diffusers",
        "stable-diffusion-xl,  diffusers-to-sgm-sdxl, sgm-unet-to-diffusers",
        "cogvideox-5b,         cogvideox-to-comfyui,  comfyui-cogvideox-to-diffusers",
    })
    void everyModuleOfAnAdapterGoesThereAndBack(String base, String there, String back) {
        assertThereAndBack(adapter(model(base).main()), there, back);
    }

    @ParameterizedTest
    @CsvSource({
        "flux.1-dev,    diffusers-to-flux,          flux-to-diffusers",
        "hunyuan-video, diffusers-to-hunyuan-video, hunyuan-video-to-diffusers",
        "mochi-1,       diffusers-to-mochi,         mochi-to-diffusers",
    })
    void fusedModulesOfAnAdapterComeBackWithTheSameNamesAndALargerRank(String base, String there, String back) {
        List<TensorInfo> adapter = adapter(model(base).main());
        List<TensorInfo> foreign = infos(rules(there).apply(adapter));
        assertThat(foreign).hasSizeLessThan(adapter.size());
        assertThat(foreign).allSatisfy(info -> assertThat(info.name()).startsWith("diffusion_model."));
        assertThat(shapes(infos(rules(back).apply(foreign))).keySet()).containsExactlyInAnyOrderElementsOf(shapes(adapter).keySet());
    }

    /** Kohya's name of a native module. */
    private static List<TensorInfo> flattened(List<TensorInfo> foreign, String prefix) {
        return foreign.stream().map(info -> {
            String name = info.name().substring(info.name().indexOf('.') + 1);
            int cut = List.of(".lora_A", ".lora_B", ".alpha").stream().mapToInt(name::indexOf).max().orElseThrow();
            String half = name.substring(cut).replace("lora_A", "lora_down").replace("lora_B", "lora_up");
            return new TensorInfo(prefix + name.substring(0, cut).replace('.', '_') + half, info.dtype(), info.shape());
        }).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "flux.1-dev,          diffusers-to-flux,          kohya-flux,          lora_unet_",
        "hunyuan-video,       diffusers-to-hunyuan-video, kohya-hunyuan-video, lora_unet_",
        "hunyuan-video,       diffusers-to-hunyuan-video, kohya-hunyuan-video, Hunyuan_video_I2V_lora_",
        "wan2.1-t2v-14b,      diffusers-to-wan,           kohya-wan,           lora_unet_",
        "wan2.1-t2v-14b,      diffusers-to-wan,           kohya-wan,           lora_unet__",
        "stable-diffusion-xl, diffusers-to-sgm-sdxl,      kohya-sdxl,          lora_unet_",
    })
    void everyFlattenedNativeNameIsRead(String base, String there, String kohya, String prefix) {
        List<TensorInfo> adapter = adapter(model(base).main());
        List<TensorInfo> flat = flattened(infos(rules(there).apply(adapter)), prefix);
        MappingResult result = rules(kohya).apply(flat, model(base)::unflatten);
        assertThat(shapes(infos(result)).keySet()).containsExactlyInAnyOrderElementsOf(shapes(adapter).keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "stable-diffusion-1.5, kohya-unet,        lora_unet_",
        "stable-diffusion-2.1, kohya-unet,        lora_unet_",
        "cogvideox-5b,         kohya-transformer, lora_unet_",
        "flux.1-dev,           kohya-transformer, lora_transformer_",
        "mochi-1,              kohya-transformer, lycoris_",
        "cogvideox-2b,         videox-fun,        lora_unet__",
    })
    void everyFlattenedDiffusersNameIsLookedUp(String base, String kohya, String prefix) {
        List<TensorInfo> adapter = adapter(model(base).main());
        MappingResult result = rules(kohya).apply(flattened(adapter, prefix), model(base)::unflatten);
        assertThat(infos(result)).isEqualTo(adapter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text_encoder", "text_encoder_2"})
    void textEncodersAreLookedUpInTheirOwnComponent(String component) {
        BaseModel base = model("stable-diffusion-xl");
        List<TensorInfo> adapter = adapter(base.component(component).orElseThrow());
        String prefix = component.equals("text_encoder") ? "lora_te1_" : "lora_te2_";
        assertThat(infos(rules("kohya-sdxl").apply(flattened(adapter, prefix), base::unflatten))).isEqualTo(adapter);
    }

    private static final Path SAT = Path.of("src/test/resources/reference/sat-tiny-30-layers");

    /** Every tensor that is expected is there with the same bytes, and no other. */
    private static void assertSame(Checkpoint source, RuleSet rules, Checkpoint expected) throws IOException {
        MappingResult result = rules.apply(source.infos());
        assertThat(result.problems()).isEmpty();
        assertThat(shapes(infos(result))).containsExactlyInAnyOrderEntriesOf(shapes(expected.infos()));
        try (Arena arena = Arena.ofConfined()) {
            for (MappedTensor tensor : result.tensors()) {
                MemorySegment bytes = new RecipeData(source, tensor.recipe(), tensor.info()).bytes(arena);
                MemorySegment wanted = expected.tensor(tensor.name()).orElseThrow().data().bytes(arena);
                assertThat(bytes.mismatch(wanted)).as(tensor.name()).isEqualTo(-1);
            }
        }
    }

    @Test
    void satWeightsBecomeExactlyWhatTheirProjectsConverterMakesOfThem() throws IOException {
        try (Checkpoint sat = TestOpener.OPENER.open(SAT.resolve("sat-full")); Checkpoint expected =
                TestOpener.OPENER.open(SAT.resolve("sat-full-expected.safetensors"))) {
            assertSame(sat, rules("sat-to-cogvideox"), expected);
        }
    }

    @Test
    void theBaseOfASatTrainingStateIsTakenOutOfItsWrapping() throws IOException {
        try (Checkpoint sat = TestOpener.OPENER.open(SAT.resolve("sat-lora")); Checkpoint base =
                TestOpener.OPENER.open(SAT.resolve("diffusers-transformer"))) {
            // The folder holds the same numbers as F16.
            MappingResult result = rules("sat-to-cogvideox").apply(sat.infos());
            assertThat(shapes(infos(result))).containsExactlyInAnyOrderEntriesOf(shapes(base.infos()));
            for (MappedTensor tensor : result.tensors()) {
                assertThat(new RecipeData(sat, tensor.recipe(), tensor.info()).toFloats())
                        .as(tensor.name())
                        .isEqualTo(base.tensor(tensor.name()).orElseThrow().data().toFloats());
            }
        }
    }

    @Test
    void aSatLoraBecomesExactlyWhatTheirExporterMakesOfItAndGoesBack() throws IOException {
        try (Checkpoint sat = TestOpener.OPENER.open(SAT.resolve("sat-lora")); Checkpoint expected =
                TestOpener.OPENER.open(SAT.resolve("sat-lora-exported.safetensors"))) {
            assertSame(sat, rules("sat-lora-to-cogvideox"), expected);
            MappingResult back = rules("cogvideox-lora-to-sat").apply(expected.infos());
            assertThat(infos(back)).hasSize(240).allSatisfy(info -> assertThat(sat.tensor(info.name())).isPresent());
        }
    }

    @Test
    void noSetIsLong() {
        assertThat(BuiltInRules.all()).allSatisfy(rules -> assertThat(rules.entries().size()).isLessThanOrEqualTo(40));
    }

    private static List<String> names(String id, String... stored) {
        List<TensorInfo> infos = new ArrayList<>();
        for (String name : stored) {
            boolean up = name.contains("up.") || name.contains("lora_b");
            infos.add(new TensorInfo(name, DType.F32, up ? Shape.of(9216, 4) : Shape.of(4, 3072)));
        }
        return infos(rules(id).apply(infos)).stream().map(TensorInfo::name).toList();
    }

    @Test
    void namesOfSmallConventions() {
        assertThat(names(
                "attention-processors",
                "down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.down.weight",
                "unet.mid_block.attentions.0.transformer_blocks.0.attn2.processor.to_out_lora.up.weight"))
                .containsExactly(
                        "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_A.weight",
                        "unet.mid_block.attentions.0.transformer_blocks.0.attn2.to_out.0.lora_B.weight");
        assertThat(names(
                "diffusers-2023",
                "unet.unet.down_blocks.0.attn1.to_q.lora.down.weight",
                "text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_linear_layer.up.weight"))
                .containsExactly(
                        "unet.down_blocks.0.attn1.to_q.lora_A.weight",
                        "text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_B.weight");
        assertThat(names("diffsynth", "blocks.0.self_attn.q.lora_A.default.weight",
                "pipe.dit.transformer_blocks.3.attn.to_q.lora_B.default.weight"))
                .containsExactly("transformer.blocks.0.attn1.to_q.lora_A.weight",
                        "transformer.transformer_blocks.3.attn.to_q.lora_B.weight");
        assertThat(names("mlx", "transformer.blocks.0.q.lora_a", "transformer.blocks.0.q.lora_b"))
                .containsExactly("transformer.blocks.0.q.lora_A.weight", "transformer.blocks.0.q.lora_B.weight");
        assertThat(names("mochi-lora", "blocks.0.attn.proj_x.lora_A", "blocks.0.attn.proj_x.lora_B"))
                .containsExactly(
                        "transformer.transformer_blocks.0.attn1.to_out.0.lora_A.weight",
                        "transformer.transformer_blocks.0.attn1.to_out.0.lora_B.weight");
    }

    @Test
    void xlabsNamesFitTheModel() {
        List<TensorInfo> infos = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            for (String stream : List.of("1", "2")) {
                String block = "double_blocks." + i + ".processor.";
                infos.add(new TensorInfo(block + "qkv_lora" + stream + ".down.weight", DType.F32, Shape.of(16, 3072)));
                infos.add(new TensorInfo(block + "qkv_lora" + stream + ".up.weight", DType.F32, Shape.of(9216, 16)));
                infos.add(new TensorInfo(block + "proj_lora" + stream + ".down.weight", DType.F32, Shape.of(16, 3072)));
                infos.add(new TensorInfo(block + "proj_lora" + stream + ".up.weight", DType.F32, Shape.of(3072, 16)));
            }
        }
        List<TensorInfo> result = infos(rules("xlabs-flux").apply(infos));
        assertThat(result).hasSize(19 * 8 * 2);
        BaseModel flux = model("flux.1-dev");
        assertThat(result).allSatisfy(info -> {
            String module = info.name().substring("transformer.".length(), info.name().indexOf(".lora_"));
            Shape weight = flux.module("transformer", module).orElseThrow().weight();
            assertThat(info.shape()).isIn(weight.with(0, 16), weight.with(1, 16));
        });
    }
}
