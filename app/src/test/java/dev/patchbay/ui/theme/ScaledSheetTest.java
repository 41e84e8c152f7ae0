package dev.patchbay.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaledSheetTest {

    @Test
    void sizesOfFontsAndRowsGrowAndNothingElse() {
        String css = ".a { -fx-font-size: 11.5px; -fx-padding: 4px; -fx-min-height: 44; -fx-icon-size: 13; -fx-border-width: 1; }";
        assertThat(ScaledSheet.scaled(css, 200)).isEqualTo(
                ".a { -fx-font-size: 23.0px; -fx-padding: 4px; -fx-min-height: 88.0px; -fx-icon-size: 26.0px; -fx-border-width: 1; }");
    }

    @Test
    void theUsualSizeIsTheSheetItself() {
        assertThat(ScaledSheet.of("/dev/patchbay/theme/patchbay.css", 100)).endsWith("patchbay.css");
        assertThat(ScaledSheet.of("/dev/patchbay/theme/patchbay.css", 150)).startsWith("data:text/css");
    }
}
