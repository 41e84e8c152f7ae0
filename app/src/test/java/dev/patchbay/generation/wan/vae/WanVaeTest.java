package dev.patchbay.generation.wan.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.cogvideox.Reference;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.generation.torch.vae.Convolutions;
import dev.patchbay.generation.torch.vae.VaeTiles;
import dev.patchbay.generation.wan.WanReference;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of the autoencoder against what diffusers computes. */
@ParameterizedClass
@ValueSource(strings = {"wan2.1-t2v-1.3b", "wan2.2-ti2v-5b"})
@Tag("torch")
class WanVaeTest {

    private static final double LIMIT = 1e-4;

    @Parameter
    String variant;

    private WanReference reference;
    private WanVaeConfig config;
    private PtNDManager manager;
    private Script script;
    private Checkpoint checkpoint;
    private Checkpoint tiled;
    private Weights weights;

    @BeforeEach
    void load() throws Exception {
        reference = new WanReference(variant);
        config = WanVaeConfig.of(ConfigFileJson.read(reference.folder().resolve("vae/config.json")));
        manager = TorchEngine.manager(Devices.choose(DeviceChoice.CPU));
        TorchEngine.prepareThread(1);
        script = WanVaeDecoder.kernels(manager);
        checkpoint = TestOpener.OPENER.open(reference.folder().resolve("vae"));
        Path tiles = Path.of("src/test/resources/reference/wan-tiles", variant + ".safetensors");
        tiled = TestOpener.OPENER.open(tiles);
        weights = new Weights(
                manager, checkpoint, Weights.casts(manager), new Residency(DType.F32, Long.MAX_VALUE, true), Cancellation.NEVER);
    }

    @AfterEach
    void unload() throws Exception {
        manager.close();
        weights.close();
        checkpoint.close();
        tiled.close();
        reference.close();
    }

    /** What diffusers computes, of the pipeline or in tiles. */
    private TensorData data(String name) {
        return name.endsWith("_tiled") ? tiled.tensor(name).orElseThrow().data() : reference.tensor(name);
    }

    private float[] floats(String name) throws IOException {
        return data(name).toFloats();
    }

    private Shape shape(String name) {
        return new Shape(data(name).shape().toArray());
    }

    private PtNDArray tensor(String name) throws IOException {
        return (PtNDArray) manager.create(floats(name), shape(name));
    }

    private List<Double> every(double value) {
        return Collections.nCopies(config.latentChannels(), value);
    }

    /** Frames first to colours first, as diffusers has them. */
    private static float[] coloursFirst(float[] frames, Shape expected) {
        int count = Math.toIntExact(expected.get(2));
        int plane = Math.toIntExact(expected.get(3) * expected.get(4));
        float[] sorted = new float[frames.length];
        for (int frame = 0; frame < count; frame++) {
            for (int colour = 0; colour < 3; colour++) {
                System.arraycopy(frames, (frame * 3 + colour) * plane, sorted, (colour * count + frame) * plane, plane);
            }
        }
        return sorted;
    }

    private void assertDecoded(float[] found, String name) throws IOException {
        float[] expected = floats(name);
        assertThat(found).hasSameSizeAs(expected);
        float[] sorted = coloursFirst(found, shape(name));
        assertThat(Reference.error(variant + " " + name, sorted, expected)).isLessThan(LIMIT);
    }

    private PtNDArray latents(String decoded) throws IOException {
        PtNDArray latents = tensor("vae.latents");
        return decoded.endsWith("one_frame") ? script.call(manager, "frames", latents, 0, 1) : latents;
    }

    @ParameterizedTest
    @ValueSource(strings = {"vae.decoded", "vae.decoded_one_frame"})
    void decodedFramesAgree(String decoded) throws Exception {
        PtNDArray latents = latents(decoded);
        WanVaeDecoder decoder = new WanVaeDecoder(config, script, weights);
        List<float[]> frames = decoder.decode(manager, latents, every(1), every(0), Cancellation.NEVER);
        assertThat(frames).hasSize(Math.toIntExact(latents.getShape().get(2)));
        assertDecoded(VaeTiles.joined(frames), decoded);
    }

    /** Single rows of single frames; strips; whole frames. */
    @ParameterizedTest
    @ValueSource(longs = {1, 300_000, 3_000_000})
    void partsOfConvolutionsMakeTheWhole(long most) throws Exception {
        Convolutions convolutions = new Convolutions(script, WanLayers.STYLE, most, most);
        WanVaeDecoder decoder = new WanVaeDecoder(config, script, weights, convolutions);
        List<float[]> frames = decoder.decode(manager, latents("vae.decoded"), every(1), every(0), Cancellation.NEVER);
        assertDecoded(VaeTiles.joined(frames), "vae.decoded");
    }

