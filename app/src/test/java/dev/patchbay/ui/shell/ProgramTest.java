package dev.patchbay.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.ui.shell.document.TestDocument;
import dev.patchbay.ui.shell.verdict.Headline;
import dev.patchbay.ui.shell.verdict.WanAdapter;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.WorkspaceState;
import dev.patchbay.workspace.place.FoundPlaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that the file is for decides what is said of it, and the sentence at the top says what to do next. */
class ProgramTest {

    private static final String WAN = "wan2.1-t2v-1.3b";

    @TempDir
    private static Path cache;

    private final Workspace workspace = new Workspace(QueuedExecutor.immediate());
    private final ShellViewModel shell = new ShellViewModel(
            workspace, TestDocument.of(workspace, QueuedExecutor.immediate(), cache), QueuedExecutor.immediate(),
            new BaseModels(TestOpener.OPENER), new Demo(cache), cancellation -> FoundPlaces.NONE, files -> {});

    private void open(Checkpoint adapter, String base) {
        workspace.change(
                Message.of("ui.step.demo"), state -> WorkspaceState.EMPTY.with(adapter).with(ModelCatalog.find(base).orElseThrow()));
    }

    private Headline headline() {
        return Headline.of(shell.outlookProperty().get()).orElseThrow();
    }

    private List<Severity> severities() {
        return workspace.analysis().orElseThrow().causes().stream().map(Cause::severity).distinct().toList();
    }

    @Test
    void aFileThatWorksAsItIsIsPraisedAndItsForeignNamesAreANote() {
        open(WanAdapter.whole(), WAN);
        assertThat(headline().sentence().text()).isEqualTo("Works in diffusers and ComfyUI as it is.");
        assertThat(headline().severity()).isEmpty();
        assertThat(headline().steps()).isEmpty();
        assertThat(severities()).doesNotContain(Severity.ERROR, Severity.WARNING);
    }

    @Test
    void forAProgramThatDoesNotTakeItTheExportIsOffered() {
        open(WanAdapter.diffusers(), WAN);
        shell.choose(Optional.of(Program.KOHYA));
        assertThat(headline().sentence().text())
                .isEqualTo("kohya does not take all of this file as it is; the file exported for it is applied whole.");
        assertThat(headline().steps()).containsExactly(new Headline.Step.Export(Program.KOHYA));
        assertThat(severities()).contains(Severity.ERROR);
        shell.choose(Optional.of(Program.DIFFUSERS));
        assertThat(headline().sentence().text()).isEqualTo("Works in diffusers as it is.");
        shell.undo();
        assertThat(shell.program()).as("a choice is a step that can be taken back").contains(Program.KOHYA);
    }

    @Test
    void foreignNamesAreMappedFirst() {
        open(WanAdapter.whole(), WAN);
        shell.choose(Optional.of(Program.PEFT));
        assertThat(headline().severity()).contains(Severity.ERROR);
        assertThat(headline().steps().getFirst()).isInstanceOfSatisfying(Headline.Step.Mend.class, step -> {
            QuickFix.ChangeRules fix = (QuickFix.ChangeRules) step.fix();
            workspace.change(fix.label(), state -> state.with(fix.rules()));
        });
        assertThat(headline().sentence().text()).isEqualTo("With these rules, the file exported for PEFT is applied whole.");
        assertThat(headline().steps()).containsExactly(new Headline.Step.Export(Program.PEFT));
    }

    @Test
    void theChoiceIsKeptWhenAnotherFileIsOpenedAndReadsNothingAgain() {
        open(WanAdapter.whole(), WAN);
        var mapping = workspace.analysis().orElseThrow().mapping();
        shell.choose(Optional.of(Program.KOHYA));
        assertThat(workspace.analysis().orElseThrow().mapping()).as("nothing is analysed again").isSameAs(mapping);
        assertThat(workspace.analysis().orElseThrow().state()).isEqualTo(workspace.state());
        shell.openDemo();
        assertThat(shell.program()).contains(Program.KOHYA);
    }

    @Test
    void withoutABaseTheModelItLooksMadeForIsOffered() {
        workspace.change(Message.of("ui.step.demo"), state -> state.with(WanAdapter.whole()));
        assertThat(headline().sentence().text()).startsWith("This looks like an adapter for Wan").endsWith("120 of 120 modules fit.");
        assertThat(headline().steps()).contains(new Headline.Step.Use(WAN));
    }

    @Test
    void againstAnotherFamilyTheRightBaseIsOffered() {
        open(WanAdapter.whole(), "cogvideox-2b");
        assertThat(headline().severity()).contains(Severity.ERROR);
        assertThat(headline().steps().getFirst()).isInstanceOf(Headline.Step.Use.class);
        assertThat(workspace.analysis().orElseThrow().causes().getFirst().code()).isEqualTo(CauseCode.WRONG_FAMILY);
    }

    @Test
    void valuesThatRuinEveryClipComeBeforeNamesThatWork() {
        open(WanAdapter.broken(), WAN);
        assertThat(headline().severity()).contains(Severity.ERROR);
        assertThat(headline().sentence().text()).contains("NaN");
    }
}
