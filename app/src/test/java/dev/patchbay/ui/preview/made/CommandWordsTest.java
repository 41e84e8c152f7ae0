package dev.patchbay.ui.preview.made;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.message.Message;
import dev.patchbay.ui.preview.run.PipelineSlot.PipelineKey;
import dev.patchbay.ui.preview.run.RunOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The command line of a run, and what is said where it makes other clips. */
class CommandWordsTest {

    private static final GenerationRequest REQUEST =
            new GenerationRequest("it's a circle", "", 3, 20, 17, 64, 64, 4, false, "dpm", List.of());

    private static RunOrder order(Optional<Path> image, boolean cropped) {
        PipelineKey key = new PipelineKey(ModelSource.of(Path.of("model")), DeviceChoice.AUTO, Optional.empty());
        return new RunOrder(key, 8, REQUEST, List.of(), List.of(), image, cropped);
    }

    @Test
    void wordsThatAShellWouldReadAreQuoted() {
        assertThat(CommandWords.line(order(Optional.empty(), false)))
                .startsWith("patchbay preview --model model --prompt 'it'\\''s a circle' --seed 3")
                .doesNotContain("--image");
    }

    @Test
    void aPictureThatTheWindowCroppedIsSaid() {
        Path picture = Path.of("picture.png");
        assertThat(CommandWords.line(order(Optional.of(picture), true))).contains("--image picture.png");
        assertThat(CommandWords.remark(order(Optional.of(picture), true))).isEqualTo(Message.of("preview.history.copied.cropped"));
        assertThat(CommandWords.remark(order(Optional.of(picture), false))).isEqualTo(Message.of("preview.history.copied"));
        assertThat(CommandWords.remark(order(Optional.empty(), true))).isEqualTo(Message.of("preview.history.copied"));
    }
}
