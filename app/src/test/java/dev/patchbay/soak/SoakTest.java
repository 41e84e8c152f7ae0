package dev.patchbay.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each part of the soak for a few rounds; {@code docs/reliability.md} has the long ones. */
class SoakTest {

    @TempDir
    private Path folder;

    @Test
    @Tag("torch")
    void previewsWithCancelsAndFailuresKeepTheirMemory() throws Exception {
        SoakResult result = Soak.run("previews", Rounds.of(6), 20_261_130, folder);
        assertThat(result.faults()).as(result.summary()).isEmpty();
    }

    @Test
    @Tag("window")
    void aWindowThatIsClosedGivesItsMemoryBack() throws Exception {
        SoakResult result = Soak.run("window", Rounds.of(6), 20_261_130, folder);
        assertThat(result.faults()).as(result.summary()).isEmpty();
    }

    @Test
    @Tag("window")
    void aWindowStandsWhenItsWorkerIsKilled() throws Exception {
        SoakResult result = Soak.run("window-workers", Rounds.of(4), 20_261_130, folder);
        assertThat(result.faults()).as(result.summary()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "safetensors, 25", "zip, 25", "pickle, 25", "gguf, 25", "config, 20", "rules, 25",
        "kills, 4", "disk, 12", "workers, 6"
    })
    void nothingIsDamagedAndEveryRefusalIsASentence(String part, int rounds) throws Exception {
        SoakResult result = Soak.run(part, Rounds.of(rounds), 20_261_130, folder);
        assertThat(result.faults()).as(result.summary()).isEmpty();
    }
}
