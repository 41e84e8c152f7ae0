package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.shell.ShellViewModel;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.ui.theme.Theme;
import dev.patchbay.workspace.AppFolders;
import dev.patchbay.workspace.saved.WorkspaceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A window that is killed in the middle of work: the next one has all of it. */
@WindowTest
class KilledWindowTest {

    private static final String RULES = """
            {"patchbay": 1, "name": "by hand", "rules": [
              {"rename": "a.{i:int}.b", "to": "c.{i+1}.b"},
              {"drop": "**.freqs", "enabled": false}]}
            """;

    @TempDir
    private static Path folder;

    private WindowAssembly assembly;

    @Start
    void start(Stage stage) {
        assembly = new WindowAssembly(services(folder), new ChosenFiles(), new Theme(), file -> {});
        assembly.window().show(stage);
        assembly.shell().recover();
    }

    @AfterEach
    void close() {
        FxWait.get(() -> {
            assembly.close();
            return true;
        });
    }

    private static AppServices services(Path folder) {
        return AppServices.in(new AppFolders(
                AppFolders.ofThisMachine().cache(), folder.resolve("settings"), folder.resolve("state")));
    }

    @BeforeAll
    static void killAWindowWithWork() throws Exception {
        Path rules = Files.writeString(folder.resolve("mine.json"), RULES);
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("glass.") || name.startsWith("prism.") || name.startsWith("java.awt."))
                .forEach(name -> words.add("-D" + name + "=" + System.getProperty(name)));
        words.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Starter.class.getName(),
                folder.toString(), rules.toString()));
        Process window = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(window.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && !line.equals("kept")) {
                line = out.readLine();
            }
            assertThat(line).isEqualTo("kept");
        } finally {
            window.destroyForcibly().waitFor();
        }
    }

    /** The main class of the window that is killed; not an application itself, as {@link Main}. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) {
            Application.launch(Killed.class, arguments);
        }
    }

    /** Opens the demo and a rule file, and says when its session has both. */
    public static final class Killed extends Application {

        @Override
        public void start(Stage stage) {
            Path home = Path.of(getParameters().getRaw().getFirst());
            WindowAssembly window = new WindowAssembly(services(home), new ChosenFiles(), new Theme(), file -> {});
            window.window().show(stage);
            ShellViewModel shell = window.shell();
            shell.openDemo();
            shell.statusProperty().subscribe(status -> {
                if (status.base().isPresent() && status.undo().isPresent() && shell.tasks().doingProperty().get().isEmpty()
                        && !status.undo().get().key().equals("ui.step.rules.file")) {
                    shell.open(Path.of(getParameters().getRaw().getLast()));
                }
            });
            Thread.ofPlatform().daemon().start(() -> watch(home.resolve("state/sessions")));
        }

        private static void watch(Path sessions) {
            while (true) {
                try (Stream<Path> files = Files.list(Files.createDirectories(sessions))) {
                    for (Path file : files.filter(WorkspaceFile::isNamedSo).toList()) {
                        if (WorkspaceFile.read(file).rules().entries().size() == 2) {
                            System.out.println("kept");
                        }
                    }
                    Thread.sleep(50);
                } catch (IOException beingReplaced) {
                    continue;
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    @Test
    void allRulesAndFilesAreThereAgain(FxRobot robot) throws IOException {
        FxWait.until(() -> assembly.shell().statusProperty().get().report().isPresent());
        ShellViewModel shell = assembly.shell();
        assertThat(shell.statusProperty().get().adapter().orElseThrow().name()).contains("trail-sat");
        assertThat(shell.statusProperty().get().base()).isPresent();
        FxWait.until(() -> !robot.lookup("Rules 2").queryAll().isEmpty());
        robot.clickOn("Rules 2");
        ListView<?> rules = robot.lookup("#rules").queryAs(ListView.class);
        FxWait.until(() -> rules.getItems().size() == 2);
        assertThat(rules.getItems().getFirst().toString()).contains("c.{i+1}.b");
        assertThat(shell.noticeProperty().get().orElseThrow().message().text()).contains("was not closed");
        Screenshots.take(assembly.window().scene(), "recovered");
        robot.push(KeyCode.CONTROL, KeyCode.COMMA);
        FxWait.until(() -> assembly.window().scene().lookup("#settings") != null);
        Screenshots.take(assembly.window().scene(), "settings-light");
        whereClipsAreMadeIsChosenHereToo(robot);
        languageThemeAndSizeHoldAtOnce(robot);
    }

    private void whereClipsAreMadeIsChosenHereToo(FxRobot robot) throws IOException {
        TextField words = robot.lookup("#settings-place-words").queryAs(TextField.class);
        robot.interact(() -> robot.lookup("#settings-place-command").queryAs(RadioButton.class).fire());
        FxWait.until(words::isFocused);
        robot.write("no-such-program worker").push(KeyCode.ENTER);
        FxWait.until(() -> chosenWorker().equals(Optional.of("no-such-program worker")));
        FxWait.until(() -> robot.lookup("#settings-place-problem").queryLabeled().getText().contains("no-such-program"));
        Screenshots.take(assembly.window().scene(), "settings-worker");
        robot.interact(() -> robot.lookup("#settings-place-here").queryAs(RadioButton.class).fire());
        FxWait.until(() -> chosenWorker().isEmpty());
    }

    private Optional<String> chosenWorker() {
        try {
            return services(folder).workers().chosen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void languageThemeAndSizeHoldAtOnce(FxRobot robot) throws IOException {
        robot.clickOn("#settings-appearance").clickOn("Dark");
        robot.clickOn("#settings-language").clickOn("简体中文");
        try {
            FxWait.until(() -> assembly.window().scene().getWindow() != null && assembly.window().scene().lookup("#settings") != null
                    && !robot.lookup("设置").queryAll().isEmpty());
            Screenshots.take(assembly.window().scene(), "settings-dark-zh");
            assertThat(assembly.shell().statusProperty().get().adapter()).as("what is open stays").isPresent();
            AppServices next = services(folder);
            FxWait.until(() -> services(folder).profile().settings().get(Theme.APPEARANCE) == Appearance.DARK);
            assertThat(next.profile().settings().problem()).isEmpty();
        } finally {
            robot.clickOn("#settings-language").clickOn("English");
            FxWait.until(() -> !robot.lookup("Settings").queryAll().isEmpty());
        }
        robot.clickOn("#settings-font");
        robot.push(KeyCode.END);
        FxWait.until(() -> robot.lookup("#settings-font-percent").queryLabeled().getText().equals("200 %"));
        Screenshots.take(assembly.window().scene(), "settings-200");
        robot.push(KeyCode.ESCAPE);
        FxWait.until(() -> assembly.window().scene().lookup("#settings") == null);
        Screenshots.take(assembly.window().scene(), "window-200");
    }
}
