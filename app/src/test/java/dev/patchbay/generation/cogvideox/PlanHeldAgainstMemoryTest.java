package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.PlannedStage;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.LiveBytes;
import dev.patchbay.generation.torch.plan.Machine;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Plans beside what is really allocated, in the same sequence of operations at full width on a CPU: {@link LiveBytes} counts every tensor,
 * those inside the kernels too. Fewer blocks than the real models have, since all blocks are alike.
 */
@Tag("fullsize")
class PlanHeldAgainstMemoryTest {

    private static final long MB = 1_000_000;
    private static final double TOLERANCE = 0.1;

    /** What the engine and the JVM allocate in a run of any size, such as compiled kernels. */
    private static final long SLACK = 25 * MB;

    @TempDir
    static Path folder;

    @BeforeAll
    static void make() throws Exception {
        new FullSizeModel("cogvideox-2b", 3, 3, DType.F16).write(folder.resolve("2b"));
    }

    private static GenerationRequest request(int frames, int height, int width, AppliedAdapter... adapters) {
        return new GenerationRequest("a cat", "", 1, 1, frames, height, width, 6, false, "ddim", List.of(adapters));
    }

    /** Megabytes are what a machine has free: with few, weights come block by block, and prompts one after the other. */
    @ParameterizedTest
    @CsvSource({
        "F32, 100000, 5, 480, 720", "F32, 1600, 5, 480, 720", "BF16, 100000, 5, 480, 720", "BF16, 900, 5, 480, 720",
        "F16, 100000, 5, 480, 720", "F16, 1000, 5, 480, 720"
    })
    void textAndSteps(DType dtype, long megabytes, int frames, int height, int width) throws Exception {
        check("2b", dtype, megabytes, request(frames, height, width), StepListener.Stage.DENOISING);
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 100000, 17, 64, 96", "BF16, 100000, 17, 64, 96", "BF16, 100000, 33, 64, 96", "BF16, 100000, 9, 96, 160"
    })
    void frames(DType dtype, long megabytes, int frames, int height, int width) throws Exception {
        check("2b", dtype, megabytes, request(frames, height, width), StepListener.Stage.DECODING);
    }

    /** More than a tile, on a machine without room for the whole. */
    @Test
    void framesInTiles() throws Exception {
        GenerationPlan plan = check("2b", DType.BF16, 1_100, request(5, 256, 384), StepListener.Stage.DECODING);
        assertThat(plan.tiled()).isTrue();
    }

    @Test
    void pairsAndChangedWeights() throws Exception {
        List<TensorShare> pairs = new ArrayList<>();
        List<TensorShare> changes = new ArrayList<>();
        for (int block = 0; block < 3; block++) {
            String prefix = "transformer_blocks." + block + ".";
            for (String layer : new String[] {"attn1.to_q", "attn1.to_k", "attn1.to_v", "attn1.to_out.0"}) {
                pairs.add(Reference.pair(prefix + layer, values(128, 1920), values(1920, 128), 1));
            }
            changes.add(new TensorShare(
                    prefix + "ff.net.0.proj.weight", new DifferenceShare("difference", values(7680, 1920), 1, false)));
        }
        check("2b", DType.BF16, 100_000, request(5, 240, 352, new AppliedAdapter("pairs", pairs, 1)), StepListener.Stage.DENOISING);
        check("2b", DType.BF16, 100_000, request(5, 240, 352, new AppliedAdapter("changes", changes, 1)), StepListener.Stage.DENOISING);
    }

    private static TensorData values(int rows, int columns) {
        return new SyntheticCheckpoint.Bytes(DType.F32, Shape.of(rows, columns), new byte[4 * rows * columns]);
    }

    @Test
    void theImageOfAClip() throws Exception {
        new FullSizeModel("cogvideox-5b-i2v", 1, 1, DType.BF16).write(folder.resolve("i2v"));
        GenerationRequest request = request(49, 480, 720).from(new Pixels(2, 2, new byte[12]));
        check("i2v", DType.BF16, 100_000, request, StepListener.Stage.READING_IMAGE);
        check("i2v", DType.F32, 100_000, request, StepListener.Stage.READING_IMAGE);
    }

    /** Runs the stages up to the last one that is asked for. */
    private static GenerationPlan check(String name, DType dtype, long megabytes, GenerationRequest request, StepListener.Stage last)
            throws Exception {
        try (Components parts = new Components(
                ModelFiles.folder(PipelineConfigJson.read(folder.resolve(name)), Reference.opener()), Devices.choose(DeviceChoice.CPU),
                Optional.empty())) {
            GenerationPlan plan = RunPlanner.plan(
                    parts.config(), request, dtype, "cpu", new Machine(megabytes * MB, true, 1e11), RunPlanner.sizes(parts, dtype));
            AtomicBoolean enough = new AtomicBoolean();
            try (LiveBytes live = new LiveBytes()) {
                StepListener listener = new StepListener() {
                    @Override
                    public void stage(Stage stage) {
                        live.phase(stage.name());
                        enough.set(stage.compareTo(last) > 0);
                    }
                };
                try {
                    new GenerationRun(parts, new RunPlan(plan), request, listener, enough::get).make();
                } catch (CancellationException afterTheLast) {
                    assertThat(enough).isTrue();
                }
                long stayed = 0;
                for (PlannedStage stage : plan.stages()) {
                    if (stage.stage().compareTo(last) <= 0) {
                        compare(plan, stage, stage.bytes() + stayed, live.peak(stage.stage().name()));
                    }
                    stayed += stage.stays() ? stage.kept() : 0;
                }
                return plan;
            }
        }
    }

    private static void compare(GenerationPlan plan, PlannedStage stage, long planned, long measured) {
        String what = "%s %s%s%s%s, planned %d MB, counted %d MB, %.3f".formatted(
                plan.dtype(), stage.stage(), stage.streams() ? ", streamed" : "", plan.together() ? "" : ", one after the other",
                plan.tiled() ? ", tiled" : "", planned / MB, measured / MB, measured / (double) planned);
        System.getLogger(PlanHeldAgainstMemoryTest.class.getName()).log(System.Logger.Level.INFO, what);
        double least = planned * (1 - TOLERANCE) - SLACK;
        assertThat((double) measured).as(what).isBetween(least, planned * (1 + TOLERANCE) + SLACK);
    }
}