    @Test
    void encodedMeansAgree() throws Exception {
        PtNDArray means = new WanVaeEncoder(config, script, weights).means(manager, tensor("vae.video"), Cancellation.NEVER);
        assertThat(Reference.error(variant + " encoded", means.toFloatArray(), floats("vae.encoded_mean"))).isLessThan(LIMIT);
    }

    /** Tiles of three by three latent pixels, one of which overlaps with the next. */
    @Test
    void framesDecodedInTilesAgree() throws Exception {
        int scale = config.spatialCompression();
        VaeTiles tiles = config.decodingTiles(3 * scale, 2 * scale);
        WanVaeDecoder decoder = new WanVaeDecoder(config, script, weights);
        PtNDArray latents = tensor("vae.latents_tiled");
        assertDecoded(decoder.decodeTiled(manager, latents, tiles, every(1), every(0), Cancellation.NEVER), "vae.decoded_tiled");
    }

    @Test
    void meansEncodedInTilesAgree() throws Exception {
        VaeTiles tiles = config.encodingTiles(24, 16);
        WanVaeEncoder encoder = new WanVaeEncoder(config, script, weights);
        PtNDArray means = encoder.tiledMeans(manager, tensor("vae.video_tiled"), tiles, Cancellation.NEVER);
        assertThat(Reference.error(variant + " encoded tiles", means.toFloatArray(), floats("vae.encoded_tiled"))).isLessThan(LIMIT);
    }

    /** Numbers of eleven and eight bits; diffusers itself is 0.008 and 0.085 from its float32 frames in them. */
    @ParameterizedTest
    @CsvSource({"F16, 0.02", "BF16, 0.2"})
    void smallerTypesOfWeightsAreUsed(DType dtype, double limit) throws Exception {
        Checkpoint again = TestOpener.OPENER.open(reference.folder().resolve("vae"));
        Residency whole = new Residency(dtype, Long.MAX_VALUE, true);
        PtNDManager run = manager.newSubManager(manager.getDevice());
        try (Weights small = new Weights(run, again, Weights.casts(run), whole, Cancellation.NEVER); run) {
            WanVaeEncoder encoder = new WanVaeEncoder(config, script, small);
            float[] means = encoder.means(run, tensor("vae.video"), Cancellation.NEVER).toFloatArray();
            assertThat(Reference.error(variant + " encoded in " + dtype, means, floats("vae.encoded_mean"))).isLessThan(limit);
            WanVaeDecoder decoder = new WanVaeDecoder(config, script, small);
            float[] frames = VaeTiles.joined(decoder.decode(run, tensor("vae.latents"), every(1), every(0), Cancellation.NEVER));
            float[] sorted = coloursFirst(frames, shape("vae.decoded"));
            assertThat(Reference.error(variant + " decoded in " + dtype, sorted, floats("vae.decoded"))).isLessThan(limit);
        }
    }

    /** As the pipelines of diffusers move latents to mean 0 and standard deviation 1. */
    @Test
    void latentsOfTheSamplerAreNormalised() throws Exception {
        PtNDArray encoded = new WanVaeEncoder(config, script, weights).encode(manager, tensor("vae.video"), Cancellation.NEVER);
        float[] expected = floats("vae.encoded_mean");
        float[] own = floats("vae.latents");
        int each = expected.length / config.latentChannels();
        for (int i = 0; i < expected.length; i++) {
            double mean = config.mean().get(i / each);
            double deviation = config.std().get(i / each);
            expected[i] = (float) ((expected[i] - mean) / deviation);
            own[i] = (float) ((own[i] - mean) / deviation);
        }
        assertThat(Reference.error(variant + " normalised", encoded.toFloatArray(), expected)).isLessThan(LIMIT);
        PtNDArray latents = (PtNDArray) manager.create(own, shape("vae.latents"));
        List<float[]> frames = new WanVaeDecoder(config, script, weights).decode(manager, latents, Cancellation.NEVER);
        assertDecoded(VaeTiles.joined(frames), "vae.decoded");
    }

    /** Between all layers, and in those that are divided. */
    @Test
    void aCancelIsHeardAndNothingStays() throws Exception {
        Convolutions convolutions = new Convolutions(script, WanLayers.STYLE, 3_000_000, 3_000_000);
        WanVaeDecoder decoder = new WanVaeDecoder(config, script, weights, convolutions);
        PtNDArray latents = tensor("vae.latents");
        AtomicInteger all = new AtomicInteger();
        decoder.decode(manager, latents, () -> all.incrementAndGet() < 0);
        int held = manager.getManagedArrays().size();
        for (int at = 0; at < all.get(); at += Math.ceilDiv(all.get(), 9)) {
            int last = at;
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(() -> decoder.decode(manager, latents, () -> asked.getAndIncrement() >= last))
                    .isInstanceOf(CancellationException.class);
            assertThat(asked.get()).as("asked no more once it said yes").isEqualTo(at + 1);
            assertThat(manager.getManagedArrays()).hasSize(held);
        }
    }
}
