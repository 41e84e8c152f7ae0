package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.effect.LayerParts;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.Sampling;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.part.Part;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs against diffusers', step by step. */
@ParameterizedClass
@ValueSource(strings = {"cogvideox-5b", "cogvideox-2b", "cogvideox-1.5-5b", "cogvideox-5b-i2v", "cogvideox-1.5-5b-i2v"})
@Tag("torch")
class CogVideoXPipelineTest {

    private static final double LIMIT = 1e-3;

    private static Reference reference;
    private static CogVideoXPipeline pipeline;

    @Parameter
    String variant;

    @BeforeParameterizedClassInvocation
    static void load(String variant) throws Exception {
        reference = new Reference(variant);
        VideoPipeline loaded = new CogVideoXPipelineFactory(Reference.opener())
                .load(ModelSource.of(reference.folder()), EngineChoice.on(DeviceChoice.AUTO));
        pipeline = (CogVideoXPipeline) loaded;
    }

    @AfterParameterizedClassInvocation
    static void unload() throws Exception {
        pipeline.close();
        reference.close();
    }

    private static Clip generate(GenerationRequest request) throws Exception {
        return pipeline.generate(request, StepListener.SILENT, Cancellation.NEVER);
    }

    @ParameterizedTest
    @EnumSource
    void everyStepAndEveryFrameAgree(SchedulerKind scheduler) throws Exception {
        String name = "pipeline." + (scheduler == SchedulerKind.DPM ? "dpm" : "ddim");
        Clip clip = generate(reference.request(scheduler));
        float[] latents = reference.floats(name + ".latents");
        int step = latents.length / 4;
        assertThat(clip.latents()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            float[] expected = Arrays.copyOfRange(latents, i * step, (i + 1) * step);
            assertThat(Reference.error(variant + " " + name + " latents " + i, clip.latents().get(i), expected)).isLessThan(LIMIT);
        }
        assertThat(Reference.error(variant + " " + name + " frames", clip.frames(), reference.floats(name + ".frames"))).isLessThan(LIMIT);
        assertThat(clip.shape()).isEqualTo(Shape.of(9, 3, 32, 48));
        assertThat(clip.latentShape()).isEqualTo(Shape.of(1, variant.contains("1.5") ? 4 : 3, 4, 4, 6));
        assertThat(clip.framesPerSecond()).isEqualTo(variant.contains("1.5") ? 16 : 8);
    }

    @Test
    void theAdaptedClipAgrees() throws Exception {
        Clip clip = generate(reference.request(SchedulerKind.DDIM, reference.adapter("style", 0.8)));
        float[] expected = reference.floats("pipeline.ddim.frames_lora_style_0.8");
        assertThat(Reference.error(variant + " style 0.8 frames", clip.frames(), expected)).isLessThan(LIMIT);
    }

    @Test
    void strengthZeroIsTheBaseAndAnotherSeedIsAnotherClip() throws Exception {
        GenerationRequest request = reference.request(SchedulerKind.DPM);
        Clip base = generate(request);
        assertThat(generate(request).frames()).as("the same request twice").isEqualTo(base.frames());
        assertThat(generate(request.with(List.of(reference.adapter("style", 0)))).frames()).as("strength 0").isEqualTo(base.frames());
        assertThat(generate(seed(request, Reference.SEED + 1)).frames()).as("another seed").isNotEqualTo(base.frames());
        assertThat(generate(seed(request, -1)).frames()).as("a negative seed").isNotEqualTo(base.frames());
    }

    private static GenerationRequest seed(GenerationRequest r, long seed) {
        return new GenerationRequest(
                r.prompt(), r.negativePrompt(), seed, r.steps(), r.frames(), r.height(), r.width(), r.guidance(), r.dynamicGuidance(),
                r.scheduler(),
                r.adapters(),
                r.image());
    }

    private static GenerationRequest sized(int frames, int height, int width, double guidance) {
        GenerationRequest r = reference.request(SchedulerKind.DPM);
        GenerationRequest sized =
                new GenerationRequest(r.prompt(), "dark", 7, 2, frames, height, width, guidance, false, r.scheduler(), List.of());
        return reference.image().map(sized::from).orElse(sized);
    }

