package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.PlannedStage;
import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.generation.cogvideox.schedule.SchedulerConfig;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.generation.cogvideox.vae.VaeConfig;
import dev.patchbay.generation.torch.plan.Machine;
import dev.patchbay.generation.torch.t5.T5Config;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plans of the models that people have, on the cards that they have. */
class RunPlannerTest {

    private static final long GIB = 1L << 30;
    private static final SchedulerConfig NOISE = new SchedulerConfig(1000, 0.00085, 0.012, true, 3, true);
    private static final T5Config T5_XXL = new T5Config(24, 4096, 64, 64, 10_240, 32_128, 32, 128, 1e-6, false);
    private static final VaeConfig VAE = new VaeConfig(16, List.of(128, 256, 256, 512), 3, 32, 4, 1.15258426, false, 480, 720);

    private static PipelineConfig config(int heads, int layers, boolean rotary) {
        TransformerConfig transformer = new TransformerConfig(
                heads, 64, 16, 16, layers, 4096, 512, 0, 226, 2, 0, true, 4, 49, 60, 90, true, 0, 1e-5, rotary, false, 1.875, 1);
        return new PipelineConfig(Path.of("model"), "CogVideoXPipeline", SchedulerKind.DDIM, NOISE, T5_XXL, transformer, VAE);
    }

    /** Sizes with two bytes an element: 24 layers of T5-XXL, blocks of the transformer, a decoder of 123 million elements. */
    private static RunPlanner.BlockSizes sizes(PipelineConfig config) {
        long width = config.transformer().width();
        long block = 2 * (12 * width * width + 12 * width * 512);
        long outer = 2 * (width * 4096 + 4 * width * 512);
        List<Long> transformer =
                Stream.concat(Stream.of(outer), Collections.nCopies(config.transformer().layers(), block).stream()).toList();
        List<Long> text = Collections.nCopies(24, 2 * 192_946_176L);
        return new RunPlanner.BlockSizes(text, List.of(), transformer, Collections.nCopies(20, 12_300_000L));
    }

    private static GenerationPlan plan(PipelineConfig config, DType dtype, long free) throws Exception {
        GenerationRequest request = new GenerationRequest("a cat", "", 1, 50, 49, 480, 720, 6, false, "ddim", List.of());
        return RunPlanner.plan(config, request, dtype, "cuda:0", Machine.of(free, false, 1e13), sizes(config));
    }

    private static GenerationRequest request(AppliedAdapter... adapters) {
        return new GenerationRequest("a cat", "", 1, 50, 49, 480, 720, 6, false, "ddim", List.of(adapters));
    }

    private static GenerationPlan plan(GenerationRequest request) throws Exception {
        PipelineConfig config = config(30, 30, false);
        return RunPlanner.plan(config, request, DType.F32, "cpu", Machine.of(100 * GIB, true, 1e13), sizes(config));
    }

    @Test
    void anImageIsReadByAStageOfItsOwn() throws Exception {
        GenerationRequest request = request().from(new Pixels(1, 1, new byte[3]));
        assertThat(plan(request).stages()).extracting(PlannedStage::stage)
                .containsExactly(Stage.READING_PROMPT, Stage.READING_IMAGE, Stage.DENOISING, Stage.DECODING);
        long frame = 4L * 128 * 480 * 720;
        assertThat(stage(plan(request), Stage.READING_IMAGE).working()).as("tensors of the first layer, most at a time")
                .isBetween(5 * frame, 7 * frame);
        assertThat(plan(request()).stages()).noneMatch(stage -> stage.stage() == Stage.READING_IMAGE);
    }

