package dev.patchbay.generation.cogvideox;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.cogvideox.vae.VaeEncoder;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.TorchTypes;
import java.io.IOException;
import java.util.Optional;

/**
 * The image a clip begins with to latents: a sample of what the encoder says, whose noise is the first that the run draws, in the first
 * frame, and zeros in the others. The encoder is loaded for this stage only, unless the plan has room for it.
 */
final class ImageStage {

    private final RunContext run;

    ImageStage(RunContext run) {
        this.run = run;
    }

    /** Latents {@code [1, frames, channels, height, width]} of the request's image; empty if it has none. */
    Optional<PtNDArray> encode(Noise noise) throws IOException {
        Optional<Pixels> image = run.request().image();
        if (image.isEmpty()) {
            return Optional.empty();
        }
        run.cancellation().check();
        run.listener().stage(StepListener.Stage.READING_IMAGE);
        Component<VaeEncoder> component = run.parts().vaeEncoder().orElseThrow();
        try (Component.Use<VaeEncoder> encoder = component.use(run.plan().image(), run.cancellation())) {
            return Optional.of(encode(encoder.model(), image.get(), noise));
        }
    }

    private PtNDArray encode(VaeEncoder encoder, Pixels image, Noise noise) throws IOException {
        LatentGrid grid = run.grid();
        int height = run.request().height();
        int width = run.request().width();
        try (PtNDManager temporary = run.manager().newSubManager(run.manager().getDevice())) {
            float[] planes = image.resized(width, height).planes();
            PtNDArray pixels = (PtNDArray) temporary.create(planes, new Shape(1, 3, 1, height, width));
            PtNDArray frame = run.parts().casts().call(temporary, "cast", pixels, TorchTypes.code(run.plan().image().dtype()));
            float[] encoded = run.plan().plan().tiled()
                    ? encoder.encodeTiled(temporary, frame, run.config().vae().tiles(), run.cancellation())
                    : encoder.encode(temporary, frame, run.cancellation()).getFirst();
            Shape shape = new Shape(1, 2L * grid.channels(), grid.height(), grid.width());
            PtNDArray moments = (PtNDArray) temporary.create(encoded, shape);
            return encoder.firstFrame(run.manager(), moments, noise.draw(temporary, grid.imageShape()), grid.frames());
        }
    }
}
