package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose file is cut off between opening and reading: one line that names it, and nothing is written. */
@DisabledOnOs(OS.WINDOWS)
class ChangedInputTest {

    private static final CliServices REAL = CommandLineForTests.SERVICES;
    private static final Path SAT_LORA =
            Path.of("src/test/resources/reference/sat-tiny-30-layers/sat-lora/1000/mp_rank_00_model_states.pt");

    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file = Path.of("unset");
    private long size;

    @BeforeEach
    void copy() throws IOException {
        file = Files.copy(SAT_LORA, folder.resolve("lora.pt"));
        size = Files.size(file);
    }

    private int run(String... arguments) {
        CheckpointOpener opener = new CheckpointOpener(List.of(new CuttingReader()), REAL.opener().limits());
        CliServices services =
                new CliServices(opener, REAL.bases(), REAL.models(), REAL.rules(), REAL.pipelines(),
                REAL.engine(), REAL.workers(), REAL.gpu(), REAL.demo(),
                REAL.places(), REAL.cancellation());
        return new PatchbayCommandLine(services, new PrintWriter(out), new PrintWriter(err)).run(List.of(arguments));
    }

    private String sentence() {
        return "patchbay: " + file + ": the file had " + size
                + " bytes when it was opened and has 5000 now; something is writing to it. Wait until that is done and open it again.";
    }

    @Test
    void statisticsSaySo() {
        assertThat(run("inspect", file.toString(), "--stats")).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(sentence());
    }

    @Test
    void aConversionSaysSoAndLeavesNothing() throws IOException {
        Path target = folder.resolve("fixed.safetensors");
        assertThat(run("convert", file.toString(), "--to", "diffusers", "--out", target.toString())).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(sentence());
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    /** Opens as always and then cuts the file off. */
    private static final class CuttingReader implements CheckpointReader {

        @Override
        public boolean matches(Path path) {
            return true;
        }

        @Override
        public Checkpoint open(Path path, CheckpointOpener ignored) throws IOException {
            Checkpoint checkpoint = REAL.opener().open(path);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(5_000);
            }
            return checkpoint;
        }
    }
}
