package dev.patchbay.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleFolder;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.fx.FileDrop;
import dev.patchbay.ui.shell.document.TestDocument;
import dev.patchbay.ui.shell.verdict.Headline;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.place.FoundPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellViewModelTest {

    @TempDir
    private static Path cache;

    private final Workspace workspace = new Workspace(QueuedExecutor.immediate());
    private FoundPlaces places = FoundPlaces.NONE;
    private final List<DemoFiles> announced = new ArrayList<>();
    private final ShellViewModel shell = new ShellViewModel(
            workspace, TestDocument.of(workspace, QueuedExecutor.immediate(), cache), QueuedExecutor.immediate(),
            new BaseModels(TestOpener.OPENER), new Demo(cache), cancellation -> places,
            announced::add);

    private static DemoFiles demo() throws IOException {
        return new Demo(cache).unpack();
    }

    private ShellStatus status() {
        return shell.statusProperty().get();
    }

    @Test
    void theDemoIsOneStepAndTheOtherPlacesHearOfIt() throws Exception {
        shell.openDemo();
        assertThat(status().adapter()).map(AdapterTitle::name).contains("trail-sat");
        assertThat(status().base()).map(BaseModel::folder).contains(Optional.of(demo().pipeline()));
        assertThat(announced).containsExactly(demo());
        assertThat(status().undo()).contains(Message.of("ui.step.demo"));
        shell.undo();
        assertThat(status().isBlank()).isTrue();
        shell.redo();
        assertThat(status().isBlank()).isFalse();
    }

    @Test
    void aFileBecomesTheAdapterAndAPipelineFolderTheBase() throws Exception {
        shell.open(List.of(demo().mislabelledAdapter(), demo().pipeline()), FileDrop.ANYTHING);
        assertThat(status().adapter()).map(AdapterTitle::name).contains("outline-peft");
        assertThat(status().base()).isPresent();
        assertThat(shell.recentBases()).containsExactly(new BaseChoice.FromPath(demo().pipeline()));
    }

    @Test
    void whatIsDroppedOnTheBaseBecomesTheBase() throws Exception {
        Path weights = demo().pipeline().resolve("transformer/diffusion_pytorch_model.safetensors");
        shell.open(List.of(weights), FileDrop.BASE);
        assertThat(status().base()).isPresent();
        assertThat(status().adapter()).isEmpty();
    }

    @Test
    void theTitleSaysWhatTheFileIsAlsoAfterRulesChangedItsNames() throws Exception {
        shell.openDemo();
        Message kind = Message.of("ui.kind.rank", Message.of("ui.kind.sat"), 8L);
        assertThat(status().adapter()).map(AdapterTitle::kind).contains(Optional.of(kind));
        Rule rule = rule("rename model.diffusion_model.transformer.layers.{i}.attention.dense.matrix_{m:A=A,B=B}.0"
                + " → transformer.transformer_blocks.{i}.attn1.to_out.0.lora_{m}.weight");
        workspace.change(Message.of("ui.step.rule.added", 1), state -> state.with(RuleSet.of(List.of(rule))));
        assertThat(status().report().orElseThrow().reaches()).as("the rule is applied").isNotEmpty();
        assertThat(status().adapter()).map(AdapterTitle::kind).contains(Optional.of(kind));
    }

    @Test
    void aWholeModelIsJudgedByItsTensorsAndNotByLoadersOfAdapters() throws Exception {
        shell.openDemo();
        assertThat(status().outlook().judged()).isPresent();
        Path weights = demo().pipeline().resolve("transformer/diffusion_pytorch_model.safetensors");
        shell.open(List.of(weights), FileDrop.ANYTHING);
        assertThat(status().report()).isPresent();
        assertThat(status().outlook().judged()).isEmpty();
        assertThat(Headline.of(status().outlook()).orElseThrow().sentence().text()).startsWith("This is no adapter but a whole model: ")
                .contains(" tensors are there");
    }

    @Test
    void aFileThatCannotBeOpenedLeavesEverythingAsItWasAndSaysWhy() throws Exception {
        shell.openDemo();
        Path broken = Files.writeString(cache.resolve("broken.safetensors"), "this is no header");
        shell.open(broken);
        assertThat(status().adapter()).map(AdapterTitle::name).contains("trail-sat");
        assertThat(shell.noticeProperty().get()).map(Notice::severity).contains(Severity.ERROR);
        assertThat(shell.noticeProperty().get().orElseThrow().message().text()).contains("broken.safetensors");
        shell.open(demo().mislabelledAdapter());
        assertThat(shell.noticeProperty().get()).as("the next file that opens takes the banner away").isEmpty();
    }

    @Test
    void aRuleFileOfAPersonsOwnThatCannotBeReadIsToldOnce() throws Exception {
        RuleFolder broken = new RuleFolder(List.of(), List.of(Message.of("mapping.fileUnreadable", Path.of("mine.json"))));
        Workspace withRules = new Workspace(QueuedExecutor.immediate(), () -> broken);
        ShellViewModel window = new ShellViewModel(
                withRules, TestDocument.of(withRules, QueuedExecutor.immediate(), cache), QueuedExecutor.immediate(),
                new BaseModels(TestOpener.OPENER), new Demo(cache), cancellation -> places,
                announced::add);
        window.openDemo();
        assertThat(window.noticeProperty().get().orElseThrow().message().text()).contains("mine.json");
        window.noticeProperty().set(Optional.empty());
        window.expectRank(OptionalLong.of(8));
        assertThat(window.noticeProperty().get()).isEmpty();
    }

    @Test
    void anotherAdapterStartsWithoutTheRulesOfTheOneBefore() throws Exception {
        shell.openDemo();
        workspace.change(
                Message.of("ui.step.rule.added", 1), state -> state.with(RuleSet.of(List.of(rule("drop nothing.{i}")))));
        shell.open(demo().mislabelledAdapter());
        assertThat(workspace.state().rules().entries()).isEmpty();
        assertThat(workspace.state().base()).isPresent();
    }

    private static Rule rule(String line) {
        try {
            return RuleLine.parse(line);
        } catch (RuleSyntaxException wrong) {
            throw new AssertionError(wrong);
        }
    }

    @Test
    void aCatalogueModelNeedsNoFiles() {
        shell.openBase(new BaseChoice.Catalogue("cogvideox-2b"));
        assertThat(status().base()).map(BaseModel::name).contains("cogvideox-2b");
        assertThat(shell.recentBases()).as("the catalogue has its own list").isEmpty();
    }

    @Test
    void theExpectedAlphaIsAStepOfItsOwnAndLeavesTheRankAlone() throws Exception {
        shell.openDemo();
        shell.expectRank(OptionalLong.of(8));
        shell.expectAlpha(OptionalDouble.of(32));
        assertThat(status().expectation()).isEqualTo(new Expectation(OptionalLong.of(8), OptionalDouble.of(32)));
        assertThat(status().undo()).contains(Message.of("ui.step.expectAlpha", "32"));
        assertThat(status().report().orElseThrow().problems()).extracting(Problem::code).contains(ProblemCode.ALPHA_MISMATCH);
        shell.undo();
        assertThat(status().expectation()).isEqualTo(Expectation.rank(8));
        assertThat(status().report().orElseThrow().problems()).extracting(Problem::code).doesNotContain(ProblemCode.ALPHA_MISMATCH);
    }

    @Test
    void placesAreLookedForOnlyWhenAMenuOpens() {
        places = new FoundPlaces(List.of(), false);
        assertThat(shell.places().foundProperty().get()).isEmpty();
        shell.places().refresh();
        assertThat(shell.places().foundProperty().get()).contains(places);
    }

    @Test
    void theExpectedRankIsAStepAndMayBeNone() throws Exception {
        shell.openDemo();
        shell.expectRank(OptionalLong.of(64));
        assertThat(status().expectation().rank()).hasValue(64);
        assertThat(status().undo()).contains(Message.of("ui.step.expectRank", 64L));
        shell.expectRank(OptionalLong.empty());
        assertThat(status().expectation().rank()).isEmpty();
    }
}