    @Test
    void otherLengthsAndSizesAreMadeToo() throws Exception {
        if (variant.equals("cogvideox-5b-i2v")) {
            assertThatThrownBy(() -> generate(sized(17, 48, 32, 3)))
                    .hasMessage("This model makes clips of 48 × 32 pixels only; 32 × 48 are not possible.");
            assertThat(generate(sized(17, 32, 48, 3)).shape()).isEqualTo(Shape.of(17, 3, 32, 48));
        } else if (variant.contains("1.5")) {
            assertThatThrownBy(() -> generate(sized(17, 48, 32, 3)))
                    .hasMessage("A clip of 32 × 48 pixels is larger than this model can make; the largest is 48 × 32.");
            assertThat(generate(sized(17, 16, 32, 3)).shape()).isEqualTo(Shape.of(17, 3, 16, 32));
        } else {
            assertThat(generate(sized(17, 48, 32, 3)).shape()).isEqualTo(Shape.of(17, 3, 48, 32));
        }
        assertThat(generate(sized(1, 32, 48, 1)).shape()).as("one frame, no guidance").isEqualTo(Shape.of(1, 3, 32, 48));
    }

    /** As in diffusers: its VAE decodes two latent frames at a time, and only an odd number of them makes the first one a single frame. */
    @ParameterizedTest
    @CsvSource({"5, 8", "9, 9", "13, 16"})
    void anEvenNumberOfLatentFramesMakesThreeFramesMore(int asked, int made) throws Exception {
        assertThat(generate(sized(asked, 32, 48, 1)).frameCount()).isEqualTo(made);
    }

    @Test
    void theListenerHearsEveryStageAndStep() throws Exception {
        List<String> heard = new ArrayList<>();
        StepListener listener = new StepListener() {
            @Override
            public void stage(Stage stage) {
                heard.add(stage.name());
            }

            @Override
            public void step(int done, int total, Duration took) {
                assertThat(took).isPositive();
                heard.add(done + "/" + total);
            }
        };
        Clip clip = pipeline.generate(reference.request(SchedulerKind.DDIM), listener, Cancellation.NEVER);
        heard.remove("READING_IMAGE");
        assertThat(heard).containsExactly("READING_PROMPT", "DENOISING", "1/4", "2/4", "3/4", "4/4", "DECODING");
        assertThat(clip.seconds().denoisePerStep()).hasSize(4).allMatch(seconds -> seconds > 0);
    }

    @Test
    void aCancelStopsWithinABlock() throws Exception {
        generate(reference.request(SchedulerKind.DPM)); // the first run asks while it reads the weights, too
        AtomicInteger all = new AtomicInteger();
        pipeline.generate(reference.request(SchedulerKind.DPM), StepListener.SILENT, () -> all.incrementAndGet() < 0);
        assertThat(all.get())
                .as("asked before each of 2 × 2 text layers, both halves of 4 × 2 blocks, 13 decoder layers")
                .isGreaterThanOrEqualTo(33);
        for (int at = 0; at < all.get(); at++) {
            AtomicInteger asked = new AtomicInteger();
            int last = at;
            Cancellation cancellation = () -> asked.getAndIncrement() >= last;
            assertThatThrownBy(() -> pipeline.generate(reference.request(SchedulerKind.DPM), StepListener.SILENT, cancellation))
                    .isInstanceOf(CancellationException.class);
            assertThat(asked.get()).as("asked no more once it said yes").isEqualTo(at + 1);
        }
    }

    @Test
    void nothingStaysBehindAfterARun() throws Exception {
        generate(reference.request(SchedulerKind.DPM));
        int held = pipeline.heldTensors();
        generate(reference.request(SchedulerKind.DPM, reference.adapter("style", 1)));
        assertThatThrownBy(() -> pipeline.generate(reference.request(SchedulerKind.DPM), StepListener.SILENT, () -> true))
                .isInstanceOf(CancellationException.class);
        assertThat(pipeline.heldTensors()).isEqualTo(held);
    }

