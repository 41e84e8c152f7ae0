package dev.patchbay.ui.preview.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.Sampling;
import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.task.QueuedExecutor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewModelTest {

    private static final Path MODEL = Path.of("src/main/resources/dev/patchbay/demo/pipeline");

    private final PreviewSettings settings = new PreviewSettings();
    private final PreviewModel model = new PreviewModel(SquarePipelines.small().only(), QueuedExecutor.immediate(), settings);

    @Test
    void aModelSetsWhatItWasMadeFor() {
        model.choose(MODEL);
        assertThat(settings.values()).isEqualTo(new PresetValues(20, 17, 64, 64, 4, false, "dpm"));
        assertThat(model.matchingPreset()).contains(Preset.NORMAL);
        model.apply(Preset.DRAFT);
        assertThat(settings.values()).isEqualTo(new PresetValues(8, 9, 64, 64, 4, false, "dpm"));
        settings.stepsProperty().set(9);
        assertThat(model.matchingPreset()).isEmpty();
    }

    @Test
    void presetsOfALargeModelKeepItsSchedulerAndSize() {
        Sampling sampling = new Sampling(List.of("ddim", "dpm"), "dpm", 6, new Sampling.Suggested("dpm", 6, true));
        PipelineInfo large = new PipelineInfo(MODEL, "CogVideoXPipeline", 49, 480, 720, 8, sampling, 226, "-");
        assertThat(Preset.DRAFT.values(large)).isEqualTo(new PresetValues(12, 9, 240, 352, 6, true, "dpm"));
        assertThat(Preset.NORMAL.values(large)).isEqualTo(new PresetValues(30, 49, 480, 720, 6, true, "dpm"));
        assertThat(Preset.FULL.values(large)).isEqualTo(new PresetValues(50, 49, 480, 720, 6, true, "dpm"));
    }

    @Test
    void aPictureGoesWithTheRequestOnlyIfTheModelTakesOne(@TempDir Path pictures) throws IOException {
        Path file = pictures.resolve("first.png");
        assertThat(ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", file.toFile())).isTrue();
        model.choose(MODEL);
        model.image().choose(file);
        assertThat(settings.imageProperty().get()).hasValueSatisfying(image -> assertThat(image).hasToString("3 × 2"));
        assertThat(settings.request().image()).isEmpty();
        settings.takeImage(true);
        assertThat(settings.request().image()).isEqualTo(settings.imageProperty().get());
        model.image().choose(pictures.resolve("none.png"));
        assertThat(settings.request().image()).isEmpty();
        assertThat(model.image().problemProperty().get()).isPresent();
    }
}
