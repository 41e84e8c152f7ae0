package dev.patchbay.ui.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.heat.HeatCanvas;
import dev.patchbay.ui.patch.heat.HeatStrip;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTreeView;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.ValueReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.controlsfx.control.CheckComboBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** An adapter with something of everything, as a person meets it: verdicts, problems, states, heat strip; every stop leaves a picture. */
@WindowTest
class AtAGlanceTest {

    @TempDir
    private static Path cache;

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    private Stage stage;
    private WindowFixture window;
    private String prefix = "";

    @Start
    void start(Stage primary) {
        stage = primary;
    }

    @AfterEach
    void languageAsBefore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    private void open(FxRobot robot, String language, Appearance appearance, int width) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        prefix = "glance-" + language + "-" + appearance.name().toLowerCase(Locale.ROOT) + "-" + width + "-";
        robot.interact(() -> {
            window = new WindowFixture(stage, cache, appearance);
            stage.setWidth(width);
        });
    }

    private void show(FxRobot robot, Checkpoint adapter, String base) {
        robot.interact(() -> window.workspace.change(
                Message.of("ui.step.demo"), state -> state.with(adapter).with(ModelCatalog.find(base).orElseThrow())));
        window.settle();
        WindowFixture.await(() -> window.workspace.valueReading() instanceof ValueReading.Done);
        window.settle();
    }

    private void picture(String name) throws Exception {
        Screenshots.take(window.scene(), prefix + name);
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1440", "zh-CN, DARK, 1440", "en, DARK, 1100"})
    void everythingCanBeSeenAndReached(String language, Appearance appearance, int width, FxRobot robot) throws Exception {
        open(robot, language, appearance, width);
        show(robot, MixedAdapter.cogVideoX(), "cogvideox-2b");
        WindowFixture.await(() -> window.shell.outlookProperty().get().exports().size() == Program.judged().size());
        window.settle();
        assertThat(robot.lookup("#headline").queryLabeled().getText()).as("what an export leaves out is not praised")
                .contains("transformer_blocks.20.attn1.to_v");
        assertThat(tip(robot, "#verdict-diffusers")).contains(
                Texts.of("ui.verdict.tip.asItIs", ""), Texts.of("ui.verdict.tip.exported", "diffusers", ""));
        assertThat(window.scene().getRoot().minWidth(-1)).as("nothing is cut at the edges").isLessThanOrEqualTo(width);
        picture("1-problems");
        robot.clickOn("#verdict-comfyui");
        assertThat(robot.lookup("#verdict-card").query().isVisible()).isTrue();
        assertThat(robot.lookup("#verdict-card .label").queryAllAs(Label.class)).extracting(Label::getText)
                .contains(Texts.of("ui.verdict.asItIs"), Texts.of("ui.verdict.exported", "ComfyUI"))
                .contains(Texts.of("ui.verdict.exported", "PEFT"));
        picture("2-verdicts");
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#verdict-card").query().isVisible()).isFalse();
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
        WindowFixture.await(() -> robot.lookup("#heat-cells").query().isFocused());
        picture("3-heat-state");
        robot.clickOn("#heat-by-norm");
        picture("4-heat-norm");
        robot.clickOn("#heat-by-rank");
        picture("5-heat-rank");
        show(robot, MixedAdapter.sdxl(), "stable-diffusion-xl");
        robot.clickOn("#heat-by-state");
        picture("6-heat-unet");
    }

    private static String tip(FxRobot robot, String chip) {
        return robot.lookup(chip).queryAs(Button.class).getTooltip().getText();
    }

    @Test
    void aWholeModelHasNoVerdictsOfAdapters(FxRobot robot) throws Exception {
        open(robot, "en", Appearance.LIGHT, 1440);
        Path folder = Path.of("src/test/resources/reference/sat-tiny-30-layers/diffusers-transformer");
        show(robot, TestOpener.OPENER.open(folder), "stable-diffusion-xl");
        assertThat(robot.lookup("#verdicts").query().isVisible()).as("of another base it is no model").isTrue();
        robot.interact(() -> window.workspace.change(
                Message.of("ui.step.demo"), state -> state.with(OpenedBaseModel.of(state.checkpoint().orElseThrow()))));
        window.settle();
        assertThat(robot.lookup("#verdicts").query().isVisible()).isFalse();
        assertThat(robot.lookup("#headline").queryLabeled().getText())
                .startsWith("This is no adapter but a whole model: 736 of the base's 736");
        assertThat(window.workspace.analysis().orElseThrow().report().orElseThrow().tensorStates().values())
                .containsOnly(TensorState.MAPPED);
        picture("whole-model");
    }

    private NameTreeView tree(String id) {
        return (NameTreeView) window.scene().lookup(id);
    }

    private String selected(String tree) {
        WaitForAsyncUtils.waitForFxEvents();
        return tree(tree).selected().map(NameNode::path).orElse("");
    }

    private void openMixed(FxRobot robot) {
        open(robot, "en", Appearance.LIGHT, 1440);
        show(robot, MixedAdapter.cogVideoX(), "cogvideox-2b");
    }

    @Test
    void aCellShowsItsRowsByKeyboardAndByMouse(FxRobot robot) {
        openMixed(robot);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
        WindowFixture.await(() -> robot.lookup("#heat-cells").query().isFocused());
        robot.push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.DOWN);
        assertThat(robot.lookup("#heat-words").queryLabeled().getText()).startsWith("transformer_blocks.3  ·  attn1.to_k  ·  adds nothing");
        assertThat(robot.lookup("#heat-cells").query().getAccessibleText()).contains("transformer_blocks.3", "adds nothing");
        robot.push(KeyCode.ENTER);
        assertThat(selected("#adapter-tree")).isEqualTo("transformer.transformer_blocks.3.attn1.to_k.lora_A.weight");
        assertThat(selected("#base-tree")).isEqualTo("transformer.transformer_blocks.3.attn1.to_k");

        HeatCanvas cells = (HeatCanvas) robot.lookup("#heat-cells").query();
        Bounds sick = cells.localToScreen(cells.boundsOf(new HeatStrip.Position(7, 1)));
        robot.clickOn(sick.getCenterX(), sick.getCenterY());
        assertThat(selected("#adapter-tree")).isEqualTo("transformer.transformer_blocks.7.attn1.to_k.lora_A.weight");
        assertThat(selected("#base-tree")).isEqualTo("transformer.transformer_blocks.7.attn1.to_k");
        Bounds free = cells.localToScreen(cells.boundsOf(new HeatStrip.Position(12, 0)));
        robot.clickOn(free.getCenterX(), free.getCenterY());
        assertThat(selected("#base-tree")).as("nothing reaches it, but the base has it")
                .isEqualTo("transformer.transformer_blocks.12.attn1.to_q");
    }

    @Test
    void statesStandInBothTreesWithSignAndWord(FxRobot robot) throws Exception {
        openMixed(robot);
        NameTreeView adapter = tree("#adapter-tree");
        robot.interact(() -> {
            adapter.reveal(window.patch.adapter().rowsProperty().get().tree().find(MixedAdapter.NAN).orElseThrow());
            tree("#base-tree").reveal(
                    window.patch.base().rowsProperty().get().tree().find("transformer.transformer_blocks.7.attn1.to_k").orElseThrow());
        });
        prefix = "glance-";
        picture("states-not-finite");
        assertThat(words(robot, "#adapter-tree", MixedAdapter.NAN)).contains("NaN or Inf · r 8");
        assertThat(words(robot, "#base-tree", "transformer.transformer_blocks.7.attn1.to_k")).contains("r 8 · NaN or Inf");
        robot.interact(() -> adapter.reveal(window.patch.adapter().rowsProperty().get().tree().find(MixedAdapter.ZERO).orElseThrow()));
        assertThat(words(robot, "#adapter-tree", MixedAdapter.ZERO)).contains("adds nothing · r 8");
    }

    private List<String> words(FxRobot robot, String tree, String path) {
        WaitForAsyncUtils.waitForFxEvents();
        Node row = tree.equals("#adapter-tree") ? window.adapterRow(robot, path) : window.baseRow(robot, path);
        return row.lookupAll(".state").stream()
                .map(Labeled.class::cast)
                .filter(label -> label.isVisible() && label.getGraphic() != null)
                .map(Labeled::getText)
                .toList();
    }

    @Test
    void oneKindOfProblemIsChosenFromTheMenu(FxRobot robot) throws Exception {
        openMixed(robot);
        robot.clickOn("#filter-code");
        robot.clickOn("unknown name 1");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.patch.problems().kindsProperty().get()).containsExactly(ProblemCode.NAME_MISMATCH);
        assertThat(window.patch.problems().problems()).hasSize(1);
        prefix = "glance-";
        picture("one-kind");
        assertThat(robot.lookup("#filter-code").queryAs(CheckComboBox.class).getTitle()).isEqualTo("unknown name 1");
        robot.push(KeyCode.ESCAPE);
        robot.interact(() -> window.patch.problems().kindsProperty().set(Set.of()));
        assertThat(robot.from(robot.lookup("#filter-code").<Node>query()).lookup(".combo-box > .list-cell").queryLabeled().getText())
                .as("what is chosen elsewhere is shown").isEqualTo(window.patch.problems().counts().size() + " kinds");
    }

    @Test
    void aProblemIsReachedByKeyShownInBothTreesAndItsNameCopied(FxRobot robot) {
        openMixed(robot);
        robot.clickOn("#base-tree-search").write("norm_final");
        WindowFixture.await(() -> window.patch.base().rowsProperty().get().tree().names() == 1);
        robot.push(KeyCode.F2).push(KeyCode.F2).push(KeyCode.F2);
        WindowFixture.await(() -> robot.lookup("#problems").query().isFocused());
        assertThat(window.patch.problems().selectedProperty().get()).map(Problem::code).contains(ProblemCode.NOT_FINITE);
        robot.push(KeyCode.ENTER);
        assertThat(selected("#adapter-tree")).isEqualTo(MixedAdapter.NAN);
        WindowFixture.await(() -> selectedNow("#base-tree").equals("transformer.transformer_blocks.7.attn1.to_k"));
        assertThat(((TextField) robot.lookup("#base-tree-search").query()).getText()).as("the search hid the row").isEmpty();
        robot.push(KeyCode.CONTROL, KeyCode.C);
        assertThat(clipboard()).startsWith("values: ").contains(MixedAdapter.NAN);
        robot.push(KeyCode.SPACE).push(KeyCode.DOWN).push(KeyCode.CONTROL, KeyCode.C);
        assertThat(clipboard()).startsWith("not-finite: ").contains(MixedAdapter.NAN);
        TextField name = (TextField) robot.lookup("#problem-name")
                .match(node -> node instanceof TextField field && field.getText().equals(MixedAdapter.NAN)).query();
        robot.doubleClickOn(name);
        robot.push(KeyCode.CONTROL, KeyCode.A).push(KeyCode.CONTROL, KeyCode.C);
        assertThat(clipboard()).isEqualTo(MixedAdapter.NAN);
    }

    private String selectedNow(String tree) {
        return tree(tree).selected().map(NameNode::path).orElse("");
    }

    private static String clipboard() {
        return FxWait.get(() -> Clipboard.getSystemClipboard().getString());
    }

    @Test
    void rankAndAlphaAreTypedAndTakenBack(FxRobot robot) throws Exception {
        openMixed(robot);
        robot.clickOn("#expectation").clickOn(robot.lookup("#expected-alpha .text-input").<Node>query()).write("16").push(KeyCode.ENTER);
        WindowFixture.await(() -> window.workspace.state().expectation().alpha().isPresent());
        window.settle();
        if (robot.lookup("#expected-rank").tryQuery().isEmpty()) {
            robot.clickOn("#expectation"); // it closes where the focus goes elsewhere
        }
        robot.clickOn(robot.lookup("#expected-rank .text-input").<Node>query()).write("16").push(KeyCode.ENTER);
        WindowFixture.await(() -> window.workspace.state().expectation().rank().isPresent());
        window.settle();
        assertThat(window.patch.problems().problems()).extracting(Problem::code)
                .contains(ProblemCode.RANK_MISMATCH, ProblemCode.ALPHA_MISMATCH);
        robot.interact(() -> robot.lookup("#adapter-tree").query().requestFocus());
        while (window.patch.problems().selectedProperty().get()
                .filter(problem -> problem.fixes().stream().anyMatch(QuickFix.ResizeRank.class::isInstance)).isEmpty()) {
            robot.push(KeyCode.F2);
        }
        robot.push(KeyCode.ALT, KeyCode.ENTER);
        WindowFixture.await(() -> robot.lookup("#resize").query().isVisible());
        prefix = "glance-";
        picture("resize");
        robot.clickOn("#resize-copy");
        assertThat(clipboard()).startsWith("patchbay resize ").contains("--rank 16");
        robot.push(KeyCode.ESCAPE);
        WindowFixture.await(() -> !robot.lookup("#resize").query().isVisible());
        robot.interact(() -> robot.lookup("#adapter-tree").query().requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        WindowFixture.await(() -> window.workspace.state().expectation().rank().isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        WindowFixture.await(() -> window.workspace.state().expectation().alpha().isEmpty());
    }

    @Test
    void anotherRankIsWrittenBesideTheAdapterAndOpened(FxRobot robot) {
        open(robot, "en", Appearance.LIGHT, 1440);
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> window.workspace.analysis().isPresent());
        window.settle();
        robot.interact(() -> window.shell.expectRank(OptionalLong.of(16)));
        window.settle();
        QuickFix resize = window.patch.problems().problems().stream()
                .flatMap(problem -> problem.fixes().stream())
                .filter(QuickFix.ResizeRank.class::isInstance)
                .findFirst()
                .orElseThrow();
        robot.interact(() -> window.patch.problems().fix(resize));
        robot.clickOn("#resize-write");
        WindowFixture.await(() -> stage.getTitle().contains("trail-sat-r16.safetensors"));
        window.settle();
        assertThat(robot.lookup("#resize").query().isVisible()).isFalse();
        assertThat(window.patch.problems().problems()).extracting(Problem::code).doesNotContain(ProblemCode.RANK_MISMATCH);
    }

    @Test
    void readingValuesCanBeStoppedAndHadAfterAll(FxRobot robot) throws Exception {
        open(robot, "en", Appearance.DARK, 1100);
        CountDownLatch disk = new CountDownLatch(1);
        robot.interact(() -> window.workspace.change(
                Message.of("ui.step.demo"),
                state -> state.with(MixedAdapter.slow(disk)).with(ModelCatalog.find("cogvideox-2b").orElseThrow())));
        WindowFixture.await(() -> window.workspace.valueReading() instanceof ValueReading.Running);
        window.settle();
        prefix = "glance-";
        picture("reading");
        robot.clickOn(robot.lookup(".values-progress .button").match(Node::isVisible).<Node>query());
        WindowFixture.await(() -> window.workspace.valueReading() instanceof ValueReading.Stopped);
        picture("stopped");
        disk.countDown();
        robot.clickOn(robot.lookup(".values-read").match(Node::isVisible).<Node>query());
        WindowFixture.await(() -> window.workspace.valueReading() instanceof ValueReading.Done);
        assertThat(window.patch.problems().problems()).extracting(Problem::code).contains(ProblemCode.ZERO_PRODUCT);
    }
}
