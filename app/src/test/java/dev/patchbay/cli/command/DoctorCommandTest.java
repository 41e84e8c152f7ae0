package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.generation.cogvideox.CogVideoXPipelineFactory;
import dev.patchbay.gpu.GpuRepository;
import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code doctor} on a machine that is made up, beside a repository on this one and without any. */
class DoctorCommandTest extends CommandsInFolder {

    private static final long GIB = 1L << 30;

    private final GpuRepository repository = new GpuRepository();
    private StandInMachine machine = new StandInMachine(Path.of("."));
    private boolean hasLibraries = true;

    @BeforeEach
    void aCacheWithSomethingInIt() {
        machine = new StandInMachine(folder);
        machine.texts.put("a", List.of(new float[1000]));
    }

    @AfterEach
    void stop() {
        repository.close();
    }

    @Override
    CliServices services() {
        CliServices made = machine.services(hasLibraries ? Optional.of(repository.installation(folder)) : Optional.empty());
        CheckpointOpener opener = CommandLineForTests.SERVICES.opener();
        return new CliServices(
                made.opener(), made.bases(), made.models(), made.rules(), new VideoPipelines(List.of(new CogVideoXPipelineFactory(opener))),
                made.engine(), made.workers(), made.gpu(), made.demo(), made.places(), made.cancellation());
    }

    @Test
    void everyModelIsToldWithWhatItTakes() {
        assertThat(run("doctor", "--json")).isZero();
        JsonNode models = json().get("models");
        assertThat(models.valueStream().map(model -> model.get("name").asString())).contains("cogvideox-2b", "cogvideox-1.5-5b-i2v");
        JsonNode small = models.get(0);
        JsonNode large = models.get(1);
        // Published are 3.4 GB of transformer and 11 GB of the large one, 9.5 GB of T5 and 0.4 GB of autoencoder.
        assertThat(small.get("disk_bytes").asLong()).isBetween(13_000_000_000L, 13_800_000_000L);
        assertThat(large.get("disk_bytes").asLong()).isBetween(20_500_000_000L, 21_800_000_000L);
        for (JsonNode model : models) {
            assertThat(model.get("card_bytes").asLong()).isBetween(GIB, 12 * GIB);
            assertThat(model.get("memory_bytes").asLong()).isBetween(GIB, 24 * GIB);
            assertThat(model.get("fits_memory").asBoolean())
                    .isEqualTo(model.get("memory_bytes").asLong() <= json().get("free_memory").asLong());
            assertThat(model.get("fits_disk").asBoolean()).isEqualTo(model.get("disk_bytes").asLong() <= json().get("free_disk").asLong());
        }
        assertThat(run("doctor")).isZero();
        assertThat(out.toString()).contains("cogvideox-5b", "GiB of memory", "doctor --clear text");
    }

    @Test
    void aCacheIsEmptiedByItsName() {
        assertThat(run("doctor", "--clear", "text", "--json")).isZero();
        assertThat(json().at("/cleared/0/bytes").asLong()).isGreaterThan(4000);
        assertThat(json().at("/caches/0/name").asString()).isEqualTo("text");
        assertThat(json().at("/caches/0/bytes").asLong()).isZero();
        assertThat(machine.texts.get("a")).isEmpty();
        assertThat(run("doctor", "--clear", "models")).isEqualTo(2);
        assertThat(err.toString()).contains("models is no cache; there are text, gpu").hasLineCount(1);
    }

    @Test
    void whatIsMissingIsFetchedAndCanBeClearedAgain() throws IOException {
        machine.driver = true;
        assertThat(run("doctor", "--fix", "--yes", "--json")).as(err.toString()).isZero();
        assertThat(json().at("/fixes/0/done").asBoolean()).isTrue();
        assertThat(folder.resolve("gpu")).isNotEmptyDirectory();
        assertThat(run("doctor", "--fix", "--json")).as("nothing is left to fetch, so nobody is asked").isZero();
        assertThat(json().get("fixes")).isEmpty();
        assertThat(run("doctor", "--clear", "gpu", "--json")).isZero();
        assertThat(folder.resolve("gpu")).doesNotExist();
    }

    @Test
    void withoutANetworkItIsSaidWhatCannotBeFetched() {
        machine.driver = true;
        repository.close();
        assertThat(run("doctor", "--fix", "--yes", "--json")).isEqualTo(1);
        assertThat(json().at("/fixes/0/done").asBoolean()).isFalse();
        assertThat(json().at("/warnings/0").asString()).contains("could not be fetched");
        assertThat(json().has("engine")).as("the rest is told all the same").isTrue();
    }

    @Test
    void withoutADriverNothingIsFetched() {
        assertThat(run("doctor", "--fix")).isZero();
        assertThat(out.toString()).contains("Nothing that is missing can be fetched");
        hasLibraries = false;
        assertThat(run("doctor", "--fix")).isZero();
        assertThat(folder.resolve("gpu")).doesNotExist();
    }

    @Test
    void nobodyIsThereToBeAsked() {
        machine.driver = true;
        assertThat(run("doctor", "--fix")).isEqualTo(2);
        assertThat(err.toString()).contains("--yes").hasLineCount(1);
    }

    @Test
    void chineseSaysTheSame() {
        Locale before = Locale.getDefault(Locale.Category.DISPLAY);
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
        try {
            assertThat(run("doctor", "--fix")).isZero();
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }
        assertThat(out.toString()).contains("模型        cogvideox-2b", "doctor --clear text", "无法下载");
    }
}
