package dev.patchbay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder that may replace a full one: it is the old one or the new one, but for one moment, and then the next write brings the old one
 * back.
 */
class WholeOutputTest {

    @TempDir
    private Path folder;

    private Path target = Path.of("");

    @BeforeEach
    void aFullFolder() throws IOException {
        target = Files.createDirectory(folder.resolve("frames"));
        Files.writeString(target.resolve("old"), "old");
    }

    @Test
    void aFullFolderIsReplacedWhereThatIsAllowed() throws IOException {
        write(FileSteps.SYSTEM, "new");

        assertThat(names(target)).containsExactly("new");
        assertThat(names(folder)).containsExactly("frames");
    }

    @Test
    void aFullFolderIsNotReplacedWithoutLeave() {
        assertThatThrownBy(() -> WholeOutput.folder(target, FileSteps.SYSTEM)
                .write(1, draft -> draft.write("new", new byte[1]), written -> written))
                .isInstanceOf(NotWrittenException.class)
                .hasMessage(target + " is a folder with files in it; choose another name, or empty it first.");
        assertThat(target.resolve("old")).hasContent("old");
    }

    @Test
    void whereTheNewFolderCannotTakeItsPlaceTheOldOneComesBack() throws IOException {
        FileSteps failing = new FileSteps() {
            @Override
            public void rename(Path from, Path to) throws IOException {
                if (from.toString().endsWith(".part")) {
                    throw new FileSystemException(to.toString(), null, "in use");
                }
                FileSteps.super.rename(from, to);
            }
        };

        assertThatThrownBy(() -> write(failing, "new")).hasMessageContaining("in use");

        assertThat(target.resolve("old")).hasContent("old");
        assertThat(names(folder)).containsExactly("frames");
    }

    @Test
    void anOldFolderThatAKilledProcessHadMovedAsideComesBackWithTheNextWrite() throws IOException {
        Files.move(target, folder.resolve(".frames.abc.old"));
        Files.createDirectory(folder.resolve(".frames.abc.part"));
        WholeOutput.Refusal everything = existing -> {
            if (Files.exists(existing)) {
                throw new FileSystemException(existing.toString(), null, "taken");
            }
        };

        assertThatThrownBy(() -> WholeOutput.folder(target, everything, FileSteps.SYSTEM)
                        .write(1, draft -> draft.write("new", new byte[1]), written -> written))
                .hasMessageContaining("taken");

        assertThat(target.resolve("old")).hasContent("old");
        assertThat(names(folder)).containsExactly("frames");
    }

    @Test
    void whatAnotherLibraryMadeIsFlushedFileByFile() throws IOException {
        int[] flushed = {0};
        FileSteps counting = new FileSteps() {
            @Override
            public void sync(FileChannel channel) throws IOException {
                flushed[0]++;
                FileSteps.super.sync(channel);
            }
        };
        WholeOutput.folder(folder.resolve("clip"), counting).write(2, draft -> draft.make(path -> {
            Files.writeString(path.resolve("a"), "a");
            Files.writeString(path.resolve("b"), "b");
        }), written -> written);

        assertThat(flushed[0]).isEqualTo(2);
        assertThat(names(folder.resolve("clip"))).containsExactly("a", "b");
    }

    @Test
    void whereAllWriteTheSameOneWriterDoesNotKeepTheOtherAway() throws IOException {
        Path file = folder.resolve("shared");

        WholeOutput.shared(file).write(1, draft -> {
            WholeOutput.shared(file).write(1, inner -> inner.write("", new byte[] {7}), written -> written);
            draft.write("", new byte[] {7});
        }, written -> written);

        assertThat(file).hasBinaryContent(new byte[] {7});
        assertThat(names(folder)).containsExactly("frames", "shared");
    }

    private void write(FileSteps steps, String name) throws IOException {
        WholeOutput.folder(target, existing -> {}, steps).write(1, draft -> draft.write(name, new byte[1]), written -> written);
    }

    private static List<String> names(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
