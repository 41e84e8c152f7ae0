package dev.patchbay.generation.cogvideox;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.cogvideox.vae.VaeDecoder;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.LinearFit;
import dev.patchbay.generation.torch.TorchTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Colours of latents without decoding them: a linear function, fitted once for each autoencoder. The decoder is shown random patches of
 * equal latents, and the function is the one that comes closest to the mean colours in their middles.
 */
final class Colours {

    /** Latent pixels along the edge of a patch: the middle of it sees little of its neighbours. */
    private static final int PATCH = 4;

    private static final int PATCHES = 6;
    private static final int IMAGES = 2;
    private static final long SEED = 1;

    private final LinearFit fit;

    private Colours(LinearFit fit) {
        this.fit = fit;
    }

    /** Fits the colours with the run's decoder, which is loaded for it and given back. */
    static Colours fit(RunContext run) throws IOException {
        Random random = new Random(SEED);
        List<LinearFit.Sample> samples = new ArrayList<>();
        try (Component.Use<VaeDecoder> decoder = run.parts().vaeDecoder().use(run.plan().vae(), run.cancellation())) {
            for (int image = 0; image < IMAGES; image++) {
                show(run, decoder.model(), random, samples);
            }
        }
        return new Colours(LinearFit.of(samples));
    }

    private static void show(RunContext run, VaeDecoder decoder, Random random, List<LinearFit.Sample> samples) throws IOException {
        int channels = run.config().vae().latentChannels();
        int edge = PATCH * PATCHES;
        double[][] patches = new double[PATCHES * PATCHES][channels];
        float[] latents = new float[channels * edge * edge];
        for (double[] patch : patches) {
            Arrays.setAll(patch, c -> random.nextGaussian());
        }
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < edge; y++) {
                for (int x = 0; x < edge; x++) {
                    double value = patches[y / PATCH * PATCHES + x / PATCH][c];
                    latents[(c * edge + y) * edge + x] = (float) (value / run.config().vae().scalingFactor());
                }
            }
        }
        float[] pixels;
        try (PtNDManager temporary = run.manager().newSubManager(run.manager().getDevice())) {
            PtNDArray wide = (PtNDArray) temporary.create(latents, new Shape(1, channels, 1, edge, edge));
            PtNDArray cast = run.parts().casts().call(temporary, "cast", wide, TorchTypes.code(run.plan().vae().dtype()));
            pixels = decoder.decode(temporary, cast, run.cancellation()).getFirst();
        }
        int scale = run.config().vae().spatialCompression();
        for (int i = 0; i < patches.length; i++) {
            samples.add(new LinearFit.Sample(patches[i], middle(pixels, edge * scale, i / PATCHES, i % PATCHES, PATCH * scale)));
        }
    }

    /** Mean colour of the middle half of a patch, 0..1. */
    private static double[] middle(float[] pixels, int edge, int row, int column, int patch) {
        double[] colour = new double[3];
        int half = patch / 2;
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            for (int y = row * patch + half / 2; y < row * patch + half / 2 + half; y++) {
                for (int x = column * patch + half / 2; x < column * patch + half / 2 + half; x++) {
                    sum += pixels[(c * edge + y) * edge + x];
                }
            }
            colour[c] = sum / (half * half) / 2 + 0.5;
        }
        return colour;
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
