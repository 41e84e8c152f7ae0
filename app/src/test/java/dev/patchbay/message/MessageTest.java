package dev.patchbay.message;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void aLanguageWithoutTranslationGetsEnglish() {
        assertThat(OPENING.text(Locale.GERMANY)).isEqualTo(OPENING.text(Locale.ENGLISH));
    }
}
