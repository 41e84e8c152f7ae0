package dev.patchbay.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
        Refusal.expect(
                Path.of("/dev/zero"),
                "this is no safetensors file, no torch checkpoint (.pt, .pth, .bin, .ckpt), no GGUF file and no shard index; "
                        + "the content decides, not the suffix.");
    }
}
