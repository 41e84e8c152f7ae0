package dev.patchbay.generation.wan;

import ai.djl.pytorch.engine.PtNDArray;
import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.wan.vae.WanVaeDecoder;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.List;

/** Latents to frames. */
final class DecodingStage {

    private final RunContext run;

    DecodingStage(RunContext run) {
        this.run = run;
    }

    /**
     * Decodes.
     *
     * @param sample the latents of the last step
     * @return {@code [frames, 3, height, width]}, values 0..1
     */
    float[] decode(PtNDArray sample) throws IOException {
        run.listener().stage(Stage.DECODING);
        List<float[]> batches;
        try (Component.Use<WanVaeDecoder> decoder = run.parts().vaeDecoder().use(run.residency(Stage.DECODING, 0), run.cancellation())) {
            batches = run.plan().tiled()
                    ? List.of(decoder.model().decodeTiled(run.manager(), sample, run.config().vae().decodingTiles(), run.cancellation()))
                    : decoder.model().decode(run.manager(), sample, run.cancellation());
            for (float[] batch : batches) {
                decoder.demandFinite(batch, Message.of("generation.framesNotFinite"));
            }
        }
        float[] values = new float[Math.toIntExact(batches.stream().mapToLong(batch -> batch.length).sum())];
        int at = 0;
        for (float[] batch : batches) {
            for (float value : batch) {
                values[at++] = Math.clamp(value * 0.5f + 0.5f, 0f, 1f);
            }
        }
        return values;
    }
}
