package dev.patchbay.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.KeptClips;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.generation.worker.WorkerSettingJson;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.preview.PreviewViewModel.ShownClips;
import dev.patchbay.ui.preview.run.PreviewResult;
import dev.patchbay.ui.preview.run.RunStatus;
import dev.patchbay.ui.preview.setting.WorkerPlace;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.saved.SavedFile;
import dev.patchbay.workspace.saved.SavedPreview;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewViewModelTest {

    private static final Path MODEL = Path.of("src/main/resources/dev/patchbay/demo/pipeline");

    private final SquarePipelines pipelines = SquarePipelines.small();
    private final QueuedExecutor generation = QueuedExecutor.immediate();
    private final PreviewBench bench = new PreviewBench(pipelines, generation, QueuedExecutor.immediate());
    private final PreviewViewModel viewModel = bench.viewModel;

    @Test
    void theFolderOfAModelInsideAPipelineMeansThePipeline() {
        viewModel.model().choose(MODEL.resolve("transformer"));
        assertThat(viewModel.model().infoProperty().get().orElseThrow().folder().endsWith(MODEL)).isTrue();
    }

    @Test
    void theDemoBringsItsPromptAndSeedButKeepsWhatAPersonWrote() {
        DemoFiles demo = new DemoFiles(MODEL, MODEL, MODEL, "a red circle moving right on a black background", 3);
        viewModel.model().choose(MODEL);
        viewModel.knowDemo(demo);
        assertThat(viewModel.settings().promptProperty().get()).isEqualTo("a red circle moving right on a black background");
        assertThat(viewModel.settings().seedProperty().get()).isEqualTo(3);
        viewModel.settings().promptProperty().set("a blue square");
        viewModel.model().choose(MODEL);
        assertThat(viewModel.settings().promptProperty().get()).isEqualTo("a blue square");
    }

    @Test
    void whatAWorkspaceFileKeepsHoldsAlsoWhenItsModelIsReadLater() throws IOException {
        SavedPreview saved = new SavedPreview(
                "a blue square", "blur", 7, false, 5, 9, 32, 48, 2.5, true, "ddim", Optional.of(SavedFile.of(MODEL)), Map.of(),
                Optional.empty(), 0.25, false, List.of(), true, Map.of());
        QueuedExecutor files = QueuedExecutor.waiting();
        PreviewBench other = new PreviewBench(pipelines, generation, files);
        other.viewModel.restore(saved);
        assertThat(other.viewModel.isSettled()).isFalse();
        runAll(files);
        assertThat(other.viewModel.isSettled()).isTrue();
        assertThat(other.viewModel.saved()).isEqualTo(saved);
        other.viewModel.model().choose(MODEL);
        runAll(files);
        assertThat(other.viewModel.settings().stepsProperty().get()).as("a model that is chosen again brings its own").isEqualTo(20);
    }

    private static WorkerPlace place(WorkerSettingJson setting) {
        return new WorkerPlace(setting::command, setting::choose, command -> MachineModels.NONE, QueuedExecutor.immediate());
    }

    private static void runAll(QueuedExecutor waiting) {
        while (waiting.size() > 0) {
            waiting.runNext();
        }
    }

    @Test
    void strengthAndSwitchOfAWorkspaceFileAreForTheAdapterThatOpens() throws IOException {
        viewModel.restore(viewModel.saved().with(1.5, false));
        assertThat(viewModel.saved().strength()).as("before it is open").isEqualTo(1.5);
        prepare();
        assertThat(viewModel.adapters().getFirst().strengthProperty().get()).isEqualTo(1.5);
        assertThat(viewModel.adapters().getFirst().enabledProperty().get()).isFalse();
        assertThat(viewModel.saved()).isEqualTo(viewModel.saved().with(1.5, false));
    }

    @Test
    void withoutAnAdapterOnlyTheBaseClipIsMade() {
        viewModel.model().choose(MODEL);
        viewModel.run();
        assertThat(pipelines.requests()).hasSize(1);
        assertThat(pipelines.requests().getFirst().adapters()).isEmpty();
        PreviewResult result = viewModel.resultProperty().get().orElseThrow();
        assertThat(result.with()).isEmpty();
        assertThat(result.without().frameCount()).isEqualTo(17);
        assertThat(viewModel.runningProperty().get()).isFalse();
    }

    @Test
    void bothClipsComeFromTheSameNoiseAndDifferOnlyByTheAdapter() throws IOException {
        prepare();
        viewModel.run();
        List<GenerationRequest> requests = pipelines.requests();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).with(List.of())).isEqualTo(requests.get(0));
        assertThat(requests.get(1).adapters()).singleElement().satisfies(adapter -> {
            assertThat(adapter.shares()).hasSize(viewModel.adapters().getFirst().fittingProperty().get()).isNotEmpty();
            assertThat(adapter.strength()).isEqualTo(1);
        });
        ShownClips shown = viewModel.shownProperty().get().orElseThrow();
        assertThat(shown.with().orElseThrow().frames()).isNotEqualTo(shown.without().frames());
    }

    @Test
    void movingTheStrengthMakesOnlyTheAdaptedClipAgain() throws IOException {
        prepare();
        viewModel.run();
        Clip base = viewModel.resultProperty().get().orElseThrow().without();
        viewModel.adapters().getFirst().strengthProperty().set(0.5);
        viewModel.run();
        assertThat(pipelines.requests()).hasSize(3);
        assertThat(pipelines.requests().get(2).adapters().getFirst().strength()).isEqualTo(0.5);
        assertThat(viewModel.resultProperty().get().orElseThrow().without()).isSameAs(base);
        assertThat(pipelines.loaded()).hasSize(1);
    }

    @Test
    void strengthZeroIsTheBaseClipItself() throws IOException {
        prepare();
        viewModel.adapters().getFirst().strengthProperty().set(0);
        viewModel.run();
        PreviewResult result = viewModel.resultProperty().get().orElseThrow();
        assertThat(result.with()).containsSame(result.without());
        assertThat(pipelines.requests()).hasSize(1);
    }

    @Test
    void anAdapterSwitchedOffLeavesOneClip() throws IOException {
        prepare();
        viewModel.adapters().getFirst().enabledProperty().set(false);
        viewModel.run();
        assertThat(viewModel.resultProperty().get().orElseThrow().with()).isEmpty();
        assertThat(viewModel.noticeProperty().get()).isEmpty();
    }

    @Test
    void anotherPromptMakesBothAgain() throws IOException {
        prepare();
        viewModel.run();
        viewModel.settings().promptProperty().set("a green triangle");
        viewModel.run();
        assertThat(pipelines.requests()).hasSize(4);
    }

    @Test
    void anotherDeviceLoadsAgainAndClosesWhatWasLoaded() throws IOException {
        prepare();
        viewModel.run();
        viewModel.deviceProperty().set(DeviceChoice.CPU);
        viewModel.run();
        assertThat(pipelines.loaded()).hasSize(2);
        assertThat(pipelines.closed()).isEqualTo(1);
        viewModel.close();
        assertThat(pipelines.closed()).isEqualTo(2);
    }

    @Test
    void aLockedSeedStaysAnUnlockedOneIsDrawnForEveryRun() throws IOException {
        prepare();
        viewModel.settings().seedProperty().set(7);
        viewModel.run();
        assertThat(viewModel.settings().seedProperty().get()).isEqualTo(7);
        viewModel.settings().seedLockedProperty().set(false);
        viewModel.run();
        assertThat(viewModel.settings().seedProperty().get()).isNotEqualTo(7);
        assertThat(pipelines.requests().getLast().seed()).isEqualTo(viewModel.settings().seedProperty().get());
    }

    @Test
    void whileItRunsItSaysStageStepAndTimes() throws IOException {
        prepare();
        List<RunStatus> seen = new ArrayList<>();
        viewModel.statusProperty().subscribe(status -> status.ifPresent(seen::add));
        viewModel.run();
        assertThat(seen.getFirst().fraction()).isNegative();
        RunStatus half = seen.stream().filter(status -> !status.withAdapter() && status.done() == 10).findFirst().orElseThrow();
        assertThat(half.clip()).isEqualTo(1);
        assertThat(half.clips()).isEqualTo(2);
        assertThat(half.steps()).isEqualTo(20);
        assertThat(half.perStep()).contains(Duration.ofMillis(1));
        assertThat(half.left()).as("10 steps and 20 of the other clip, and decoding both, two steps each")
                .contains(Duration.ofMillis(34));
        assertThat(half.fraction()).isBetween(0.2, 0.25);
        assertThat(seen.stream().mapToDouble(RunStatus::fraction).skip(1)).isSorted();
        assertThat(viewModel.statusProperty().get()).isEmpty();
    }

    @Test
    void theBaseClipIsShownWhileTheAdaptedOneIsMade() throws IOException {
        prepare();
        List<Optional<ShownClips>> shown = new ArrayList<>();
        viewModel.shownProperty().subscribe(clips -> shown.add(clips));
        viewModel.run();
        assertThat(shown).hasSize(3);
        assertThat(shown.get(1).orElseThrow().awaitsWith()).isTrue();
        assertThat(shown.get(1).orElseThrow().with()).isEmpty();
        assertThat(shown.get(2).orElseThrow().with()).isPresent();
    }

    @Test
    void stoppingKeepsTheClipsOfTheRunBefore() throws IOException {
        prepare();
        viewModel.run();
        Optional<ShownClips> before = viewModel.shownProperty().get();
        viewModel.adapters().getFirst().strengthProperty().set(0.3);
        QueuedExecutor later = QueuedExecutor.waiting();
        PreviewBench second = new PreviewBench(pipelines, later, QueuedExecutor.immediate());
        second.openAdapter();
        second.viewModel.model().choose(MODEL);
        pipelines.onStep(second.viewModel::stop);
        second.viewModel.run();
        assertThat(second.viewModel.runningProperty().get()).isTrue();
        later.runNext();
        assertThat(second.viewModel.runningProperty().get()).isFalse();
        assertThat(second.viewModel.noticeProperty().get()).isEmpty();
        assertThat(second.viewModel.resultProperty().get()).isEmpty();
        assertThat(viewModel.shownProperty().get()).isEqualTo(before);
    }

    @Test
    void onlyOneRunAtATime() throws IOException {
        QueuedExecutor later = QueuedExecutor.waiting();
        PreviewBench waiting = new PreviewBench(pipelines, later, QueuedExecutor.immediate());
        waiting.viewModel.model().choose(MODEL);
        waiting.viewModel.run();
        waiting.viewModel.run();
        assertThat(later.size()).isEqualTo(1);
    }

    @Test
    void whatGoesWrongIsSaidInThePlace() {
        viewModel.run();
        assertThat(viewModel.noticeProperty().get().map(Notice::severity)).contains(Severity.ERROR);
        assertThat(viewModel.noticeProperty().get().orElseThrow().message()).isEqualTo(Message.of("preview.noModel"));
        viewModel.model().choose(MODEL);
        viewModel.settings().promptProperty().set("an impossible thing");
        viewModel.run();
        assertThat(viewModel.noticeProperty().get().orElseThrow().message().toString()).contains("transformer_blocks.0.attn1.to_q");
        assertThat(viewModel.runningProperty().get()).isFalse();
        viewModel.settings().promptProperty().set("a circle");
        viewModel.run();
        assertThat(viewModel.noticeProperty().get()).isEmpty();
    }

    @Test
    void aFolderThatIsNoPipelineSaysWhy(@TempDir Path folder) throws IOException {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        viewModel.model().choose(broken);
        assertThat(viewModel.model().problemProperty().get().orElseThrow().toString()).contains("no pipeline in " + broken);
        assertThat(viewModel.model().infoProperty().get()).isEmpty();
    }

    @Test
    void aWholeModelOpenedAsAdapterIsCalledOne() {
        SyntheticCheckpoint model = new SyntheticCheckpoint()
                .tensor("transformer_blocks.0.attn1.to_q.weight", 8, 8)
                .tensor("transformer_blocks.0.attn1.to_k.weight", 8, 8);
        bench.workspace.change(Message.of("workspace.start"), state -> state.with(model.build()));
        viewModel.model().choose(MODEL);
        viewModel.run();
        assertThat(viewModel.noticeProperty().get().orElseThrow().message())
                .isEqualTo(Message.of("preview.wholeModel", "made-up.safetensors"));
    }

    @Test
    void aRowKeepsItsStrengthWhileItsFileIsOpenAndGoesWithIt() throws IOException {
        bench.openAdapter();
        AdapterRow row = viewModel.adapters().getFirst();
        row.strengthProperty().set(-1);
        bench.workspace.change(Message.of("workspace.start"), state -> state.with(OptionalDouble.of(2)));
        assertThat(viewModel.adapters()).containsExactly(row);
        assertThat(row.strengthProperty().get()).isEqualTo(-1);
        bench.workspace.undo();
        bench.workspace.undo();
        assertThat(viewModel.adapters()).isEmpty();
    }

    @Test
    void theBaseClipIsNotMadeAgainAfterARestart(@TempDir Path folder) throws IOException {
        KeptClips kept = new KeptClips(new KeptNumbers(folder, 10 << 20), "1");
        PreviewResult first = resultOf(kept, 1);
        assertThat(pipelines.requests()).hasSize(2);
        PreviewResult second = resultOf(kept, 0.5);
        assertThat(pipelines.requests()).as("only the clip with the other strength").hasSize(3);
        assertThat(second.without().frames()).containsExactly(first.without().frames());
        try (Stream<Path> files = Files.list(folder)) {
            Files.write(files.findFirst().orElseThrow(), new byte[100]);
        }
        PreviewResult third = resultOf(kept, 0.25);
        assertThat(pipelines.requests()).as("what is broken is made again").hasSize(5);
        assertThat(third.without().frames()).containsExactly(first.without().frames());
    }

    private PreviewResult resultOf(KeptClips kept, double strength) throws IOException {
        PreviewBench restarted = new PreviewBench(
                pipelines, QueuedExecutor.immediate(), QueuedExecutor.immediate(), Optional.of(kept), Optional.empty());
        restarted.openAdapter();
        restarted.viewModel.model().choose(MODEL);
        restarted.viewModel.adapters().getFirst().strengthProperty().set(strength);
        restarted.viewModel.run();
        return restarted.viewModel.resultProperty().get().orElseThrow();
    }

    @Test
    void anotherPlaceLoadsAgainAndIsKeptForTheNextStart(@TempDir Path folder) throws IOException {
        WorkerSettingJson setting = new WorkerSettingJson(folder.resolve("worker.json"));
        WorkerPlace place = place(setting);
        PreviewBench chosen = new PreviewBench(
                pipelines, QueuedExecutor.immediate(), QueuedExecutor.immediate(), Optional.empty(), Optional.of(place));
        chosen.viewModel.model().choose(MODEL);
        chosen.viewModel.run();
        place.choose(Optional.of(" ssh box patchbay worker "));
        assertThat(setting.command()).contains("ssh box patchbay worker");
        WorkerPlace restarted = place(setting);
        assertThat(restarted.commandProperty().get()).contains("ssh box patchbay worker");
        chosen.viewModel.run();
        assertThat(pipelines.loaded()).as("in the other place").hasSize(2);
        assertThat(pipelines.requests()).as("its clip is its own").hasSize(2);
        place.choose(Optional.empty());
        assertThat(setting.command()).isEmpty();
        Files.writeString(folder.resolve("worker.json"), "{}");
        assertThat(place(setting).problemProperty().get()).isPresent();
    }

    @Test
    void aConnectionThatBreaksInMidRunIsASentenceAndEverythingStays() throws IOException {
        prepare();
        viewModel.run();
        Optional<ShownClips> before = viewModel.shownProperty().get();
        Optional<PreviewResult> result = viewModel.resultProperty().get();
        viewModel.adapters().getFirst().strengthProperty().set(0.5);
        pipelines.onStep(() -> {
            throw new UncheckedIOException(new IOException("Broken pipe"));
        });
        viewModel.run();
        assertThat(viewModel.noticeProperty().get().orElseThrow().message().toString()).contains("the connection broke off");
        assertThat(viewModel.runningProperty().get()).isFalse();
        assertThat(viewModel.resultProperty().get()).isEqualTo(result);
        assertThat(viewModel.shownProperty().get().map(ShownClips::without)).isEqualTo(before.map(ShownClips::without));
        assertThat(viewModel.usedProperty().get()).as("of the clip that is there").first().matches(used -> used.strength() == 1);
        pipelines.onStep(() -> {});
        viewModel.run();
        assertThat(viewModel.resultProperty().get().orElseThrow().adapters().getFirst().strength()).isEqualTo(0.5);
    }

    private void prepare() throws IOException {
        bench.openAdapter();
        viewModel.model().choose(MODEL);
        viewModel.settings().promptProperty().set("a red circle");
    }
}
