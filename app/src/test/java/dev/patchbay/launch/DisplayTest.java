package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DisplayTest {

    @Test
    void aUnixMachineWithoutDisplayVariablesHasNone() {
        assertThat(Display.isMissing("Linux", null, Map.of())).isTrue();
        assertThat(Display.isMissing("Linux", null, Map.of("DISPLAY", ":0"))).isFalse();
        assertThat(Display.isMissing("Linux", null, Map.of("WAYLAND_DISPLAY", "wayland-0"))).isFalse();
    }

    @Test
    void aChosenGlassPlatformNeedsNone() {
        assertThat(Display.isMissing("Linux", "Headless", Map.of())).isFalse();
    }

    @Test
    void windowsAndMacAlwaysHaveOne() {
        assertThat(Display.isMissing("Windows 11", null, Map.of())).isFalse();
        assertThat(Display.isMissing("Mac OS X", null, Map.of())).isFalse();
    }
}