    @Test
    void anAdapterForAnotherModelIsRefusedByName() throws Exception {
        LayerParts good = ((LayerShare) reference.adapter("style", 1).shares().getFirst().share()).parts();
        TensorShare lost = Reference.pair("blocks.7.attn", good.data(Part.DOWN), good.data(Part.UP), 1);
        assertThatThrownBy(() -> generate(reference.request(SchedulerKind.DPM, new AppliedAdapter("trail", List.of(lost), 1))))
                .isInstanceOf(GenerationException.class)
                .hasMessage("Adapter trail: the model has no tensors for 1 of its changes (blocks.7.attn.weight), which are not played.");
        TensorShare turned = Reference.pair(good.address(), good.data(Part.UP), good.data(Part.DOWN), 1);
        assertThatThrownBy(() -> generate(reference.request(SchedulerKind.DPM, new AppliedAdapter("trail", List.of(turned), 1))))
                .isInstanceOf(GenerationException.class)
                .hasMessage("Adapter trail: 1 of its changes have other sizes than the model's tensors "
                        + "(transformer_blocks.0.attn1.to_k.weight) and are not played.");
    }

    @Test
    void impossibleRequestsAreRefusedInOneSentence() {
        assertThatThrownBy(() -> generate(sized(8, 32, 48, 6)))
                .hasMessage("8 frames are not possible; choose a multiple of 4 plus 1, such as 9, 17 or 49.");
        assertThatThrownBy(() -> generate(sized(9, 40, 48, 6)))
                .hasMessage("A clip of 48 × 40 pixels is not possible; width and height must be multiples of 16.");
        assertThatThrownBy(() -> generate(sized(16_001, 16_384, 16_384, 6)))
                .hasMessage("16001 frames of 16384 × 16384 pixels are more than a clip can hold; choose fewer frames or a smaller "
                        + "picture.");
        assertThatThrownBy(() -> generate(sized(9, 32, 48, Double.NaN)))
                .hasMessage("A guidance of NaN is not possible; choose a number, such as 6.");
        GenerationRequest r = reference.request(SchedulerKind.DDIM);
        GenerationRequest other = new GenerationRequest(
                r.prompt(), "", 7, 2, 9, 32, 48, 6, false, "unipc", List.of(), r.image());
        assertThatThrownBy(() -> generate(other)).hasMessage("The sampler \"unipc\" is none that this model has; choose one of ddim, dpm.");
    }

    @Test
    void anImageIsTakenExactlyWhereTheModelTakesOne() {
        GenerationRequest r = reference.request(SchedulerKind.DDIM);
        GenerationRequest plain = new GenerationRequest(r.prompt(), "", 7, 2, 9, 32, 48, 6, false, r.scheduler(), List.of());
        if (variant.endsWith("i2v")) {
            assertThatThrownBy(() -> generate(plain))
                    .hasMessage(reference.folder() + ": the clips of this model begin with an image; choose one.");
        } else {
            assertThatThrownBy(() -> generate(plain.from(new Pixels(1, 1, new byte[3]))))
                    .hasMessage(reference.folder() + ": this model makes clips from text alone and takes no image.");
        }
    }

    @Test
    void infoSaysWhatTheFolderSaysAndWhereItRuns() throws Exception {
        PipelineInfo described = new CogVideoXPipelineFactory(Reference.opener()).describe(ModelSource.of(reference.folder()));
        SchedulerKind kind = variant.equals("cogvideox-2b") ? SchedulerKind.DDIM : SchedulerKind.DPM;
        Sampling sampling = new Sampling(List.of("ddim", "dpm"), kind.id(), 6, new Sampling.Suggested("dpm", 4, false));
        boolean image = variant.endsWith("i2v");
        assertThat(described).isEqualTo(new PipelineInfo(
                reference.folder(),
                image ? "CogVideoXImageToVideoPipeline" : "CogVideoXPipeline",
                9,
                32,
                48,
                variant.contains("1.5") ? 16 : 8,
                sampling,
                24,
                image ? PipelineInfo.ImageUse.NEEDED : PipelineInfo.ImageUse.NONE,
                "-"));
        assertThat(pipeline.info().device()).isIn("cpu", "cuda:0", "mps");
    }
}
