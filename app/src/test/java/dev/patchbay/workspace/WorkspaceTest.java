package dev.patchbay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkspaceTest {

    private static final Path SAT_LORA = Path.of("src/test/resources/reference/sat-tiny-30-layers/sat-lora");
    private static final Message STEP = Message.of("workspace.start");

    private final QueuedExecutor executor = QueuedExecutor.waiting();
    private final Workspace workspace = new Workspace(executor);
    private Checkpoint checkpoint;

    @BeforeEach
    void open() throws IOException {
        checkpoint = TestOpener.OPENER.open(SAT_LORA);
        workspace.change(STEP, state -> state.with(checkpoint));
        runAll();
    }

    @AfterEach
    void close() throws IOException {
        checkpoint.close();
    }

    @Test
    void openingAnAdapterIsFollowedByItsAnalysis() {
        assertThat(workspace.isSettled()).isTrue();
        assertThat(workspace.analysis().orElseThrow().adapter().modules()).hasSize(120);
        assertThat(workspace.analysis().orElseThrow().report()).isEmpty();
    }

    @Test
    void rulesUndoAndRedoBringTheirAnalysisWithThem() {
        workspace.change(STEP, state -> state.with(BuiltInRules.find("sat-lora-to-cogvideox").orElseThrow()));
        runAll();
        assertThat(workspace.analysis().orElseThrow().adapter().modules().getFirst().component()).isEqualTo("transformer");
        workspace.undo();
        runAll();
        assertThat(workspace.analysis().orElseThrow().state().rules()).isEqualTo(RuleSet.EMPTY);
        workspace.redo();
        runAll();
        assertThat(workspace.analysis().orElseThrow().mapping().dropped()).hasSize(562);
    }

    @Test
    void aNewerChangeOvertakesTheAnalysisOfAnOlderOne() {
        List<OptionalDouble> seen = new ArrayList<>();
        workspace.listen(() -> seen.add(workspace.analysis().orElseThrow().state().scale()));
        workspace.change(STEP, state -> state.with(OptionalDouble.of(0.5)));
        workspace.change(STEP, state -> state.with(OptionalDouble.of(0.75)));
        runAll();
        assertThat(seen).doesNotContain(OptionalDouble.of(0.5)).endsWith(OptionalDouble.of(0.75));
    }

    @Test
    void aChangeThatChangesNothingIsNoStep() {
        int before = workspace.history().steps().size();
        workspace.change(STEP, state -> state);
        assertThat(workspace.history().steps()).hasSize(before);
    }

    @Test
    void aRemovedListenerHearsNothing() {
        List<String> heard = new ArrayList<>();
        Runnable remove = workspace.listen(() -> heard.add("x"));
        remove.run();
        workspace.undo();
        assertThat(heard).isEmpty();
    }

    @Test
    void builtInRulesAreChosenByTryingThem() throws IOException {
        RuleSet chosen = RuleChoice.choose(new Analyzer(WorkspaceState.EMPTY.with(checkpoint), KnownRules.BUILT_IN));
        assertThat(BuiltInRules.id(chosen)).contains("sat-lora-to-cogvideox");
        try (Checkpoint exported = TestOpener.OPENER.open(SAT_LORA.resolveSibling("sat-lora-exported.safetensors"))) {
            assertThat(RuleChoice.choose(new Analyzer(WorkspaceState.EMPTY.with(exported), KnownRules.BUILT_IN))).as("nothing to repair")
                    .isEqualTo(RuleSet.EMPTY);
        }
    }

    @Test
    void theScaleThatSatMeansSurvivesTheRules() {
        workspace.change(STEP, state -> state.with(BuiltInRules.find("sat-lora-to-cogvideox").orElseThrow()));
        runAll();
        assertThat(PlayedAdapter.of(workspace.analysis().orElseThrow()).shares()).hasSize(120)
                .allSatisfy(share -> assertThat(((LayerShare) share.share()).parts().scale()).isEqualTo(0.25));
        assertThat(workspace.analysis().orElseThrow().adapter().modules())
                .allSatisfy(module -> assertThat(module.scaleSource()).isEqualTo(ScaleSource.SAT_DEFAULT));
    }

    private void runAll() {
        while (executor.size() > 0) {
            executor.runNext();
        }
    }
}
