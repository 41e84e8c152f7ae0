package dev.patchbay.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.WindowTest;
import javafx.application.Application;
import org.junit.jupiter.api.Test;

@WindowTest
class ThemeTest {

    @Test
    void theSystemsAppearanceIsAppliedWithoutAnyoneChoosingOne() {
        String sheet = FxWait.get(() -> {
            Application.setUserAgentStylesheet(null);
            new Theme();
            return Application.getUserAgentStylesheet();
        });
        assertThat(sheet).contains("primer");
    }

    @Test
    void aChosenAppearanceTakesOver() {
        String sheet = FxWait.get(() -> {
            new Theme().appearanceProperty().set(Appearance.DARK);
            return Application.getUserAgentStylesheet();
        });
        assertThat(sheet).contains("dark");
    }
}
