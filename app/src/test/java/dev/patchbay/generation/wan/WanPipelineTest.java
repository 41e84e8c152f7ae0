package dev.patchbay.generation.wan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.PlannedStage;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.cogvideox.Reference;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs against diffusers', step by step. */
@ParameterizedClass
@ValueSource(strings = {"wan2.1-t2v-1.3b", "wan2.2-t2v-a14b", "wan2.2-i2v-a14b", "wan2.2-ti2v-5b", "wan2.2-ti2v-5b-image"})
@Tag("torch")
class WanPipelineTest {

    private static final double LIMIT = 1e-3;

    private static WanReference reference;
    private static WanPipeline pipeline;

    @Parameter
    String variant;

    @BeforeParameterizedClassInvocation
    static void load(String variant) throws Exception {
        reference = new WanReference(variant);
        pipeline = (WanPipeline) new WanPipelineFactory(TestOpener.OPENER, Optional.empty())
                .load(ModelSource.of(reference.folder()), EngineChoice.on(DeviceChoice.AUTO));
    }

    @AfterParameterizedClassInvocation
    static void unload() throws Exception {
        pipeline.close();
        reference.close();
    }

    private static Clip generate(GenerationRequest request) throws Exception {
        return pipeline.generate(request, StepListener.SILENT, Cancellation.NEVER);
    }

