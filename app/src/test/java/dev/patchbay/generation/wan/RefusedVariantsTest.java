package dev.patchbay.generation.wan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.ModelSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of the family that are not played are refused by name, with what they would need. */
class RefusedVariantsTest {

    @ParameterizedTest
    @CsvSource({
        "\"WanPipeline\", \"WanVACEPipeline\", vace_layers",
        "\"WanPipeline\", \"WanAnimatePipeline\", videos of a pose and a face",
        "\"WanPipeline\", \"WanVideoToVideoPipeline\", begins with a video",
        "UniPCMultistepScheduler, DDIMScheduler, is not one of UniPCMultistepScheduler",
        "'\"boundary_ratio\":', '\"image_encoder\": [\"transformers\", \"CLIPVisionModel\"], \"boundary_ratio\":', CLIP image encoder"
    })
    void theSentenceSaysWhatIsMissing(String part, String other, String said) throws Exception {
        WanPipelineFactory factory = new WanPipelineFactory(TestOpener.OPENER, Optional.empty());
        try (WanReference reference = new WanReference("wan2.1-t2v-1.3b")) {
            Path index = reference.folder().resolve("model_index.json");
            String text = Files.readString(index);
            assertThat(text).contains(part);
            Files.writeString(index, text.replace(part, other));
            ModelSource model = ModelSource.of(reference.folder());
            assertThat(factory.matches(model)).isTrue();
            assertThatThrownBy(() -> factory.describe(model)).isInstanceOf(GenerationException.class).hasMessageContaining(said);
        }
    }
}
