package dev.patchbay.generation.cogvideox;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.cogvideox.vae.VaeEncoder;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.LinearFit;
import dev.patchbay.generation.torch.TorchTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Colours of latents without decoding them: a linear function, fitted once for each autoencoder. The encoder is shown drawn scenes, and
 * the function is the one that comes closest to their colours, one latent pixel beside the mean of the pixels it stands for.
 */
final class Colours {

    /** Edge of a scene in latent pixels. */
    private static final int EDGE = 24;

    private static final int SCENES = 9;
    private static final long SEED = 1;

    private final LinearFit fit;

    private Colours(LinearFit fit) {
        this.fit = fit;
    }

    /** Fits the colours with this encoder, which is loaded for it and given back. */
    static Colours fit(RunContext run, Component<VaeEncoder> component) throws IOException {
        Random random = new Random(SEED);
        int scale = run.config().vae().spatialCompression();
        List<DrawnScene> scenes = new ArrayList<>();
        List<float[]> latents = new ArrayList<>();
        try (Component.Use<VaeEncoder> encoder = component.use(run.plan().vae(), run.cancellation())) {
            for (int i = 0; i < SCENES; i++) {
                DrawnScene scene = DrawnScene.random(random, EDGE * scale);
                scenes.add(scene);
                latents.add(encode(run, encoder.model(), scene));
            }
        }
        return new Colours(LinearFit.of(samples(run, scenes, latents)));
    }

    private static float[] encode(RunContext run, VaeEncoder encoder, DrawnScene scene) throws IOException {
        try (PtNDManager temporary = run.manager().newSubManager(run.manager().getDevice())) {
            PtNDArray pixels = (PtNDArray) temporary.create(scene.planes(), new Shape(1, 3, 1, scene.edge(), scene.edge()));
            PtNDArray frame = run.parts().casts().call(temporary, "cast", pixels, TorchTypes.code(run.plan().vae().dtype()));
            return encoder.encode(temporary, frame, run.cancellation()).getFirst();
        }
    }

    /** Scene after scene for each pixel, so that the fit's error is that of whole scenes it has not seen. */
    private static List<LinearFit.Sample> samples(RunContext run, List<DrawnScene> scenes, List<float[]> latents) {
        int scale = run.config().vae().spatialCompression();
        double factor = run.config().vae().scalingFactor();
        List<LinearFit.Sample> samples = new ArrayList<>();
        for (int pixel = 0; pixel < EDGE * EDGE; pixel++) {
            for (int scene = 0; scene < SCENES; scene++) {
                double[] channels = new double[run.config().vae().latentChannels()];
                for (int c = 0; c < channels.length; c++) {
                    channels[c] = factor * latents.get(scene)[c * EDGE * EDGE + pixel];
                }
                samples.add(new LinearFit.Sample(channels, scenes.get(scene).mean(pixel % EDGE, pixel / EDGE, scale)));
            }
        }
        return samples;
    }

    /** @param latents {@code [1, frames, channels, height, width]} of the grid; padding is left out */
    CoarsePicture picture(float[] latents, LatentGrid grid) {
        int frames = grid.frames() - grid.padding();
        int plane = grid.height() * grid.width();
        byte[] rgb = new byte[frames * plane * 3];
        double[] channels = new double[grid.channels()];
        for (int f = 0; f < frames; f++) {
            for (int i = 0; i < plane; i++) {
                for (int c = 0; c < channels.length; c++) {
                    channels[c] = latents[((f + grid.padding()) * channels.length + c) * plane + i];
                }
                double[] colour = fit.apply(channels);
                for (int c = 0; c < 3; c++) {
                    rgb[(f * plane + i) * 3 + c] = (byte) Math.round(Math.clamp(colour[c], 0, 1) * 255);
                }
            }
        }
        return new CoarsePicture(frames, grid.width(), grid.height(), rgb, fit.explained());
    }
}