    @Test
    void pairsStayAndChangedWeightsAreThereForOneBlock() throws Exception {
        long width = 1920;
        long plain = stage(plan(request()), Stage.DENOISING).working();
        TensorShare pair = Reference.pair("transformer_blocks.0.attn1.to_q", values(64, width), values(width, 64), 1);
        assertThat(stage(plan(request(new AppliedAdapter("pair", List.of(pair), 1))), Stage.DENOISING).working() - plain)
                .as("what is added beside a projection takes the place of what attention takes later").isEqualTo(4 * 2 * 64 * width);
        assertThat(stage(plan(request(new AppliedAdapter("off", List.of(pair), 0))), Stage.DENOISING).working()).isEqualTo(plain);
        TensorShare difference = new TensorShare(
                "transformer_blocks.0.attn1.to_q.weight", new DifferenceShare("d", values(width, width), 1, false));
        TensorShare other = new TensorShare(
                "transformer_blocks.1.attn1.to_q.weight", new DifferenceShare("d", values(width, width), 1, false));
        assertThat(stage(plan(request(new AppliedAdapter("d", List.of(difference, other), 1))), Stage.DENOISING).working() - plain)
                .as("the changed tensor of one block; its values come from the file").isEqualTo(4 * width * width);
    }

    private static TensorData values(long rows, long columns) {
        return new SyntheticCheckpoint.Bytes(DType.F32, Shape.of(rows, columns), new byte[0]);
    }

    private static PlannedStage stage(GenerationPlan plan, Stage stage) {
        return plan.stages().stream().filter(each -> each.stage() == stage).findFirst().orElseThrow();
    }

    @Test
    void the2bModelPlaysOnEightGigabytes() throws Exception {
        GenerationPlan plan = plan(config(30, 30, false), DType.F16, 7 * GIB + GIB / 2);
        assertThat(plan.fits()).as(plan.toString()).isTrue();
        assertThat(plan.tiled()).isTrue();
        assertThat(stage(plan, Stage.READING_PROMPT).streams()).as("T5-XXL takes 9 GB").isTrue();
        assertThat(stage(plan, Stage.DENOISING).streams()).isFalse();
        assertThat(plan.stages()).noneMatch(PlannedStage::stays);
    }

    @Test
    void the5bModelPlaysOnTwelveGigabytes() throws Exception {
        GenerationPlan plan = plan(config(48, 42, true), DType.BF16, 11 * GIB + GIB / 2);
        assertThat(plan.fits()).as(plan.toString()).isTrue();
        assertThat(stage(plan, Stage.DENOISING).streams()).as("11 GB of weights and their tokens are too much").isTrue();
    }

    @Test
    void onALargeCardEverythingStaysAndNothingIsCut() throws Exception {
        GenerationPlan plan = plan(config(48, 42, true), DType.BF16, 78 * GIB);
        assertThat(plan.together()).isTrue();
        assertThat(plan.tiled()).isFalse();
        assertThat(plan.stages()).allMatch(PlannedStage::stays).noneMatch(PlannedStage::streams);
    }

    /** Convolutions keep their last inputs for the next frames: no more for the twentieth batch than for the third. */
    @Test
    void decodingTakesNoMoreForALongerClip() throws Exception {
        long decoded = decoding(25);
        assertThat(decoding(49)).isBetween(decoded, decoded + decoded / 100);
        assertThat(decoding(17)).as("of two batches, the last keeps nothing").isLessThan(decoded);
        assertThat(decoding(9)).as("all frames are one batch").isLessThan(decoding(17));
    }

    private static long decoding(int frames) throws Exception {
        PipelineConfig config = config(30, 30, false);
        GenerationRequest request = new GenerationRequest("a cat", "", 1, 1, frames, 480, 720, 6, false, "ddim", List.of());
        GenerationPlan plan = RunPlanner.plan(config, request, DType.BF16, "cpu", Machine.of(100 * GIB, true, 1e11), sizes(config));
        return stage(plan, Stage.DECODING).working();
    }

    @Test
    void whatCannotFitIsSaidToo() throws Exception {
        GenerationPlan plan = plan(config(48, 42, true), DType.BF16, GIB + GIB / 2);
        assertThat(plan.fits()).isFalse();
        assertThat(plan.together()).as("less is tried first").isFalse();
    }
}
