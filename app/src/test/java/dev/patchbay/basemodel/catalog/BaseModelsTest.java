package dev.patchbay.basemodel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BaseModelsTest {

    private static final Path RESOURCES = Path.of("src/test/resources/reference/sat-tiny-30-layers");
    private static final Path DEMO = Path.of("src/main/resources/dev/patchbay/demo");

    private final BaseModels models = new BaseModels(TestOpener.OPENER);

    @Test
    void aCatalogueNameIsAModel() throws Exception {
        assertThat(models.resolve("cogvideox-5b").name()).isEqualTo("cogvideox-5b");
    }

    @Test
    void aWeightsFileIsAModelOfOneComponentAndTheFamilyItsConfigNames() throws Exception {
        BaseModel model = models.resolve(RESOURCES.resolve("diffusers-transformer/diffusion_pytorch_model.safetensors").toString());

        assertThat(model.family()).isEqualTo("cogvideox");
        assertThat(model.components()).hasSize(1);
        assertThat(model.module("transformer", "transformer_blocks.29.attn1.to_q")).isPresent();
        assertThat(model.folder()).isPresent();
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> models.resolve("cogvideox-3b"))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("cogvideox-3b: there is no such file or folder, and no base model of this name is known (known are "
                        + "cogvideox-2b, "
                        + "cogvideox-5b, cogvideox-5b-i2v, cogvideox-1.5-5b, cogvideox-1.5-5b-i2v, flux.1-dev, hunyuan-video, "
                                + "ltx-video, mochi-1, "
                        + "stable-diffusion-1.5, stable-diffusion-2.1, stable-diffusion-3-medium, stable-diffusion-xl, wan2.1-t2v-1.3b, "
                        + "wan2.1-t2v-14b).");
    }

    @Test
    void anAdapterIsNoBaseModel() {
        Path adapter = DEMO.resolve("trail-diffusers.safetensors");

        assertThatThrownBy(() -> models.resolve(adapter.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(adapter + ": this is an adapter, not a base model; choose the model it was trained on, or one of the "
                        + "known names.");
    }

    @Test
    void aPipelineHasItsComponentsWithTheDenoiserFirst() {
        BaseModel model = OpenedBaseModel.of(new SyntheticCheckpoint()
                .layout(CheckpointLayout.PIPELINE_FOLDER)
                .tensor("text_encoder.shared.weight", 8, 4)
                .tensor("transformer.transformer_blocks.0.attn1.to_q.weight", 4, 4)
                .tensor("vae.encoder.conv_in.conv.weight", 4, 4, 3, 3, 3)
                .build());

        assertThat(model.components()).extracting(ModuleDictionary::component).containsExactly("transformer", "text_encoder", "vae");
        assertThat(model.module("", "transformer_blocks.0.attn1.to_q")).isPresent();
        assertThat(model.module("text_encoder", "shared")).isPresent();
    }

    @Test
    void aTextEncoderIsToldFromItsNamesAlone() {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        ModelCatalog.architecture("t5-v1_1-xxl-encoder").tensors().keySet().forEach(name -> checkpoint.tensor(name, 2, 2));

        assertThat(OpenedBaseModel.of(checkpoint.build()).main().component()).isEqualTo("text_encoder");
    }
}
