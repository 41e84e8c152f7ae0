package dev.patchbay.basemodel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogTest {

    @ParameterizedTest
    @MethodSource("architectures")
    void everyArchitectureHasTheTensorsItCounts(Architecture architecture) {
        assertThat(architecture.tensors()).hasSize(architecture.tensorCount());
        assertThat(architecture.tensors().keySet()).noneMatch(name -> name.contains("{"));
    }

    static List<Architecture> architectures() {
        return ModelCatalog.architectures();
    }

    @Test
    void namesAreTheDenoisers() {
        assertThat(ModelCatalog.names())
                .hasSize(95)
                .contains("cogvideox-2b", "cogvideox-5b", "flux.1-dev", "wan2.1-t2v-14b", "stable-diffusion-1.5")
                .doesNotContain("cogvideox-vae", "t5-v1_1-xxl-encoder");
        assertThat(ModelCatalog.architectures()).hasSize(91);
        assertThat(ModelCatalog.architectureNames().stream().limit(81))
                .containsExactlyElementsOf(ModelCatalog.models().stream().map(CatalogModel::denoiser).distinct().toList());
    }

    @ParameterizedTest
    @MethodSource("models")
    void theIndexSaysOfEachModelWhatItsDictionariesSay(CatalogModel model) {
        BaseModel found = ModelCatalog.find(model.name()).orElseThrow();

        assertThat(found.name()).isEqualTo(model.name());
        assertThat(found.family()).isEqualTo(model.family()).isEqualTo(ModelCatalog.denoiser(model.name()).family());
        assertThat(found.components()).extracting(ModuleDictionary::component).containsExactlyElementsOf(model.components().keySet());
        assertThat(found.main().component()).isEqualTo(ModelCatalog.denoiser(model.name()).component());
        assertThat(model.title()).isNotBlank().isNotEqualTo(model.name());
    }

    static List<CatalogModel> models() {
        return ModelCatalog.models();
    }

    @Test
    void anAliasHasTheDictionariesOfItsOriginalAndItsOwnName() {
        CatalogModel kontext = ModelCatalog.model("flux.1-kontext-dev").orElseThrow();

        assertThat(kontext.title()).isEqualTo("FLUX.1 Kontext [dev]");
        assertThat(kontext.isAlias()).isTrue();
        assertThat(kontext.original()).isEqualTo("flux.1-dev");
        assertThat(kontext.same()).containsExactly("flux.1-dev", "flux.1-krea-dev");
        assertThat(ModelCatalog.model("flux.1-dev").orElseThrow().same()).containsExactly("flux.1-kontext-dev", "flux.1-krea-dev");
        assertThat(ModelCatalog.find("flux.1-kontext-dev").orElseThrow().main().modules())
                .isEqualTo(ModelCatalog.find("flux.1-dev").orElseThrow().main().modules());
    }

    @Test
    void noTwoTitlesAreEqual() {
        assertThat(ModelCatalog.models().stream().map(CatalogModel::title)).doesNotHaveDuplicates();
    }

    @Test
    void modelsOfOneFamilyWithEqualModulesAreOneModelWithAliases() {
        assertThat(ModelCatalog.models().stream().filter(model -> !model.isAlias())
                        .map(model -> model.family() + ModelCatalog.denoiser(model.name()).tensors()))
                .doesNotHaveDuplicates();
    }

    /** Of google/umt5-xxl: 24 layers 4096 wide, each with a relative attention bias of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"wan2.2-t2v-a14b", "wan2.1-vace-14b", "wan2.2-animate-14b", "skyreels-v2-i2v-14b", "helios"})
    void theTextEncoderOfTheWanFamiliesIsUmt5(String name) {
        BaseModel model = ModelCatalog.find(name).orElseThrow();

        assertThat(model.module("text_encoder", "shared").orElseThrow().weight()).isEqualTo(Shape.of(256_384, 4096));
        assertThat(model.module("text_encoder", "encoder.block.23.layer.0.SelfAttention.relative_attention_bias").orElseThrow().weight())
                .isEqualTo(Shape.of(32, 64));
        assertThat(model.module("text_encoder", "encoder.block.23.layer.1.DenseReluDense.wi_1").orElseThrow().weight())
                .isEqualTo(Shape.of(10_240, 4096));
        assertThat(model.module("text_encoder", "encoder.block.24.layer.0.SelfAttention.q")).isEmpty();
    }

    @Test
    void aModelHasItsTextEncoderAndVae() {
        BaseModel model = ModelCatalog.find("cogvideox-2b").orElseThrow();

        assertThat(model.family()).isEqualTo("cogvideox");
        assertThat(model.components()).extracting(ModuleDictionary::component).containsExactly("transformer", "text_encoder", "vae");
        assertThat(model.folder()).isEmpty();
    }

    @Test
    void modulesOfEveryBlockAreThere() {
        BaseModel model = ModelCatalog.find("cogvideox-2b").orElseThrow();

        assertThat(model.module("transformer", "transformer_blocks.29.attn1.to_out.0"))
                .contains(new ModuleInfo("transformer_blocks.29.attn1.to_out.0", Shape.of(1920, 1920)));
        assertThat(model.module("", "transformer_blocks.30.attn1.to_q")).isEmpty();
        assertThat(model.main().flattened("transformer_blocks_3_ff_net_0_proj").orElseThrow().name())
                .isEqualTo("transformer_blocks.3.ff.net.0.proj");
    }

    @Test
    void flatteningModuleNamesNeverMakesTwoEqual() {
        for (String name : ModelCatalog.names()) {
            ModuleDictionary main = ModelCatalog.find(name).orElseThrow().main();
            assertThat(main.modules().stream().map(module -> module.name().replace('.', '_'))).as(name).doesNotHaveDuplicates();
        }
    }

    @Test
    void anUnknownNameIsNoModel() {
        assertThat(ModelCatalog.find("cogvideox-3b")).isEmpty();
        assertThat(ModelCatalog.find("../catalog/index")).isEmpty();
    }
}
