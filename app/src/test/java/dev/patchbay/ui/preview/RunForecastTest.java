package dev.patchbay.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.ui.preview.run.RunForecast.Forecast;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a run would take, before it starts. */
class RunForecastTest {

    private static final Path MODEL = Path.of("src/main/resources/dev/patchbay/demo/pipeline");

    private final SquarePipelines pipelines = SquarePipelines.small();
    private final PreviewBench bench = new PreviewBench(pipelines, QueuedExecutor.immediate(), QueuedExecutor.immediate());
    private final PreviewViewModel viewModel = bench.viewModel;

    @Test
    void whileSomebodyLooksItSaysWhatARunTakesAndWithWhichSettingsItFits() throws IOException {
        bench.openAdapter();
        viewModel.model().choose(MODEL);
        viewModel.settings().promptProperty().set("a red circle");
        assertThat(pipelines.loaded()).as("nobody looks").isEmpty();
        viewModel.watchedProperty().set(true);
        Forecast forecast = viewModel.forecast().forecastProperty().get().orElseThrow();
        assertThat(forecast.plan().fits()).isTrue();
        assertThat(forecast.time()).as("two clips of 20 steps and two seconds of decoding").isEqualTo(Duration.ofSeconds(44));
        viewModel.settings().stepsProperty().set(10);
        assertThat(viewModel.forecast().forecastProperty().get().orElseThrow().time()).isEqualTo(Duration.ofSeconds(24));
        viewModel.run();
        assertThat(viewModel.forecast().forecastProperty().get().orElseThrow().time()).as("the base clip is known").hasSeconds(12);
        pipelines.setAvailable(9 * 64 * 64);
        viewModel.settings().seedProperty().set(8);
        Forecast tight = viewModel.forecast().forecastProperty().get().orElseThrow();
        assertThat(tight.plan().fits()).isFalse();
        assertThat(tight.smaller()).hasValueSatisfying(smaller -> {
            assertThat(smaller.frames()).isEqualTo(9);
            assertThat(smaller.width()).isEqualTo(64);
        });
        pipelines.setAvailable(3);
        viewModel.settings().seedProperty().set(9);
        assertThat(viewModel.forecast().forecastProperty().get().orElseThrow().smaller()).isEmpty();
        viewModel.settings().widthProperty().set(65);
        assertThat(viewModel.forecast().forecastProperty().get()).as("a run that is refused takes nothing").isEmpty();
        assertThat(pipelines.loaded()).hasSize(1);
    }
}
