package dev.patchbay.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Which language a sentence is shown in. */
class MessageTest {

    private static final Message OPENING = Message.of("ui.opening", "a");

    @Test
    void chineseNeedsNoCountry() {
        assertThat(OPENING.text(Locale.CHINESE)).isEqualTo(OPENING.text(Locale.SIMPLIFIED_CHINESE))
                .isNotEqualTo(OPENING.text(Locale.ENGLISH));
        assertThat(OPENING.text(Locale.of("zh", "SG"))).isEqualTo(OPENING.text(Locale.SIMPLIFIED_CHINESE));
    }

    /** Names and values come from strangers' files. */
    @Test
    void noArgumentMakesASentenceLongerThanAPersonReads() {
        String name = "layers.0." + "q😀".repeat(400_000) + ".weight";
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            String text = Message.of("checkpoint.safetensors.unknownDtype", "a.safetensors", name, "F8".repeat(500_000)).text(language);

            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1500);
            assertThat(text).startsWith("a.safetensors").contains("layers.0.q😀", ".weight", " … ");
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).as("no half of a character").isTrue();
        }
    }

    @Test
    void anInnerSentenceIsShortenedToo() {
        Message inner = Message.of("checkpoint.torch.noTensors", "x".repeat(10_000));

        assertThat(Message.of("checkpoint.torch.refusedWouldRun", inner, "os.system").text())
                .hasSizeLessThan(1500)
                .contains("the pickle holds no state dict", "would run os.system");
    }

    @Test
    void controlCharactersInArgumentsAreShownAndNotObeyed() {
        assertThat(Message.of("checkpoint.missing", "a\nb\u001b[31m\u202e").text())
                .isEqualTo("aU+000AbU+001B[31mU+202E: there is no such file or folder.");
    }

    @Test
    void aLanguageWithoutTranslationGetsEnglish() {
        assertThat(OPENING.text(Locale.GERMANY)).isEqualTo(OPENING.text(Locale.ENGLISH));
    }
}
