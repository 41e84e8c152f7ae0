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
                .contains("cogvideox-2b", "cogvideox-5b", "flux.1-dev", "wan2.1-t2v-14b", "stable-diffusion-1.5")
                .doesNotContain("cogvideox-vae", "t5-v1_1-xxl-encoder");
        assertThat(ModelCatalog.architectures()).hasSize(19);
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
