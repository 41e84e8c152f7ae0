package dev.patchbay.generation.wan;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.wan.vae.WanVaeEncoder;
import java.io.IOException;
import java.util.Optional;

/** The image a clip begins with to latents: the mean of what the encoder says, so that no noise is drawn. */
final class ImageStage {

    private final RunContext run;

    ImageStage(RunContext run) {
        this.run = run;
    }

    /**
     * Latents of the request's image; empty if it has none.
     *
     * @return {@code [1, channels, 1, height, width]} of the image alone, or with all the frames of a clip that is grey after it, where
     *     the transformer takes them beside the sample
     */
    Optional<PtNDArray> encode() throws IOException {
        Optional<Pixels> image = run.request().image();
        if (image.isEmpty()) {
            return Optional.empty();
        }
        run.cancellation().check();
        run.listener().stage(Stage.READING_IMAGE);
        try (Component.Use<WanVaeEncoder> encoder =
                        run.parts().vaeEncoder().use(run.residency(Stage.READING_IMAGE, 0), run.cancellation());
                PtNDManager temporary = run.manager().newSubManager(run.manager().getDevice())) {
            PtNDArray frames = frames(temporary, image.get());
            return Optional.of(
                    run.plan().tiled()
                            ? encoder.model().encodeTiled(run.manager(), frames, run.config().vae().encodingTiles(), run.cancellation())
                            : encoder.model().encode(run.manager(), frames, run.cancellation()));
        }
    }

    private PtNDArray frames(PtNDManager temporary, Pixels image) {
        int height = run.request().height();
        int width = run.request().width();
        int count = run.config().imageBeside() ? run.request().frames() : 1;
        float[] first = image.resized(width, height).planes();
        int plane = height * width;
        if (count == 1) {
            return (PtNDArray) temporary.create(first, new Shape(1, 3, 1, height, width));
        }
        float[] clip = new float[Math.toIntExact(3L * count * plane)];
        for (int colour = 0; colour < 3; colour++) {
            System.arraycopy(first, colour * plane, clip, colour * count * plane, plane);
        }
        return (PtNDArray) temporary.create(clip, new Shape(1, 3, count, height, width));
    }
}
