package dev.patchbay.generation.cogvideox;

import ai.djl.pytorch.engine.PtNDArray;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.cogvideox.vae.VaeDecoder;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.TorchTypes;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.List;

/** Latents to frames. */
final class DecodingStage {

    private final RunContext run;

    DecodingStage(RunContext run) {
        this.run = run;
    }

    /** @param sample the latents of the last step */
    DecodedFrames decode(PtNDArray sample) throws IOException {
        run.listener().stage(StepListener.Stage.DECODING);
        List<float[]> batches;
        try (Component.Use<VaeDecoder> decoder = run.parts().vaeDecoder().use(run.plan().vae(), run.cancellation());
                PtNDArray shown = run.parts().sampling().call(run.manager(), "drop_frames", sample, run.grid().padding());
                PtNDArray unscaled = run.parts().sampling().call(run.manager(), "unscale", shown, run.config().vae().scalingFactor());
                PtNDArray latents = run.parts().casts().call(
                        run.manager(), "cast", unscaled, TorchTypes.code(run.plan().vae().dtype()))) {
            batches = run.plan().plan().tiled()
                    ? List.of(decoder.model().decodeTiled(run.manager(), latents, run.config().vae().tiles(), run.cancellation()))
                    : decoder.model().decode(run.manager(), latents, run.cancellation());
            for (float[] batch : batches) {
                decoder.demandFinite(batch, Message.of("generation.framesNotFinite"));
            }
        }
        int total = Math.toIntExact(batches.stream().mapToLong(batch -> batch.length).sum());
        float[] values = new float[total];
        int at = 0;
        for (float[] batch : batches) {
            for (float value : batch) {
                values[at++] = Math.clamp(value * 0.5f + 0.5f, 0f, 1f);
            }
        }
        return new DecodedFrames(values, total / (3 * run.request().height() * run.request().width()));
    }

    /**
     * @param values of all frames, 0..1
     * @param count of frames
     */
    record DecodedFrames(float[] values, int count) {}
}
