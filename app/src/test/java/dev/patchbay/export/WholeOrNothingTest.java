package dev.patchbay.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.files.NotWrittenException;
import dev.patchbay.files.WholeOutput;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens while a file is written, under its name lies the whole new file or what was there before. */
class WholeOrNothingTest {

    private static final Path SOURCE = ExportFixture.DEMO.resolve("outline-peft");
    private static final String OLD = "what was there before";

    @TempDir
    Path folder;

    @Test
    void cancelledAtAnyStepNothingIsLeft() throws Exception {
        try (Checkpoint checkpoint = ExportFixture.open(SOURCE)) {
            Conversion export = ExportFixture.export(checkpoint, RuleSet.EMPTY);
            ExportPlan plan = export.plan();
            Path target = folder.resolve("out.safetensors");
            AtomicInteger steps = new AtomicInteger();
            export.write(plan, target, false, (done, total, doing) -> steps.incrementAndGet(), Cancellation.NEVER);
            Files.delete(target);
            assertThat(steps.get()).isEqualTo(2 * 48 + 24 + 1);

            for (int last = 0; last < steps.get(); last++) {
                AtomicBoolean cancelled = new AtomicBoolean();
                int at = last;
                Progress progress = (done, total, doing) -> cancelled.set(done >= at);
                assertThatThrownBy(() -> export.write(plan, target, false, progress, cancelled::get))
                        .isInstanceOf(CancellationException.class);
                assertThat(files()).as("cancelled at step %d", at).isEmpty();
            }
        }
    }

    @Test
    void aCancelledExportLeavesTheOldFile() throws Exception {
        Path target = Files.writeString(folder.resolve("out.safetensors"), OLD);
        try (Checkpoint checkpoint = ExportFixture.open(SOURCE)) {
            Conversion export = ExportFixture.export(checkpoint, RuleSet.EMPTY);
            ExportPlan plan = export.plan();

            assertThatThrownBy(() -> export.write(plan, target, true, Progress.SILENT, () -> true))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(target).hasContent(OLD);
        assertThat(files()).containsExactly("out.safetensors");
    }

    @Test
    void aProcessKilledWhileItChecksWhatItWroteLeavesTheOldFile() throws Exception {
        Path target = Files.writeString(folder.resolve("out.safetensors"), OLD);

        assertThat(exportInAProcessThatDiesAt(60, target)).isEqualTo(HaltingExport.EXIT);

        assertThat(target).hasContent(OLD);
        assertThat(files()).allMatch(name -> name.matches("out\\.safetensors|\\.out\\.safetensors\\.(lock|[0-9a-z]+\\.part)"));
    }

    @Test
    void theProcessOfTheseTestsWritesTheFileIfItIsNotKilled() throws Exception {
        Path target = folder.resolve("out.safetensors");

        assertThat(exportInAProcessThatDiesAt(Integer.MAX_VALUE, target)).isZero();

        assertThat(files()).containsExactly("out.safetensors");
    }

    @Test
    void aFullDiskIsOneSentenceAndLeavesNothing() throws Exception {
        Path target = folder.resolve("out.safetensors");

        assertThatThrownBy(() -> WholeOutput.file(target, false).write(10, draft -> draft.write("", channel -> {
                    channel.write(ByteBuffer.allocate(5));
                    throw new IOException("No space left on device");
                }), written -> written))
                .isInstanceOf(NotWrittenException.class)
                .hasMessage(target + " could not be written: the disk is full. Nothing was left under that name.");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileThatWouldNotFitOnTheDiskIsNotBegun() {
        Path target = folder.resolve("out.safetensors");

        assertThatThrownBy(() -> WholeOutput.file(target, false).write(Long.MAX_VALUE, draft -> {}, written -> written))
                .isInstanceOf(NotWrittenException.class)
                .hasMessageMatching("\\Q" + target + "\\E needs 9223372036854775807 bytes, but only \\d+ are free on that disk\\.");
    }

    @Test
    void aFileThatIsNotAsWantedIsThrownAway() {
        Path target = folder.resolve("out.safetensors");

        assertThatThrownBy(() -> WholeOutput.file(target, false).write(1, draft -> draft.write("", new byte[1]), written -> {
                    assertThat(Files.size(written)).isEqualTo(1);
                    throw new IllegalStateException("not as wanted");
                }))
                .hasMessage("not as wanted");
        assertThat(target).doesNotExist();
    }

    @Test
    void anExistingFileIsReplacedOnlyWithLeave() throws Exception {
        Path target = Files.writeString(folder.resolve("out.safetensors"), OLD);

        assertThatThrownBy(() -> export(target, false))
                .isInstanceOf(NotWrittenException.class)
                .hasMessage(target + " exists already; choose another name, or allow it to be replaced.");
        assertThat(target).hasContent(OLD);

        export(target, true);
        assertThat(Files.size(target)).isGreaterThan(100_000);
        assertThat(files()).containsExactly("out.safetensors");
    }

    @Test
    void aSourceIsNeverWrittenOverByWhateverName() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        for (String name : List.of("adapter_model.safetensors", "adapter_config.json")) {
            Files.copy(SOURCE.resolve(name), source.resolve(name));
        }
        Path weights = source.resolve("adapter_model.safetensors");
        Path link = Files.createSymbolicLink(folder.resolve("link.safetensors"), weights);
        Path hardLink = Files.createLink(folder.resolve("hard.safetensors"), weights);
        byte[] before = Files.readAllBytes(weights);

        for (Path target : List.of(weights, link, hardLink, source.resolve("adapter_config.json"))) {
            try (Checkpoint checkpoint = ExportFixture.open(source)) {
                Conversion export = ExportFixture.export(checkpoint, RuleSet.EMPTY);
                ExportPlan plan = export.plan();
                assertThatThrownBy(() -> export.write(plan, target, true, Progress.SILENT, Cancellation.NEVER))
                        .isInstanceOf(NotWrittenException.class)
                        .hasMessage(target + " is one of the files that are read; choose another name, sources are never written over.");
            }
        }
        assertThat(Files.readAllBytes(weights)).isEqualTo(before);
    }

    @Test
    void aNewFileMayLieBesideItsSource() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        for (String name : List.of("adapter_model.safetensors", "adapter_config.json")) {
            Files.copy(SOURCE.resolve(name), source.resolve(name));
        }
        Path target = source.resolve("pytorch_lora_weights.safetensors");
        try (Checkpoint checkpoint = ExportFixture.open(source)) {
            Conversion export = ExportFixture.export(checkpoint, RuleSet.EMPTY);
            export.write(export.plan(), target, false, Progress.SILENT, Cancellation.NEVER);
        }
        assertThat(target).exists();
    }

    @Test
    void foldersAndMissingFoldersAreRefused() {
        Path missing = folder.resolve("missing/out.safetensors");

        assertThatThrownBy(() -> export(folder, true))
                .hasMessage(folder + " is a folder; give the new file a name inside it.");
        assertThatThrownBy(() -> export(missing, true))
                .hasMessage(missing + ": the folder for this file does not exist.");
    }

    private void export(Path target, boolean overwrite) throws IOException {
        try (Checkpoint checkpoint = ExportFixture.open(SOURCE)) {
            Conversion export = ExportFixture.export(checkpoint, RuleSet.EMPTY);
            export.write(export.plan(), target, overwrite, Progress.SILENT, Cancellation.NEVER);
        }
    }

    private int exportInAProcessThatDiesAt(int step, Path target) throws Exception {
        return OtherProcess.run(HaltingExport.class, "step", SOURCE.toString(), target.toString(), String.valueOf(step));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
