package dev.patchbay.ui.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.export.ExportReport;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ScaleChoice;
import dev.patchbay.loader.ScaleHandling;
import dev.patchbay.message.Message;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.ui.control.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportViewModelTest {

    private static final String TO_Q = "transformer.transformer_blocks.0.attn1.to_q";

    @TempDir
    Path folder;

    private final ExportBench bench = new ExportBench(QueuedExecutor.immediate(), Path.of("."));

    @Test
    void withNothingOpenItWaitsAndPlansAsSoonAsSomethingIs() throws IOException {
        bench.viewModel.open();
        assertThat(bench.viewModel.phaseProperty().get()).isEqualTo(Phase.WAITING);
        bench.open();
        bench.repair();
        assertThat(bench.viewModel.phaseProperty().get()).isEqualTo(Phase.READY);
        assertThat(plan().plan().tensors()).hasSize(240);
        bench.workspace.undo();
        bench.workspace.undo();
        assertThat(bench.viewModel.phaseProperty().get()).isEqualTo(Phase.WAITING);
    }

    @Test
    void aFileThatCannotBeExportedSaysWhy() throws IOException {
        bench.open();
        bench.viewModel.open();
        assertThat(bench.viewModel.phaseProperty().get()).isEqualTo(Phase.IMPOSSIBLE);
        Notice notice = bench.viewModel.noticeProperty().get().orElseThrow();
        assertThat(notice.severity()).isEqualTo(Severity.ERROR);
        assertThat(notice.message().toString()).contains("map them to modules of the base model first");
        bench.viewModel.export();
        assertThat(bench.viewModel.phaseProperty().get()).isEqualTo(Phase.IMPOSSIBLE);
    }

    /** A layer that the base lacks: what every program's forecast refuses is not counted, so that the button is not offered. */
    @Test
    void whatNoExportIsMadeOfCountsNothing() {
        SyntheticCheckpoint lost = new SyntheticCheckpoint();
        lost.tensor("transformer.nowhere.0.proj.lora_A.weight", 2, 1920).tensor("transformer.nowhere.0.proj.lora_B.weight", 1920, 2);
        bench.openForCogVideoX(lost);
        assertThat(bench.viewModel.countProperty().get()).isZero();
        bench.viewModel.open();
        assertThat(bench.viewModel.phaseProperty().get()).isEqualTo(Phase.IMPOSSIBLE);
    }

    /** The magnitudes of DoRA are tensors, too, though not for SAT; for ComfyUI and kohya an alpha goes beside each module. */
    @ParameterizedTest
    @CsvSource({"DIFFUSERS, 6", "PEFT, 6", "SAT, 4", "COMFYUI, 8", "KOHYA, 8"})
    void howManyTensorsIsKnownWithoutAPlanAndIsWhatThePlanLists(Program program, int tensors) throws IOException {
        bench.openForCogVideoX(dora());
        bench.viewModel.programProperty().set(program);
        assertThat(bench.viewModel.plannedProperty().get()).as("nobody looks").isEmpty();
        assertThat(bench.viewModel.countProperty().get()).isEqualTo(tensors);
        bench.viewModel.open();
        assertThat(plan().plan().tensors()).hasSize(tensors);
    }

    @Test
    void aProgramThatTakesNothingOfTheFileDoesNotHideWhatOthersTake() throws IOException {
        SyntheticCheckpoint loha = new SyntheticCheckpoint();
        List.of("w1", "w2").forEach(
                factor -> loha.tensor(TO_Q + ".hada_" + factor + "_a", 1920, 4).tensor(TO_Q + ".hada_" + factor + "_b", 4, 1920));
        bench.openForCogVideoX(loha);
        bench.viewModel.programProperty().set(Program.DIFFUSERS);
        bench.viewModel.open();
        assertThat(bench.viewModel.phaseProperty().get()).isEqualTo(Phase.IMPOSSIBLE);
        assertThat(bench.viewModel.countProperty().get()).as("ComfyUI takes four factors and an alpha").isEqualTo(5);
    }

    private static SyntheticCheckpoint dora() {
        SyntheticCheckpoint dora = new SyntheticCheckpoint();
        List.of(TO_Q, TO_Q.replace("to_q", "to_k")).forEach(module -> dora.tensor(module + ".lora_A.weight", 4, 1920)
                .tensor(module + ".lora_B.weight", 1920, 4)
                .tensor(module + ".lora_magnitude_vector", 1920));
        return dora;
    }

    @Test
    void thereIsNothingToExportUntilNamesAreMappedAndAfterTheFileIsGone() throws IOException {
        bench.open();
        assertThat(bench.viewModel.countProperty().get()).isZero();
        bench.repair();
        assertThat(bench.viewModel.countProperty().get()).isEqualTo(240);
        bench.workspace.undo();
        bench.workspace.undo();
        assertThat(bench.viewModel.countProperty().get()).isZero();
    }

    @Test
    void nothingIsPlannedWhileNobodyLooks() throws IOException {
        bench.open();
        bench.repair();
        assertThat(bench.viewModel.plannedProperty().get()).isEmpty();
        bench.viewModel.open();
        bench.viewModel.shut();
        PlannedExport before = plan();
        bench.workspace.change(Message.of("workspace.start"), state -> state.with(OptionalDouble.of(2)));
        assertThat(plan()).isSameAs(before);
    }

    @Test
    void theScaleIsFoldedOrWrittenAsAPersonWants() throws IOException {
        ready();
        assertThat(plan().plan().scale().orElseThrow().how()).isEqualTo(ScaleHandling.FOLDED);
        assertThat(plan().plan().scale().orElseThrow().values()).containsExactly(0.25);
        bench.viewModel.scaleProperty().set(ScaleChoice.METADATA);
        assertThat(plan().plan().scale().orElseThrow().how()).isEqualTo(ScaleHandling.METADATA);
        assertThat(plan().plan().metadata()).containsKey("lora_adapter_metadata");
    }

    @Test
    void theNamesOfATextEncoderAreThoseOfTheTransformersThatAPersonHas() {
        bench.openWithTextEncoder();
        bench.viewModel.open();
        assertThat(ClipCard.matters(plan().plan())).isTrue();
        assertThat(textEncoder()).allMatch(name -> name.startsWith("text_encoder.encoder.layers.0."));
        bench.viewModel.clipProperty().set(ClipNames.TRANSFORMERS_4);
        assertThat(textEncoder()).allMatch(name -> name.startsWith("text_encoder.text_model.encoder.layers.0."));
        bench.viewModel.programProperty().set(Program.KOHYA);
        assertThat(ClipCard.matters(plan().plan())).as("sd-scripts has names of its own").isFalse();
    }

    private List<String> textEncoder() {
        List<String> names = plan().plan().tensors().stream()
                .map(tensor -> tensor.info().name())
                .filter(name -> name.startsWith("text_encoder."))
                .toList();
        assertThat(names).hasSize(2);
        return names;
    }

    @Test
    void whatIsWrittenCanBeOpenedAndIsVerified() throws IOException {
        ready();
        Path target = folder.resolve("dance.safetensors");
        bench.viewModel.choose(target);
        List<Phase> phases = new ArrayList<>();
        bench.viewModel.phaseProperty().subscribe(phase -> phases.add(phase));
        bench.viewModel.export();
        assertThat(phases).containsExactly(Phase.READY, Phase.WRITING, Phase.DONE);
        ExportReport report = bench.viewModel.reportProperty().get().orElseThrow();
        assertThat(report.out()).isEqualTo(target);
        assertThat(report.bytes()).isEqualTo(Files.size(target));
        try (Checkpoint written = TestOpener.OPENER.open(target)) {
            assertThat(written.tensors()).hasSize(240);
        }
        bench.viewModel.showInFolder();
        bench.viewModel.preview();
        assertThat(bench.shownInFolder).containsExactly(target);
        assertThat(bench.previewed).containsExactly(target);
    }

    @Test
    void aStoppedExportLeavesNothingAndCanBeStartedAgain() throws IOException {
        ready();
        Path target = folder.resolve("dance.safetensors");
        bench.viewModel.choose(target);
        QueuedExecutor later = QueuedExecutor.waiting();
        ExportBench waiting = new ExportBench(later, folder);
        waiting.open();
        runAll(later);
        waiting.repair();
        runAll(later);
        waiting.viewModel.open();
        runAll(later);
        waiting.viewModel.choose(target);
        waiting.viewModel.export();
        assertThat(waiting.viewModel.phaseProperty().get()).isEqualTo(Phase.WRITING);
        waiting.viewModel.cancel();
        later.runNext();
        assertThat(folder).isEmptyDirectory();
        assertThat(waiting.viewModel.phaseProperty().get()).isEqualTo(Phase.READY);
        assertThat(waiting.viewModel.noticeProperty().get().orElseThrow()).isEqualTo(Notice.info(Message.of("exportview.cancelled")));
        waiting.viewModel.export();
        later.runNext();
        assertThat(waiting.viewModel.phaseProperty().get()).isEqualTo(Phase.DONE);
        assertThat(target).exists();
    }

    @Test
    void aTargetThatCannotBeWrittenIsSaidAndTheOtherFileChosen() throws IOException {
        ready();
        bench.viewModel.choose(folder.resolve("nowhere/dance.safetensors"));
        bench.viewModel.export();
        assertThat(bench.viewModel.noticeProperty().get().orElseThrow().message().toString())
                .isEqualTo(folder.resolve("nowhere/dance.safetensors") + ": the folder for this file does not exist.");
        bench.viewModel.choose(folder.resolve("dance.safetensors"));
        bench.viewModel.export();
        assertThat(bench.viewModel.phaseProperty().get()).isEqualTo(Phase.DONE);
    }

    @ParameterizedTest
    @CsvSource({
        "PEFT, -peft, adapter_config.json",
        "COMFYUI, -comfyui.safetensors, ''",
        "KOHYA, -kohya.safetensors, ''",
        "SAT, -sat.pt, ''",
    })
    void everyProgramGetsItsOwnNamesAndItsOwnKindOfFile(Program program, String ending, String companion) throws IOException {
        ExportBench home = new ExportBench(QueuedExecutor.immediate(), folder);
        home.open();
        home.repair();
        home.viewModel.open();
        home.viewModel.choose(folder.resolve("chosen.safetensors"));
        home.viewModel.programProperty().set(program);
        assertThat(home.viewModel.phaseProperty().get()).isEqualTo(Phase.READY);
        Path target = home.viewModel.targetProperty().get().orElseThrow();
        assertThat(target.toString()).as("what was chosen was for another program").endsWith(ending);
        home.viewModel.choose(folder.resolve(target.getFileName()));
        home.viewModel.export();
        assertThat(home.viewModel.phaseProperty().get()).isEqualTo(Phase.DONE);
        Path written = home.viewModel.reportProperty().get().orElseThrow().out();
        assertThat(written.resolve(companion)).exists();
        try (Checkpoint opened = TestOpener.OPENER.open(written)) {
            assertThat(opened.tensors()).hasSizeGreaterThanOrEqualTo(240);
        }
    }

    @Test
    void theSuggestedNameIsFreeAndLiesWherePeopleLook() throws IOException {
        Path source = Files.writeString(folder.resolve("dance.pt"), "");
        assertThat(TargetNames.beside(source, folder, Program.DIFFUSERS)).isEqualTo(folder.resolve("dance-diffusers.safetensors"));
        Files.writeString(folder.resolve("dance-diffusers.safetensors"), "");
        assertThat(TargetNames.beside(source, folder, Program.DIFFUSERS)).isEqualTo(folder.resolve("dance-diffusers-2.safetensors"));
        Path cache = Files.createDirectories(folder.resolve(".cache/demo/trail-sat"));
        assertThat(TargetNames.beside(cache, folder, Program.DIFFUSERS)).isEqualTo(folder.resolve("trail-sat-diffusers.safetensors"));
    }

    @Test
    void leftOutTensorsAreCountedByKind() throws IOException {
        ready();
        assertThat(plan().dropped())
                .extracting(DroppedGroup::kind)
                .contains(LeftoverKind.TEXT_ENCODER, LeftoverKind.VAE, LeftoverKind.WRAPPED_BASE);
        assertThat(plan().dropped()).extracting(DroppedGroup::count).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(plan().dropped()).allSatisfy(group -> assertThat(plan().plan().dropped()).contains(group.example()));
        assertThat(plan().dropped().stream().mapToInt(DroppedGroup::count).sum()).isEqualTo(plan().plan().dropped().size()).isPositive();
    }

    private static void runAll(QueuedExecutor executor) {
        while (executor.size() > 0) {
            executor.runNext();
        }
    }

    private void ready() throws IOException {
        bench.open();
        bench.repair();
        bench.viewModel.open();
    }

    private PlannedExport plan() {
        return bench.viewModel.plannedProperty().get().orElseThrow();
    }
}
