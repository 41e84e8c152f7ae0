package dev.patchbay.generation.wan;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Script;
import java.util.Arrays;
import java.util.Optional;

/** What the transformer is told of an image and of the time, by the two ways there are: beside the sample, or as its first frame. */
final class Conditions {

    private final RunContext run;
    private final Script script;
    private final Optional<PtNDArray> beside;
    private final Optional<PtNDArray> first;

    /** @param image from {@link ImageStage} */
    Conditions(RunContext run, Optional<PtNDArray> image) {
        this.run = run;
        this.script = run.parts().conditions();
        boolean besides = run.config().imageBeside();
        this.beside = image.filter(latents -> besides)
                .map(latents -> script.call(run.manager(), "masked", latents, run.config().vae().temporalCompression()));
        this.first = image.filter(latents -> !besides);
    }

    /** The sample as the transformer takes it; the sample itself without an image. */
    PtNDArray input(PtNDManager owner, PtNDArray sample) {
        if (beside.isPresent()) {
            return script.call(owner, "beside", sample, beside.get());
        }
        return first.isPresent() ? script.call(owner, "beginning", sample, first.get()) : sample;
    }

    /** The timestep, or with an image as the first frame one for each token, 0 for those of the image. */
    PtNDArray times(PtNDManager owner, double timestep) {
        if (first.isEmpty()) {
            return (PtNDArray) owner.create(new float[] {(float) timestep}, new Shape(1));
        }
        LatentGrid grid = run.grid();
        float[] times = new float[grid.tokens(run.config().anyTransformer())];
        Arrays.fill(times, times.length / grid.frames(), times.length, (float) timestep);
        return (PtNDArray) owner.create(times, new Shape(1, times.length));
    }

    /** What is decoded of the last sample; closes it if that is another. */
    PtNDArray finished(PtNDArray sample) {
        if (first.isEmpty()) {
            return sample;
        }
        try (sample) {
            return script.call(run.manager(), "beginning", sample, first.get());
        }
    }
}
