package dev.patchbay.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.remote.HubServer;
import dev.patchbay.checkpoint.remote.RemoteAddress;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.control.BroughtPaths;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The address of a file on a server is pasted, and opens as a file does. */
@WindowTest
class AddressInWindowTest {

    private static final Path ADAPTER = Path.of("src/test/resources/reference/sat-tiny-30-layers/sat-lora-exported.safetensors");

    @TempDir
    private static Path cache;

    private WindowFixture window;

    @Start
    void start(Stage stage) {
        window = new WindowFixture(stage, cache, Appearance.LIGHT);
    }

    private static List<Path> copied(FxRobot robot, String text) {
        robot.interact(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        });
        return FxWait.get(() -> BroughtPaths.of(Clipboard.getSystemClipboard()));
    }

    @Test
    void anAddressIsPasted(FxRobot robot) throws Exception {
        try (HubServer server = new HubServer().file("/dance.safetensors", Files.readAllBytes(ADAPTER))) {
            assertThat(copied(robot, "what somebody wrote")).isEmpty();
            String address = server.address() + "/dance.safetensors";
            assertThat(copied(robot, address)).containsExactly(RemoteAddress.place(address));
            robot.press(KeyCode.CONTROL, KeyCode.V).release(KeyCode.V, KeyCode.CONTROL);
            WindowFixture.await(() -> window.workspace.analysis().isPresent());
            window.settle();
            assertThat(window.workspace.analysis().orElseThrow().adapter().modules()).isNotEmpty();
            Screenshots.take(window.scene(), "address");
            assertThat(copied(robot, server.address() + "/other.safetensors")).hasSize(1);
            robot.press(KeyCode.CONTROL, KeyCode.V).release(KeyCode.V, KeyCode.CONTROL);
            WindowFixture.await(() -> window.shell.noticeProperty().get().isPresent());
            assertThat(window.shell.noticeProperty().get().orElseThrow().toString()).contains("no such file");
        }
    }
}
