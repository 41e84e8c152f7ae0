package dev.patchbay.generation.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelAssembly;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker behind a real OpenSSH server on this machine, whose shell says something first. The profile {@code ssh} installs the server. */
@Tag("long")
@Tag("ssh")
class OpenSshWorkerTest {

    private static final EngineChoice ON_CPU = EngineChoice.on(DeviceChoice.CPU);
    private static final ModelSource MODEL = ModelSource.of(Path.of("/models/some"));

    @TempDir
    private Path folder;

    private OpenSshServer server;
    private RemoteWorkerFactory worker;

    @BeforeEach
    void start() throws Exception {
        server = OpenSshServer.start(folder);
        worker = new RemoteWorkerFactory(server::worker, "ssh", TestWorker.VERSION, WorkerLink.Patience.USUAL);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static GenerationRequest request(String prompt) {
        ComputedData values = ComputedData.of(DType.F32, Shape.of(4, 2), 1, 2, 3, 4, 5, 6, 7, 8);
        TensorShare share = new TensorShare("blocks.0.to_q.weight", new DifferenceShare("to_q.diff", values, 2, false));
        AppliedAdapter adapter = new AppliedAdapter("mine", List.of(share), 0.5);
        return new GenerationRequest(prompt, "", 5, 3, 2, 4, 6, 6, false, "ddim", List.of(adapter));
    }

    private static Clip make(VideoPipeline pipeline) throws IOException {
        return pipeline.generate(request("a cat"), StepListener.SILENT, Cancellation.NEVER);
    }

    @Test
    void theAdapterTravelsAndTheClipIsTheSame() throws Exception {
        try (VideoPipeline there = worker.load(MODEL, ON_CPU)) {
            VideoPipeline here = new FatalFamily().load(MODEL, ON_CPU);
            assertThat(there.info()).isEqualTo(new FatalFamily().describe(MODEL));
            assertThat(make(there).frames()).containsExactly(make(here).frames());
        }
    }

    @Test
    void theMachineSaysWhatItHoldsAndPutsModelsTogether() throws Exception {
        assertThat(worker.held()).isEqualTo(TestWorker.HELD);
        ModelAssembly.Assembled made = worker.assembled(MODEL).orElseThrow();
        assertThat(made.source()).isEqualTo(
                new ModelSource(MODEL.model(), Optional.empty(), Optional.of(TestWorker.VAE), Optional.empty()));
        assertThat(made.parts()).extracting(ModelPart::kind).containsExactly(ModelPart.Kind.TRANSFORMER, ModelPart.Kind.VAE);
    }

    @Test
    void aCancelIsHeardThere() throws Exception {
        try (VideoPipeline there = worker.load(MODEL, ON_CPU)) {
            AtomicBoolean stop = new AtomicBoolean();
            StepListener atDenoising = at(StepListener.Stage.DENOISING, () -> stop.set(true));
            assertThatThrownBy(() -> there.generate(request("hold DENOISING"), atDenoising, stop::get))
                    .isInstanceOf(CancellationException.class);
            assertThat(make(there).frames()).isNotEmpty();
        }
    }

    @Test
    void aLostConnectionIsASentenceAndTheNextRunConnectsAnew() throws Exception {
        try (VideoPipeline there = worker.load(MODEL, ON_CPU)) {
            StepListener atDenoising = at(StepListener.Stage.DENOISING, server::loseConnections);
            assertThatThrownBy(() -> there.generate(request("hold DENOISING"), atDenoising, Cancellation.NEVER))
                    .isInstanceOf(ExplainedException.class).hasMessageContaining("ssh");
            assertThat(make(there).frames()).isNotEmpty();
        }
    }

    private static StepListener at(StepListener.Stage moment, Runnable then) {
        return new StepListener() {
            @Override
            public void stage(Stage stage) {
                if (stage == moment) {
                    then.run();
                }
            }
        };
    }
}
