package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.generation.cogvideox.Reference;
import dev.patchbay.generation.worker.WorkerServer;
import dev.patchbay.generation.worker.WorkerSettingJson;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The tiny model on PyTorch in this process and in this program's own worker: the same clips, and all memory comes back. */
@Tag("torch")
class ClipsFromWorkersTest {

    private static final AppServices REAL = AppServices.ofThisMachine();
    private static final long MIB = 1 << 20;
    private static final List<StepListener.Stage> CANCELLED_AT =
            List.of(StepListener.Stage.READING_PROMPT, StepListener.Stage.DENOISING, StepListener.Stage.DECODING);

    private static Reference reference;
    private static AppliedAdapter style;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        reference = new Reference("cogvideox-2b");
        style = reference.adapter("style", 0.8);
    }

    @AfterAll
    static void close() throws IOException {
        reference.close();
    }

    private LaunchedWorkers workers() {
        WorkerSettingJson setting = new WorkerSettingJson(folder.resolve("worker.json"));
        WorkerServer.ModelNames names = model -> REAL.bases().open(model.model());
        return new LaunchedWorkers(
                REAL.pipelines(), names, () -> MachineModels.NONE, REAL.opener(), folder, setting, Optional::empty, List.of());
    }

    private static GenerationRequest request(long seed) {
        return new GenerationRequest(Reference.PROMPT, "", seed, 2, 9, 32, 48, 6, false, "ddim", List.of(style));
    }

    private static VideoPipeline load(VideoPipelines pipelines) throws IOException {
        return pipelines.load(ModelSource.of(reference.folder()), EngineChoice.on(DeviceChoice.CPU));
    }

    private static Clip make(VideoPipeline pipeline, long seed) throws IOException {
        return pipeline.generate(request(seed), StepListener.SILENT, Cancellation.NEVER);
    }

    @Test
    void aWorkerOfThisProgramMakesTheSameClipToTheLastBit() throws IOException {
        try (VideoPipeline here = load(REAL.pipelines()); VideoPipeline there = load(workers().here())) {
            assertThat(there.info()).isEqualTo(here.info());
            Clip expected = make(here, 7);
            Clip made = make(there, 7);
            assertThat(made.frames()).containsExactly(expected.frames());
            assertThat(made.latents()).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected.latents());
            assertThat(made.shape()).isEqualTo(expected.shape());
        }
    }

    @Test
    void itsDevicesAndTheChoiceOfAWorkerAreTold() throws IOException {
        LaunchedWorkers workers = workers();
        assertThat(workers.examine(Optional.empty()).devices()).contains("cpu");
        assertThat(workers.chosen()).isEmpty();
        workers.choose(Optional.of("ssh box patchbay worker"));
        assertThat(workers.chosen()).contains("ssh box patchbay worker");
        workers.choose(Optional.empty());
        assertThat(workers.chosen()).isEmpty();
        Files.writeString(folder.resolve("worker.json"), "{\"command\": 3}");
        assertThatThrownBy(workers::chosen).hasMessageContaining("worker.json");
    }

    /** Small runs on both devices in turn, every third of them cancelled at another moment. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void afterTwentyRunsMemoryIsBackAndASeedStillGivesTheSameFrames() throws IOException {
        float[] expected;
        try (VideoPipeline pipeline = load(REAL.pipelines())) {
            expected = make(pipeline, 3).frames();
            make(pipeline, 4);
        }
        List<ProcessHandle> processes = ProcessHandle.current().children().toList();
        long before = privateMemory();
        for (int round = 0; round < 4; round++) {
            VideoPipelines pipelines = round % 2 == 0 ? REAL.pipelines() : workers().here();
            try (VideoPipeline pipeline = load(pipelines)) {
                for (int run = 0; run < 5; run++) {
                    if (run % 3 == 1) {
                        cancel(pipeline, CANCELLED_AT.get((round + run) % CANCELLED_AT.size()));
                    } else {
                        assertThat(make(pipeline, 3).frames()).as("round %d, run %d", round, run).containsExactly(expected);
                    }
                }
            }
        }
        assertThat(privateMemory() - before).as("private memory").isLessThan(48 * MIB);
        assertThat(ProcessHandle.current().children()).allMatch(processes::contains);
    }

    private static void cancel(VideoPipeline pipeline, StepListener.Stage at) {
        AtomicBoolean stop = new AtomicBoolean();
        StepListener listener = new StepListener() {
            @Override
            public void stage(Stage stage) {
                stop.compareAndSet(false, stage == at);
            }
        };
        assertThatThrownBy(() -> pipeline.generate(request(3), listener, stop::get)).isInstanceOf(CancellationException.class);
    }

    /** Bytes that belong to this process alone and are no mapped file. */
    private static long privateMemory() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
