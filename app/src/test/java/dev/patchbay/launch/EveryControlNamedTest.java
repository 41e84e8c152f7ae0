package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.SpokenNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** In every place, panel and dialog each control has a role and a name that a screen reader can say. */
class EveryControlNamedTest extends WalkedWindow {

    @Test
    void everyControlHasARoleAndAName(FxRobot robot) throws Exception {
        Map<String, List<String>> unnamed = new TreeMap<>();
        window().go(robot, stop -> unnamed.put(stop, FxWait.get(() -> SpokenNames.missing(window().scene().getRoot()))));
        assertThat(unnamed).containsKeys("preview", "compare", "settings", "export", "inspector", "help", "log");
        unnamed.values().removeIf(List::isEmpty);
        assertThat(unnamed).isEmpty();
    }
}
