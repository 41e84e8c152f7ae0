package dev.patchbay.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoPipelinesTest {

    @TempDir
    private Path folder;

    private void index(String json) throws IOException {
        Files.writeString(folder.resolve("model_index.json"), json);
    }

    @Test
    void aModelThatNobodyPlaysIsNamedAndSoIsWhatIsPlayed() throws IOException {
        index("{\"_class_name\": \"FluxPipeline\"}");
        VideoPipelines pipelines = new VideoPipelines(List.of(new Never("CogVideoXPipeline"), new Never("WanPipeline")));
        assertThatThrownBy(() -> pipelines.load(ModelSource.of(folder), EngineChoice.on(DeviceChoice.AUTO)))
                .isInstanceOf(GenerationException.class)
                .hasMessage(folder + ": the folder holds a FluxPipeline; Patchbay plays CogVideoXPipeline, WanPipeline today.");
    }

    @Test
    void aFolderThatIsNoPipelineAndABrokenIndexAreToldApart() throws IOException {
        VideoPipelines pipelines = new VideoPipelines(List.of(new Never("CogVideoXPipeline")));
        assertThatThrownBy(() -> pipelines.describe(ModelSource.of(folder)))
                .isInstanceOf(GenerationException.class)
                .hasMessage(folder + ": this is no diffusers pipeline folder, it has no model_index.json.");
        index("[1, 2");
        assertThatThrownBy(() -> pipelines.describe(ModelSource.of(folder)))
                .isInstanceOf(GenerationException.class)
                .hasMessage(folder.resolve("model_index.json") + ": the file is not the JSON object it should be.");
    }

    @Test
    void theFirstThatMatchesPlays() throws IOException {
        SquarePipelines first = SquarePipelines.small();
        SquarePipelines second = SquarePipelines.small();
        VideoPipelines pipelines = new VideoPipelines(List.of(new Never("WanPipeline"), first, second));
        try (VideoPipeline pipeline = pipelines.load(ModelSource.of(folder), EngineChoice.on(DeviceChoice.CPU))) {
            assertThat(pipeline.info().device()).isEqualTo("cpu");
        }
        assertThat(first.loaded()).containsExactly(folder);
        assertThat(second.loaded()).isEmpty();
    }

    private record Never(String plays) implements VideoPipelineFactory {

        @Override
        public boolean matches(ModelSource model) {
            return false;
        }

        @Override
        public PipelineInfo describe(ModelSource model) {
            throw new AssertionError(model);
        }

        @Override
        public VideoPipeline load(ModelSource model, EngineChoice choice) {
            throw new AssertionError(model);
        }
    }
}
