package dev.patchbay.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.message.Message;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

class PaletteModelTest {

    private final SimpleBooleanProperty canExport = new SimpleBooleanProperty(false);
    private final PaletteModel palette = new PaletteModel(List.of(
            new CommandGroup(
                    Message.of("ui.command.file"),
                    List.of(
                            Command.of("file.openFolder", () -> {}),
                            Command.of("file.demo", () -> {}),
                            Command.of("file.export", () -> {}).enabledWhen(canExport))),
            new CommandGroup(Message.of("ui.command.patch"), List.of(Command.of("patch.search", () -> {})))));

    private List<String> found() {
        return palette.found().stream().map(Command::id).toList();
    }

    @Test
    void everyWordHasToOccurAndTheStartOfALabelComesFirst() {
        palette.queryProperty().set("THE open");
        assertThat(found()).containsExactly("file.demo");
        palette.queryProperty().set("the");
        assertThat(found()).containsExactly("file.demo", "patch.search");
        palette.queryProperty().set("search");
        assertThat(found()).containsExactly("patch.search");
    }

    @Test
    void onlyWhatCanBeDoneNowIsOffered() {
        palette.reset();
        assertThat(found()).doesNotContain("file.export").hasSize(3);
        canExport.set(true);
        palette.reset();
        assertThat(found()).contains("file.export");
    }

    @Test
    void aCommandThatIsNotEnabledDoesNothing() {
        boolean[] done = {false};
        Command command = Command.of("file.export", () -> done[0] = true).enabledWhen(canExport);
        command.run();
        assertThat(done[0]).isFalse();
        canExport.set(true);
        command.run();
        assertThat(done[0]).isTrue();
    }
}
