package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DTypeChoice;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.LiveBytes;
import dev.patchbay.generation.torch.plan.Machine;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A step and a decode of CogVideoX-2b at 480×720 on a CPU, planned for a machine with so many gigabytes free (16). With all its blocks and
 * layers the model takes 13 GB on the disk, which are given back. A clip of 49 frames is planned for no more memory in decoding than one of
 * 25 ({@code RunPlannerTest}), so what the tensors take with 17 frames, if it is under that plan, does not grow with the frames.
 */
@Tag("fullsize")
class FullSizeRunTest {

    private static final long GB = 1_000_000_000;
    private static final long LIMIT = GB * Integer.getInteger("fullsize.limit", 16);
    private static final int BLOCKS = Integer.getInteger("fullsize.blocks", 30);
    private static final int LAYERS = Integer.getInteger("fullsize.layers", 24);

    /** Java's heap and code, and what the C library keeps between two uses. */
    private static final long BESIDE = 2 * GB;

    @TempDir
    static Path folder;

    @BeforeAll
    static void make() throws Exception {
        new FullSizeModel("cogvideox-2b", BLOCKS, LAYERS, DType.F16).write(folder.resolve("2b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 17})
    void aStepAndADecodeStayUnderTheLimit(int frames) throws Exception {
        GenerationRequest request = request(frames);
        try (Components parts = new Components(
                ModelFiles.folder(PipelineConfigJson.read(folder.resolve("2b")), Reference.opener()), Devices.choose(DeviceChoice.CPU),
                Optional.empty())) {
            DType dtype = new RunPlanner(parts, DTypeChoice.AUTO).plan(request).dtype();
            GenerationPlan plan = plan(parts, request, dtype);
            long longest = plan(parts, request(49), dtype).peakBytes();
            say("%s, %d frames, %s".formatted(dtype, frames, plan));
            try (LiveBytes live = new LiveBytes()) {
                Clip clip = new GenerationRun(parts, new RunPlan(plan), request, listener(live), Cancellation.NEVER).make();
                long most = 0;
                long tensors = 0;
                for (StepListener.Stage stage : StepListener.Stage.values()) {
                    most = Math.max(most, live.peakPages(stage.name()));
                    tensors = Math.max(tensors, live.peak(stage.name()));
                    say("%s: counted %.2f GB, private %.2f GB"
                            .formatted(stage, live.peak(stage.name()) / 1e9, live.peakPages(stage.name()) / 1e9));
                }
                say(clip.seconds().toString());
                assertThat(most).isLessThan(LIMIT).isLessThan(plan.peakBytes() + BESIDE);
                assertThat(tensors).as("no more than the longest clip is planned for").isLessThan(longest);
            }
        }
    }

    private static GenerationRequest request(int frames) {
        return new GenerationRequest("a cat", "", 1, 1, frames, 480, 720, 6, false, "ddim", List.of());
    }

    private static GenerationPlan plan(Components parts, GenerationRequest request, DType dtype) throws Exception {
        return RunPlanner.plan(
                parts.config(), request, dtype, "cpu", Machine.of(LIMIT, true, 1e11), RunPlanner.sizes(parts, dtype));
    }

    private static StepListener listener(LiveBytes live) {
        return new StepListener() {
            @Override
            public void stage(Stage stage) {
                live.phase(stage.name());
            }

            @Override
            public void step(int done, int total, Duration took) {
                say("step " + took.toMillis() / 1000.0 + " s");
            }
        };
    }

    private static void say(String text) {
        System.getLogger(FullSizeRunTest.class.getName()).log(System.Logger.Level.INFO, text);
    }
}
