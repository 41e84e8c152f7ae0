package dev.patchbay.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.files.FileSteps;
import dev.patchbay.files.NotWrittenException;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that dies, and a disk that fails, before and after every single step: under the target's name is the old file or the whole new
 * one.
 */
class KilledExportTest {

    private static final byte[] OLD = {1, 2, 3};

    /**
     * Create, two writes of the header, one of each of two tensors, flush, rename, flush of the folder; a point before and one after each.
     */
    private static final int FILE_POINTS = 2 * (1 + 2 + 2 + 1 + 1 + 1);

    /** From here on the new file is there. */
    private static final int FILE_RENAMED = FILE_POINTS - 3;

    /** The folder, create, write and flush of two files, flush of the folder, rename, flush of the folder above. */
    private static final int FOLDER_POINTS = 2 * (1 + 2 * 3 + 1 + 1 + 1);

    @TempDir
    private Path folder;

    private Path source = Path.of("");
    private Path target = Path.of("");
    private byte[] whole = {};

    @BeforeEach
    void aSourceAndWhatBecomesOfIt() throws IOException {
        source = folder.resolve("source.safetensors");
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        new SyntheticCheckpoint()
                .tensor("transformer.a.lora_A.weight", DType.F16, 2, 4)
                .tensor("transformer.a.lora_B.weight", DType.F16, 4, 2)
                .build()
                .tensors()
                .forEach((name, tensor) -> tensors.put(name, tensor.data()));
        try (FileChannel channel = FileChannel.open(source, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        target = Files.createDirectory(folder.resolve("targets")).resolve("out.safetensors");
        whole = Files.readAllBytes(exported(new CountedSteps(point -> {})));
        Files.delete(target);
    }

    /** Before anything is there, in the middle of a tensor, before and after the rename, and at the end. */
    @ParameterizedTest
    @ValueSource(ints = {0, FILE_POINTS / 2, FILE_RENAMED - 1, FILE_RENAMED, FILE_POINTS - 1})
    void aFileIsTheOldOneOrTheNewOneWhenTheProcessIsKilled(int point) throws Exception {
        assertOldOrNew(point);
    }

    /** The same at every single point: a process each. */
    @Test
    @Tag("long")
    void aFileIsTheOldOneOrTheNewOneWheneverTheProcessIsKilled() throws Exception {
        for (int point = 0; point < FILE_POINTS; point++) {
            assertOldOrNew(point);
        }
    }

    private void assertOldOrNew(int point) throws Exception {
        Files.write(target, OLD);
        assertThat(OtherProcess.run(HaltingExport.class, "point", source.toString(), target.toString(), "" + point))
                .as("killed at point %d", point)
                .isEqualTo(HaltingExport.EXIT);
        assertThat(name(Files.readAllBytes(target))).as("killed at point %d", point).isEqualTo(point < FILE_RENAMED ? "old" : "new");
        assertThat(counted(new CountedSteps(at -> {}))).isEqualTo(FILE_POINTS);
        assertThat(names()).as("what a killed export left was cleared by the next").containsExactly("out.safetensors");
    }

    @Test
    void aFolderIsThereWithAllItsFilesOrNotAtAllWheneverTheProcessIsKilled() throws Exception {
        Path made = target.resolveSibling("peft");
        List<String> found = new ArrayList<>();
        for (int point = 0; point < FOLDER_POINTS; point++) {
            assertThat(OtherProcess.run(HaltingExport.class, "folder", source.toString(), made.toString(), "" + point))
                    .as("killed at point %d", point)
                    .isEqualTo(HaltingExport.EXIT);
            found.add(Files.exists(made) ? String.join("+", names(made)) : "nothing");
            if (Files.exists(made)) {
                Files.delete(made.resolve("config"));
                Files.delete(made.resolve("weights"));
                Files.delete(made);
            }
        }

        int renamed = FOLDER_POINTS - 3;
        assertThat(found.subList(0, renamed)).containsOnly("nothing");
        assertThat(found.subList(renamed, FOLDER_POINTS)).containsOnly("config+weights");
        CountedSteps steps = new CountedSteps(point -> {});
        HaltingExport.folder(made, steps);
        assertThat(steps.points()).isEqualTo(FOLDER_POINTS);
        assertThat(names()).containsExactly("peft");
    }

    @Test
    void aDiskThatFailsAtAnyPointIsOneSentenceAndLeavesTheOldFile() throws Exception {
        for (int point = 0; point < FILE_RENAMED; point++) {
            Files.write(target, OLD);
            int failing = point;
            CountedSteps steps = new CountedSteps(at -> {
                if (at == failing) {
                    throw new IOException("No space left on device");
                }
            });
            assertThatThrownBy(() -> exported(steps))
                    .isInstanceOf(NotWrittenException.class)
                    .hasMessage(target + " could not be replaced: the disk is full. What was there is still there.");
            assertThat(target).hasBinaryContent(OLD);
            assertThat(names()).as("failed at point %d", point).containsExactly("out.safetensors");
        }
    }

    @Test
    void aFolderOrFileThatMayNotBeWrittenIsOneSentenceAtWhateverStepTheSystemSaysSo() throws Exception {
        for (int point = 0; point < FILE_RENAMED; point++) {
            Files.write(target, OLD);
            int refused = point;
            CountedSteps steps = new CountedSteps(at -> {
                if (at == refused) {
                    throw new AccessDeniedException(target.toString());
                }
            });
            assertThatThrownBy(() -> exported(steps))
                    .isInstanceOf(NotWrittenException.class)
                    .hasMessage(
                            target + " could not be replaced: the system does not allow it. What was there is still there.");
            assertThat(target).hasBinaryContent(OLD);
            assertThat(names()).as("refused at point %d", point).containsExactly("out.safetensors");
        }
    }

    @Test
    void aTargetThatAnotherProgramHoldsOpenIsOneSentenceWhereTheSystemRefusesToReplaceIt() throws Exception {
        Files.write(target, OLD);
        FileSteps windows = new FileSteps() {
            @Override
            public void rename(Path from, Path to) throws IOException {
                throw new FileSystemException(
                        from.toString(), to.toString(), "The process cannot access the file because it is being used");
            }
        };
        assertThatThrownBy(() -> exported(windows))
                .isInstanceOf(NotWrittenException.class)
                .hasMessage(target + " could not be replaced: another program holds it open. "
                        + "What was there is still there.");
        assertThat(target).hasBinaryContent(OLD);
        assertThat(names()).containsExactly("out.safetensors");
    }

    @Test
    void aFolderThatMayOnlyBeReadIsLeftAsItIs() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeThat(Files.isWritable(closed)).as("root may write everywhere").isFalse();
            Path refused = closed.resolve("out.safetensors");
            assertThatThrownBy(() -> HaltingExport.export(source, refused, FileSteps.SYSTEM, Progress.SILENT))
                    .isInstanceOf(NotWrittenException.class)
                    .hasMessage(
                            refused + " could not be written: the system does not allow it. Nothing was left under that name.");
            assertThat(names(closed)).isEmpty();
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void whoHasTheOldFileOpenKeepsIt() throws Exception {
        Files.write(target, OLD);
        try (FileChannel open = FileChannel.open(target, StandardOpenOption.READ)) {
            exported(new CountedSteps(point -> {}));
            assertThat(open.size()).isEqualTo(OLD.length);
        }
        assertThat(target).hasBinaryContent(whole);
    }

    private int counted(CountedSteps steps) throws IOException {
        exported(steps);
        return steps.points();
    }

    private Path exported(FileSteps steps) throws IOException {
        HaltingExport.export(source, target, steps, Progress.SILENT);
        return target;
    }

    private String name(byte[] content) {
        if (Arrays.equals(content, OLD)) {
            return "old";
        }
        return Arrays.equals(content, whole) ? "new" : "broken";
    }

    private List<String> names() throws IOException {
        return names(folder.resolve("targets"));
    }

    private static List<String> names(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            List<String> names = new ArrayList<>(files.map(file -> file.getFileName().toString()).toList());
            Collections.sort(names);
            return names;
        }
    }
}
