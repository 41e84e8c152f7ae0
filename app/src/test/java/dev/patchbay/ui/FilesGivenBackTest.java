package dev.patchbay.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A file that leaves the window is given back to the system, and opened again when undo comes back to it. */
@WindowTest
class FilesGivenBackTest {

    private static final int FILES = 20;

    @TempDir
    private static Path cache;

    @TempDir
    private Path folder = Path.of("unset");

    private WindowFixture window;

    @Start
    void start(Stage stage) {
        window = new WindowFixture(stage, cache, Appearance.LIGHT);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void afterTwentyFilesOnlyTheLastOneIsMappedAndAfterThemNone(FxRobot robot) throws IOException {
        for (int number = 0; number < FILES; number++) {
            open(robot, number);
            assertThat(mapped()).containsExactly(name(number));
        }
        List<WeakReference<Checkpoint>> files = window.workspace.history().steps().stream()
                .flatMap(step -> step.state().checkpoint().stream())
                .distinct()
                .map(WeakReference::new)
                .toList();
        assertThat(files).hasSize(FILES);
        robot.interact(() -> window.workspace.open(Message.of("workspace.start"), WorkspaceState.EMPTY));
        window.settle();
        assertThat(mapped()).isEmpty();
        FxWait.until(() -> {
            System.gc();
            return files.stream().filter(file -> file.get() != null).count() <= 1;
        });
        assertThat(files.stream().filter(file -> file.get() != null)).as("what a pane showed last may still be held").hasSizeLessThan(2);
    }

    @Test
    void whatWasFoundInEarlierFilesIsLetGo(FxRobot robot) throws IOException {
        List<WeakReference<Analysis>> analyses = new ArrayList<>();
        for (int number = 0; number < FILES; number++) {
            open(robot, number);
            analyses.add(new WeakReference<>(window.workspace.analysis().orElseThrow()));
        }
        FxWait.until(() -> {
            System.gc();
            return analyses.stream().filter(analysis -> analysis.get() != null).count() <= 2;
        });
        assertThat(analyses.getLast().get()).isNotNull();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void undoOpensTheEarlierFileAgainAndItsValuesAreRead(FxRobot robot) throws IOException {
        open(robot, 0);
        open(robot, 1);
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        window.settle();
        Checkpoint back = window.workspace.state().checkpoint().orElseThrow();
        assertThat(back.path().getFileName()).hasToString(name(0));
        assertThat(back.tensors().values().iterator().next().data().toFloats()).isNotEmpty();
        assertThat(mapped()).containsExactly(name(0));
    }

    @Test
    void undoToAFileThatIsGoneOrAnotherOneSaysSo(FxRobot robot) throws IOException {
        open(robot, 0);
        open(robot, 1);
        open(robot, 2);
        Files.delete(folder.resolve(name(0)));
        write(folder.resolve("new"), 1);
        Files.delete(folder.resolve(name(1)));
        Files.move(folder.resolve("new"), folder.resolve(name(1)));
        assertThat(refusalAfterUndo(robot)).isEqualTo(
                folder.resolve(name(1)) + ": another file lies there than the one that was open before. Open it again.");
        assertThat(refusalAfterUndo(robot)).startsWith(folder.resolve(name(0)) + ": the file was deleted or moved away");
    }

    private String refusalAfterUndo(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        WindowFixture.await(() -> window.workspace.failure().isPresent());
        return FxWait.get(() -> window.workspace.failure().orElseThrow().arguments().getFirst().toString());
    }

    private void open(FxRobot robot, int number) throws IOException {
        Path file = folder.resolve(name(number));
        write(file, 2 + number);
        robot.interact(() -> window.shell.open(file));
        WindowFixture.await(() -> window.workspace.state().checkpoint().filter(one -> one.path().equals(file)).isPresent());
        window.settle();
    }

    private static String name(int number) {
        return "adapter-" + number + ".safetensors";
    }

    /** With alphas, which every analysis reads. */
    private static void write(Path file, int modules) throws IOException {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        for (int module = 0; module < modules; module++) {
            String name = "lora_unet_blocks_" + module + "_attn";
            made.tensor(name + ".lora_down.weight", 4, 64).tensor(name + ".lora_up.weight", 64, 4).tensor(name + ".alpha");
        }
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        made.build().tensors().forEach((name, tensor) -> tensors.put(name, tensor.data()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
    }

    /** Files of the folder that this process has mapped, as the system knows them. */
    private List<String> mapped() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains(folder + "/"))
                    .map(line -> line.substring(line.lastIndexOf('/') + 1))
                    .distinct()
                    .toList();
        }
    }
}
