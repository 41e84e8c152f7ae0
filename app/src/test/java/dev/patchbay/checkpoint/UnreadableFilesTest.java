package dev.patchbay.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.files.reading.NoRegularFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Files of the kernel look like others until somebody reads them. */
class UnreadableFilesTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatTheSystemSaysOfAFileThatCannotBeReadComesWithItsName() {
        Path memory = Path.of("/proc/self/mem");
        assumeTrue(Files.isReadable(memory));
        assertThatThrownBy(() -> TestOpener.OPENER.open(memory).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageMatching("/proc/self/mem: it cannot be read as a file \\(.+\\)\\.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceIsNoCheckpoint() {
        assertThatThrownBy(() -> TestOpener.OPENER.open(Path.of("/dev/zero")).close())
                .isInstanceOf(NoRegularFileException.class)
                .hasMessageStartingWith("/dev/zero is a device; only ordinary files and folders are read.");
    }
}