    private int edge() {
        return variant.contains("ti2v") ? 2 : 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"unipc", "euler"})
    void everyStepAndEveryFrameAgree(String sampler) throws Exception {
        String name = "pipeline." + sampler;
        Clip clip = generate(reference.request(sampler));
        float[] latents = reference.floats(name + ".latents");
        int step = latents.length / 4;
        assertThat(clip.latents()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            float[] expected = Arrays.copyOfRange(latents, i * step, (i + 1) * step);
            assertThat(Reference.error(variant + " " + name + " latents " + i, clip.latents().get(i), expected)).isLessThan(LIMIT);
        }
        assertThat(Reference.error(variant + " " + name + " frames", clip.frames(), reference.floats(name + ".frames"))).isLessThan(LIMIT);
        assertThat(clip.shape()).isEqualTo(Shape.of(9, 3, 32 * edge(), 48 * edge()));
        assertThat(clip.latentShape()).isEqualTo(Shape.of(1, variant.contains("ti2v") ? 6 : 4, 3, 4, 6));
        assertThat(clip.framesPerSecond()).isEqualTo(variant.contains("ti2v") ? 24 : 16);
    }

    @Test
    void theAdaptedClipAgrees() throws Exception {
        Clip clip = generate(reference.request("unipc", reference.adapter("style", 0.8)));
        float[] expected = reference.floats("pipeline.unipc.frames_lora_style_0.8");
        assertThat(Reference.error(variant + " style 0.8 frames", clip.frames(), expected)).isLessThan(LIMIT);
        assertThat(clip.warnings()).isEmpty();
    }

    @Test
    void strengthZeroIsTheBase() throws Exception {
        GenerationRequest request = reference.request("unipc");
        Clip base = generate(request);
        assertThat(generate(request).frames()).as("the same request twice").isEqualTo(base.frames());
        GenerationRequest none = reference.request("unipc", reference.adapter("style", 0));
        assertThat(generate(none).frames()).as("strength 0").isEqualTo(base.frames());
        assertThat(generate(request.with(new GenerationRequest.Flow(request.flow().lowNoiseGuidance(), OptionalDouble.of(8)))).frames())
                .as("another shift")
                .isNotEqualTo(base.frames());
    }

    @Test
    void anAdapterForOneExpertChangesTheStepsOfThatExpertOnly() throws Exception {
        GenerationRequest request = reference.request("unipc");
        if (!variant.contains("a14b")) {
            assertThatThrownBy(() -> generate(request.with(List.of(new WanReference("wan2.2-t2v-a14b").adapter("style", 1)[0]))))
                    .hasMessageContaining("this model has one transformer");
            return;
        }
        Clip base = generate(request);
        Clip low = generate(request.with(List.of(reference.adapter("style", 1)[1])));
        // The first two of four steps are above the boundary.
        for (int step = 0; step < 4; step++) {
            boolean same = Arrays.equals(low.latents().get(step), base.latents().get(step));
            assertThat(same).as("step %d", step).isEqualTo(step < 2);
        }
    }

    @Test
    void eachExpertThatIsAskedIsAStageOfThePlan() throws Exception {
        GenerationPlan plan = pipeline.plan(reference.request("unipc"));
        List<StepListener.Stage> stages = plan.stages().stream().map(PlannedStage::stage).toList();
        assertThat(stages).filteredOn(StepListener.Stage.DENOISING::equals).hasSize(variant.contains("a14b") ? 2 : 1);
        assertThat(stages.contains(StepListener.Stage.READING_IMAGE)).isEqualTo(reference.image().isPresent());
        assertThat(plan.fits()).isTrue();
    }

    @Test
    void theListenerHearsEveryStageAndStepAndACancelStops() throws Exception {
        List<String> heard = new ArrayList<>();
        StepListener listener = new StepListener() {
            @Override
            public void stage(Stage stage) {
                heard.add(stage.name());
            }

            @Override
            public void step(int done, int total, Duration took) {
                heard.add(done + "/" + total);
            }
        };
        pipeline.generate(reference.request("unipc"), listener, Cancellation.NEVER);
        assertThat(heard.remove("READING_IMAGE")).isEqualTo(reference.image().isPresent());
        assertThat(heard).containsExactly("READING_PROMPT", "DENOISING", "1/4", "2/4", "3/4", "4/4", "DECODING");
        int held = pipeline.heldTensors();
        assertThatThrownBy(() -> pipeline.generate(reference.request("unipc"), StepListener.SILENT, () -> true))
                .isInstanceOf(CancellationException.class);
        generate(reference.request("euler", reference.adapter("style", 1)));
        assertThat(pipeline.heldTensors()).isEqualTo(held);
    }

    @Test
    void anImageIsTakenWhereTheModelTakesOne() throws Exception {
        GenerationRequest r = reference.request("unipc");
        GenerationRequest plain = new GenerationRequest(
                r.prompt(), "", 7, 1, 5, r.height(), r.width(), 1, false, "unipc", List.of());
        GenerationRequest pictured = plain.from(new Pixels(1, 1, new byte[3]));
        switch (pipeline.info().image()) {
            case NONE -> assertThatThrownBy(() -> generate(pictured)).hasMessageContaining("takes no image");
            case NEEDED -> assertThatThrownBy(() -> generate(plain)).hasMessageContaining("begin with an image; choose one");
            case POSSIBLE -> assertThat(generate(pictured).frames()).isNotEqualTo(generate(plain).frames());
        }
    }

    @Test
    void impossibleSizesAreRefused() {
        GenerationRequest r = reference.request("unipc");
        GenerationRequest narrow = new GenerationRequest(
                r.prompt(), "", 7, 1, 5, r.height(), r.width() + 8, 1, false, "unipc", List.of(), r.image());
        assertThatThrownBy(() -> generate(narrow)).hasMessageContaining("must be multiples of " + 16 * edge());
        GenerationRequest even = new GenerationRequest(
                r.prompt(), "", 7, 1, 8, r.height(), r.width(), 1, false, "unipc", List.of(), r.image());
        assertThatThrownBy(() -> generate(even)).hasMessageContaining("a multiple of 4 plus 1");
    }

    @Test
    void infoSaysWhatTheFolderSays() throws Exception {
        PipelineInfo described =
                new WanPipelineFactory(TestOpener.OPENER, Optional.empty()).describe(ModelSource.of(reference.folder()));
        boolean image = reference.image().isPresent();
        assertThat(described.pipelineClass()).isEqualTo(image ? "WanImageToVideoPipeline" : "WanPipeline");
        assertThat(described.promptTokens()).isEqualTo(24);
        assertThat(described.sampling().schedulers()).containsExactly("unipc", "euler");
        assertThat(described.takesImage()).isEqualTo(image || variant.contains("ti2v"));
    }
}
