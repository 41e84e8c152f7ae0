package dev.patchbay.generation.torch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeMemoryTest {

    @TempDir
    Path folder;

    @Test
    void linuxSaysWhatIsAvailable() throws IOException {
        Path file = Files.writeString(folder.resolve("meminfo"), "MemTotal: 24000 kB\nMemFree: 10 kB\nMemAvailable:   2000 kB\n");
        assertThat(FreeMemory.available(file)).hasValue(2000 * 1024);
        assertThat(FreeMemory.available(folder.resolve("other"))).isEmpty();
    }

    @Test
    void aContainerAllowsItsLimitLessWhatItUsesButPagesOfFiles() throws IOException {
        Files.writeString(folder.resolve("memory.current"), "700\n");
        Files.writeString(folder.resolve("memory.stat"), "anon 300\ninactive_file 250\nactive_file 150\n");
        Files.writeString(folder.resolve("memory.max"), "max\n");
        assertThat(FreeMemory.container(folder)).isEmpty();
        Files.writeString(folder.resolve("memory.max"), "1000\n");
        assertThat(FreeMemory.container(folder)).hasValue(550);
    }

    @Test
    void someOfThisMachineIsFree() {
        assertThat(FreeMemory.main()).isPositive();
    }
}
