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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void anUnknownNameIsRefusedWithTheNearestOnes() {
        assertThatThrownBy(() -> models.resolve("cogvideox-3b"))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("cogvideox-3b: there is no such file or folder, and no base model of this name is known; the nearest are "
                        + "cogvideox-5b, cogvideox-2b, cogvideox-1.5-5b, cogvideox-5b-i2v, and `patchbay models` lists all.");
        assertThatThrownBy(() -> models.resolve("flux1_dev")).hasMessageContaining("the nearest are flux.1-dev, ");
        assertThatThrownBy(() -> models.resolve("Stable Diffusion XL (base)"))
                .hasMessageContaining("the nearest are stable-diffusion-xl, ");
        assertThatThrownBy(() -> models.resolve("???"))
                .hasMessage("???: there is no such file or folder, and none of the " + ModelCatalog.names().size()
                        + " known base models is called like that; `patchbay models` lists them.");
    }

    @ParameterizedTest
    @CsvSource({
        "chronoedit-14b, ChronoEdit 14B", "chronoedit, ChronoEdit 14B", "Kolors, Kolors", "kolors-diffusers, Kolors",
        "lucy_edit, Lucy Edit", "amused-512, aMUSEd"
    })
    void aModelThatIsKnownByNameOnlyIsSaidToBeWithoutADictionary(String base, String title) {
        assertThatThrownBy(() -> models.resolve(base))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(base + ": Patchbay knows " + title + " by name but not its modules, so give the path of its checkpoint or of "
                        + "its transformer folder instead; `patchbay models --add` keeps it under a name.");
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
