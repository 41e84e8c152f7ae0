package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shipped model, which was trained: its clips must look like what was asked for. */
@Tag("torch")
class DemoModelTest {

    private static final double MIN_EXPLAINED = 0.5;
    private static final double MIN_CORRELATION = 0.75;

    private static Path demo(String name) throws Exception {
        return Path.of(DemoModelTest.class.getResource("/dev/patchbay/demo/" + name).toURI());
    }

    private static GenerationRequest request(String prompt, AppliedAdapter... adapters) {
        return new GenerationRequest(prompt, "", 3, 20, 17, 64, 64, 4, false, SchedulerKind.DPM.id(), List.of(adapters));
    }

    @Test
    void aTrainedModelShowsWhatThePromptSaysAndTheAdapterChangesIt() throws Exception {
        CogVideoXPipelineFactory factory = new CogVideoXPipelineFactory(Reference.opener());
        try (VideoPipeline pipeline = factory.load(ModelSource.of(demo("pipeline")), EngineChoice.on(DeviceChoice.AUTO));
                Checkpoint trail = Reference.opener().open(demo("trail-diffusers.safetensors"))) {
            PipelineInfo info = pipeline.info();
            assertThat(List.of(info.frames(), info.height(), info.width())).containsExactly(17, 64, 64);
            assertThat(info.framesPerSecond()).isEqualTo(8);
            List<CoarsePicture> pictures = new ArrayList<>();
            Clip base = pipeline.generate(
                    request("a yellow circle moving right on a teal background"), collecting(pictures), Cancellation.NEVER);
            assertThat(pictures).as("one each step").hasSize(20);
            assertThat(pictures.getLast().explained()).isBetween(MIN_EXPLAINED, 1.0);
            assertThat(correlation(pictures.getLast(), base)).as("the last picture is like the clip").isGreaterThan(MIN_CORRELATION);
            assertThat(base.shape()).isEqualTo(Shape.of(17, 3, 64, 64));
            assertThat(redness(base, 0, true)).as("starts on the left").isGreaterThan(3 * redness(base, 0, false));
            assertThat(redness(base, 16, false)).as("ends on the right").isGreaterThan(3 * redness(base, 16, true));
            Clip adapted = pipeline.generate(
                    request("a yellow circle moving right on a teal background", adapter(trail)), StepListener.SILENT, Cancellation.NEVER);
            assertThat(difference(base, adapted)).as("visibly different").isGreaterThan(0.005);
        }
    }

    private static StepListener collecting(List<CoarsePicture> pictures) {
        return new StepListener() {
            @Override
            public boolean wantsPictures() {
                return true;
            }

            @Override
            public void picture(CoarsePicture picture) {
                pictures.add(picture);
            }
        };
    }

    /** Of all colours of a picture with those of the clip, a latent frame beside the last frame that is made of it. */
    private static double correlation(CoarsePicture picture, Clip clip) {
        int scale = clip.width() / picture.width();
        List<double[]> pairs = new ArrayList<>();
        for (int f = 0; f < picture.frames(); f++) {
            for (int i = 0; i < picture.width() * picture.height(); i++) {
                for (int c = 0; c < 3; c++) {
                    double sum = 0;
                    for (int at = 0; at < scale * scale; at++) {
                        int x = i % picture.width() * scale + at % scale;
                        int y = i / picture.width() * scale + at / scale;
                        sum += clip.argb(4 * f, x, y) >> 16 - 8 * c & 0xff;
                    }
                    int coarse = picture.rgb()[(f * picture.width() * picture.height() + i) * 3 + c] & 0xff;
                    pairs.add(new double[] {coarse, sum / (scale * scale)});
                }
            }
        }
        double x = pairs.stream().mapToDouble(pair -> pair[0]).average().orElseThrow();
        double y = pairs.stream().mapToDouble(pair -> pair[1]).average().orElseThrow();
        double xy = pairs.stream().mapToDouble(pair -> (pair[0] - x) * (pair[1] - y)).sum();
        double xx = pairs.stream().mapToDouble(pair -> Math.pow(pair[0] - x, 2)).sum();
        double yy = pairs.stream().mapToDouble(pair -> Math.pow(pair[1] - y, 2)).sum();
        return xy / Math.sqrt(xx * yy);
    }

    private static AppliedAdapter adapter(Checkpoint file) {
        List<TensorShare> shares = new ArrayList<>();
        file.tensors().forEach((key, down) -> {
            if (key.endsWith(".lora_A.weight")) {
                String module = key.substring("transformer.".length(), key.length() - ".lora_A.weight".length());
                shares.add(Reference.pair(module, down.data(), file.tensors().get(key.replace(".lora_A.", ".lora_B.")).data(), 1));
            }
        });
        return new AppliedAdapter("trail", shares, 1);
    }

    /** How much more red than blue, the background, there is in one half of a frame. */
    private static double redness(Clip clip, int frame, boolean left) {
        double sum = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = left ? 0 : 32; x < (left ? 32 : 64); x++) {
                int pixel = clip.argb(frame, x, y);
                sum += Math.max(0, (pixel >> 16 & 0xff) - (pixel & 0xff));
            }
        }
        return sum;
    }

    private static double difference(Clip one, Clip other) {
        double sum = 0;
        for (int i = 0; i < one.frames().length; i++) {
            sum += Math.abs(one.frames()[i] - other.frames()[i]);
        }
        return sum / one.frames().length;
    }
}
