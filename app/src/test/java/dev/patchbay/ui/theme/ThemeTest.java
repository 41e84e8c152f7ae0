package dev.patchbay.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.application.Application;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ThemeTest {

    @Test
    void theSystemsAppearanceIsAppliedWithoutAnyoneChoosingOne() {
        String sheet = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            Application.setUserAgentStylesheet(null);
            new Theme();
            return Application.getUserAgentStylesheet();
        });
        assertThat(sheet).contains("primer");
    }

    @Test
    void aChosenAppearanceTakesOver() {
        String sheet = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            new Theme().appearanceProperty().set(Appearance.DARK);
            return Application.getUserAgentStylesheet();
        });
        assertThat(sheet).contains("dark");
    }
}
