package dev.patchbay.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapReportTest {

    private static final long GIB = 1L << 30;

    @Test
    void saysWhoChoseTheHeap() {
        assertThat(HeapReport.of(2 * GIB, 8 * GIB, List.of("-ea")).text().toString()).startsWith("2048 MiB of 8192 MiB of memory, as Java");
        assertThat(HeapReport.of(2 * GIB, 8 * GIB, List.of("-XX:MaxRAMPercentage=33")).text().toString())
                .isEqualTo("2048 MiB of 8192 MiB of memory (-XX:MaxRAMPercentage=33)");
        assertThat(HeapReport.of(2 * GIB, 8 * GIB, List.of("-Xmx1g", "-XX:MaxRAMPercentage=33", "-Xmx2g")).chosenBy()).isEqualTo("-Xmx2g");
    }

    @Test
    void halfAGigabyteIsEnough() {
        assertThat(HeapReport.of(GIB / 2 - (GIB >> 6), GIB, List.of()).isSmall()).isFalse();
        assertThat(HeapReport.of(GIB / 4, GIB, List.of()).isSmall()).isTrue();
    }

    @Test
    void theLaunchersSetTheHeap() throws IOException {
        for (String launcher : List.of("patchbay", "patchbay.bat")) {
            assertThat(Files.readString(Path.of("..", "installer", "src", "bin", launcher))).contains("-XX:MaxRAMPercentage=33");
        }
    }

    @Test
    void variablesThatLoadCodeAreFoundAndOthersAreNot() {
        assertThat(CodeLoading.in(Map.of("LD_PRELOAD", "/tmp/x.so", "JAVA_TOOL_OPTIONS", "", "HOME", "/root")))
                .isEqualTo(Map.of("LD_PRELOAD", "/tmp/x.so"));
    }
}
