package dev.patchbay.basemodel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.basemodel.naming.NativeTensors;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Families told from names that are not those of diffusers. */
class NativeFamilyTest {

    static Stream<Arguments> namespaces() {
        return ModelCatalog.architectures().stream().map(Architecture::name).flatMap(model -> foreign(model)
                .filter(namespace -> !namespace.equals("xlabs") && !(model.startsWith("hunyuan-video") && namespace.equals("comfyui")))
                .map(namespace -> Arguments.of(model, namespace)));
    }

    private static Stream<String> foreign(String architecture) {
        return NativeTensors.of(ModelCatalog.architecture(architecture)).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("namespaces")
    void aWholeModelIsKnownInEveryNamespaceAndBehindThePrefixOfSingleFiles(String model, String namespace) {
        Map<String, Shape> tensors = new LinkedHashMap<>();
        NativeTensors.of(ModelCatalog.architecture(model)).get(namespace).forEach((name, shape) ->
                tensors.put("model.diffusion_model." + name, shape));
        tensors.put("first_stage_model.decoder.conv_in.weight", Shape.of(512, 4, 3, 3));

        FamilyEvidence best = TensorFamilies.rank(tensors).best().orElseThrow();

        assertThat(likenesses(best)).as(best.toString()).contains(model);
        assertThat(best.score()).isEqualTo(1);
    }

    /** Of models whose foreign names are equal as far as they are known, one is named and the others are said to look the same. */
    private static List<String> likenesses(FamilyEvidence best) {
        return Stream.concat(Stream.of(best.name()), best.sameAs().stream()).toList();
    }

    @ParameterizedTest
    @CsvSource({"flux.1-dev, guidance_in.in_layer, time_text_embed.guidance_embedder.linear_1",
        "wan2.2-animate-14b, face_adapter.fuser_blocks.3.linear1_kv, face_adapter.3.to_v", "chroma1, img_in, x_embedder"})
    void aBaseOfLinearLayersUnderItsAuthorsNamesHasEveryModuleUnderThoseOfDiffusers(String model, String theirs, String ours) {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        NativeTensors.of(ModelCatalog.denoiser(model)).get("native").forEach((tensor, shape) -> {
            if (tensor.endsWith(".weight") && shape.dimensions() >= 2) {
                checkpoint.data(tensor, new SyntheticCheckpoint.Bytes(DType.F32, shape, new byte[0]));
            }
        });
        BaseModel opened = OpenedBaseModel.of(checkpoint.build());

        BaseModel canonical = CanonicalBase.of(opened).orElseThrow();

        assertThat(opened.main().module(theirs)).isPresent();
        assertThat(canonical.main().module(ours)).isPresent();
        assertThat(canonical.family()).isEqualTo(ModelCatalog.denoiser(model).family());
        assertThat(canonical.main().modules()).allSatisfy(module ->
                assertThat(module.weight()).isEqualTo(ModelCatalog.denoiser(model).tensors().get(module.name() + ".weight")));
    }

    @ParameterizedTest
    @CsvSource({
        "flux.1-dev, native", "wan2.1-t2v-14b, native", "z-image, native", "lumina-image-2.0, native", "stable-diffusion-3-medium, native",
        "krea-2, native", "flux.2-klein-9b, native", "anima, native", "hunyuan-video, native", "flux.1-dev, diffusers",
    })
    void theLayersOfANarrowModelOfFewBlocksAreOfTheFamilyByNamesAndProportions(String model, String namespace) {
        Architecture known = ModelCatalog.denoiser(model);
        Map<String, Shape> all = namespace.equals("diffusers") ? known.tensors() : NativeTensors.of(known).get(namespace);
        Map<String, Shape> narrow = new LinkedHashMap<>();
        all.forEach((name, shape) -> {
            if (name.endsWith(".weight") && shape.dimensions() == 2 && !name.matches("(.*\\.)?([2-9]|\\d\\d)\\..*\\..*")) {
                narrow.put(name, Shape.of(Math.max(2, shape.size(0) / 32), Math.max(2, shape.size(1) / 32)));
            }
        });

        FamilyRanking ranking = TensorFamilies.rank(narrow);

        assertThat(ranking.models()).isEmpty();
        assertThat(ranking.nearest()).map(FamilyEvidence::family).contains(known.family());
    }

    @Test
    void theEvidenceSaysWhoseNamesTheyAre() {
        Map<String, Shape> tensors = NativeTensors.of(ModelCatalog.denoiser("wan2.1-t2v-14b")).get("native");
        FamilyEvidence best = TensorFamilies.rank(tensors).best().orElseThrow();

        assertThat(best.evidence()).extracting(Message::toString).containsExactly(
                "1054 of its 1054 tensors are there with name and shape of wan2.1-t2v-14b",
                "the names are not those of diffusers but those of native");
    }

    @ParameterizedTest
    @CsvSource({
        "blocks.{i}.self_attn.q, 5120, 5120, 40, wan2.1-t2v-14b",
        "blocks_{i}_self_attn_q, 1536, 1536, 30, wan2.1-t2v-1.3b",
        "double_blocks.{i}.img_attn.qkv, 3072, 9216, 19, flux.1-dev",
        "double_blocks_{i}_img_mlp_fc1, 3072, 12288, 20, hunyuan-video",
        "single_blocks.{i}.linear1, 3072, 21504, 38, flux.1-dev",
        "single_blocks.{i}.linear1, 3072, 21504, 40, hunyuan-video",
        "model.diffusion_model.transformer.layers.{i}.attention.query_key_value.2, 1920, 1920, 30, cogvideox-2b",
        "blocks.{i}.ff_proj, 3072, 12288, 42, cogvideox-5b",
        "output_blocks_{i}_1_transformer_blocks_0_attn2_to_k, 2048, 1280, 3, stable-diffusion-xl",
        "joint_blocks.{i}.x_block.attn.qkv, 1536, 4608, 24, stable-diffusion-3.5-medium",
        "blocks.{i}.attn.qkv_x, 3072, 9216, 48, mochi-1",
    })
    void anAdapterIsKnownByForeignNamesDottedOrFlattened(String pattern, long in, long out, int blocks, String model) {
        List<ModuleSize> modules = Stream.iterate(0, i -> i < blocks, i -> i + 1)
                .map(i -> new ModuleSize(pattern.replace("{i}", Integer.toString(i)), OptionalLong.of(in), OptionalLong.of(out)))
                .toList();

        FamilyEvidence best = AdapterFamilies.rank(modules).best().orElseThrow();

        assertThat(best.name()).as("of those that look the same, the more widely used").isEqualTo(model);
        assertThat(best.sizesFit()).isTrue();
    }

    @Test
    void aSatAdapterCannotTellTheFiveBillionModelsApartEither() {
        List<ModuleSize> modules = Stream.iterate(0, i -> i < 42, i -> i + 1)
                .map(i -> "model.diffusion_model.transformer.layers." + i + ".attention.dense.0")
                .map(name -> new ModuleSize(name, OptionalLong.of(3072), OptionalLong.of(3072)))
                .toList();

        assertThat(AdapterFamilies.rank(modules).best().orElseThrow().sameAs())
                .containsExactly("cogvideox-5b-i2v", "cogvideox-1.5-5b", "cogvideox-1.5-5b-i2v");
    }

    @ParameterizedTest
    @CsvSource({
        "wan2.1-t2v-1.3b, native, '', blocks.3.attn2.to_out.0, blocks.3.cross_attn.o, NATIVE",
        "wan2.1-t2v-1.3b, native, model.diffusion_model., blocks.3.attn2.to_out.0, model.diffusion_model.blocks.3.cross_attn.o, NATIVE",
        "wan2.1-t2v-1.3b, native, model.diffusion_model., blocks.3.cross_attn.o, model.diffusion_model.blocks.3.cross_attn.o, NATIVE",
        "wan2.1-t2v-1.3b, native, '', blocks.3.cross_attn.o, blocks.3.cross_attn.o, SAME",
        "stable-diffusion-xl, sgm, model.diffusion_model., input_blocks_4_1_proj_in, model.diffusion_model.input_blocks.4.1.proj_in, "
                + "NATIVE_FLATTENED",
        "stable-diffusion-xl, sgm, model.diffusion_model., down_blocks.1.attentions.0.proj_in, "
                + "model.diffusion_model.input_blocks.4.1.proj_in, NATIVE",
    })
    void aBaseWithForeignNamesHasItsModulesUnderBoth(
            String model, String namespace, String prefix, String name, String module, Naming naming) {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        NativeTensors.of(ModelCatalog.denoiser(model)).get(namespace).forEach((tensor, shape) ->
                checkpoint.data(prefix + tensor, new SyntheticCheckpoint.Bytes(DType.F32, shape, new byte[0])));
        BaseModel base = OpenedBaseModel.of(checkpoint.build());

        ModuleLocation location = new ModuleLocator(base).locate("", "", name, OptionalInt.empty()).orElseThrow();

        assertThat(base.family()).isEqualTo(ModelCatalog.denoiser(model).family());
        assertThat(location.naming()).isEqualTo(naming);
        assertThat(location.modules()).extracting(linked -> linked.module().name()).containsExactly(module);
        assertThat(new ModuleLocator(base).locate("", "", "blocks.99.nothing", OptionalInt.empty())).isEmpty();
    }

    @Test
    void textEncodersAreFoundByTheNamesOfKohyaAndOfComfyUi() {
        ModuleLocator sdxl = ModelCatalog.locator("stable-diffusion-xl");
        String module = "text_model.encoder.layers.3.self_attn.q_proj";

        assertThat(component(sdxl, "lora_te1", "", module.replace('.', '_'))).isEqualTo("text_encoder");
        assertThat(component(sdxl, "lora_te2", "", module.replace('.', '_'))).isEqualTo("text_encoder_2");
        assertThat(component(sdxl, "text_encoders", "clip_l", module)).isEqualTo("text_encoder");
        assertThat(component(sdxl, "text_encoders", "clip_g", module)).isEqualTo("text_encoder_2");
        assertThat(component(ModelCatalog.locator("stable-diffusion-1.5"), "lora_te", "", module.replace('.', '_')))
                .isEqualTo("text_encoder");
        assertThat(component(ModelCatalog.locator("flux.1-dev"), "text_encoders", "t5xxl", "encoder.block.0.layer.0.SelfAttention.q"))
                .isEqualTo("text_encoder_2");
        assertThat(sdxl.locate("lora_te3", "", module, OptionalInt.empty())).isEmpty();
    }

    private static String component(ModuleLocator locator, String container, String component, String module) {
        return locator.locate(container, component, module, OptionalInt.empty()).orElseThrow().component();
    }
}
