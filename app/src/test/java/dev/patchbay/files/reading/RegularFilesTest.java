package dev.patchbay.files.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Only files are read; everything else that has a name is refused at once, by that name. */
@DisabledOnOs(OS.WINDOWS)
class RegularFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aPipeIsNotWaitedFor() throws IOException {
        refused(SpecialFiles.pipe(folder.resolve("p")), FileKind.PIPE, "a pipe");
    }

    @Test
    void aSocketIsNoFile() throws IOException {
        refused(SpecialFiles.socket(folder.resolve("s")), FileKind.SOCKET, "a socket");
    }

    @Test
    void aDeviceIsNotReadWithoutEnd() throws IOException {
        refused(SpecialFiles.zeroes(folder.resolve("d")), FileKind.CHARACTER_DEVICE, "a device");
        refused(Files.createSymbolicLink(folder.resolve("link"), Path.of("d")), FileKind.CHARACTER_DEVICE, "a device");
    }

    @Test
    void linksThatLeadToEachOtherAreCalledThat() throws IOException {
        refused(SpecialFiles.loop(folder.resolve("l")), FileKind.LINK_LOOP, "a link that leads back to itself");
    }

    @Test
    void filesAndLinksToThemAreRead() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(RegularFiles.text(link)).isEqualTo("text");
        assertThat(RegularFiles.bytes(file)).hasSize(4);
        assertThat(FileKind.of(folder)).isEqualTo(FileKind.FOLDER);
        assertThat(FileKind.of(Files.createSymbolicLink(folder.resolve("lost"), Path.of("nowhere")))).isEqualTo(FileKind.MISSING);
        assertThatThrownBy(() -> RegularFiles.text(folder.resolve("nowhere"))).isInstanceOf(NoSuchFileException.class);
    }

    private static void refused(Path path, FileKind kind, String words) throws IOException {
        assertThat(FileKind.of(path)).isEqualTo(kind);
        assertThatThrownBy(() -> RegularFiles.stream(path).close())
                .isInstanceOf(NoRegularFileException.class)
                .hasMessageStartingWith(path + " is " + words + "; only ordinary files");
        assertThatThrownBy(() -> RegularFiles.channel(path).close()).isInstanceOf(NoRegularFileException.class);
        assertThatThrownBy(() -> RegularFiles.bytes(path)).isInstanceOf(NoRegularFileException.class);
        assertThatThrownBy(() -> RegularFiles.text(path)).isInstanceOf(NoRegularFileException.class);
    }
}
