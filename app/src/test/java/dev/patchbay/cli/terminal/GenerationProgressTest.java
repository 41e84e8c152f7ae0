package dev.patchbay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.StepListener;
import dev.patchbay.message.Message;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The names of stages are made of their constants, so nothing else notices one without words. */
class GenerationProgressTest {

    @ParameterizedTest
    @EnumSource(StepListener.Stage.class)
    void everyStageHasWordsInBothLanguages(StepListener.Stage stage) {
        Message words = Message.of("cli.stage." + stage);

        assertThat(words.text(Locale.ENGLISH)).endsWith("…").isNotEqualTo(words.text(Locale.SIMPLIFIED_CHINESE));
    }
}
