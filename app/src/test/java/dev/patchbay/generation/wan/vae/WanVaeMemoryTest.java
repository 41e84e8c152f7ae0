package dev.patchbay.generation.wan.vae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.LiveBytes;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.task.Cancellation;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The autoencoders' costs at full width beside what is really allocated on a CPU, without the weights. */
@Tag("fullsize")
class WanVaeMemoryTest {

    private static final long MB = 1_000_000;
    private static final double TOLERANCE = 0.1;

    /** What the engine and the JVM allocate in a run of any size. */
    private static final long SLACK = 25 * MB;

    private PtNDManager manager;
    private Script script;

    @BeforeEach
    void load() throws Exception {
        manager = TorchEngine.manager(Devices.choose(DeviceChoice.CPU));
        TorchEngine.prepareThread(TorchEngine.threads());
        script = WanVaeDecoder.kernels(manager);
    }

    @AfterEach
    void unload() {
        manager.close();
    }

    /** Latents: frames, rows, columns. */
    @ParameterizedTest
    @CsvSource({"WAN_2_1, 1, 16, 24", "WAN_2_1, 2, 16, 24", "WAN_2_1, 3, 16, 24", "WAN_2_2, 1, 8, 12", "WAN_2_2, 3, 8, 12"})
    void decoding(PublishedVae vae, int frames, int rows, int columns) throws Exception {
        WanVaeDecoder decoder = vae.load(manager, script, WanVaeDecoder::new);
        PtNDArray latents = zeros(new Shape(1, vae.config().latentChannels(), frames, rows, columns));
        try (LiveBytes live = new LiveBytes()) {
            live.phase("run");
            decoder.decode(manager, latents, Cancellation.NEVER);
            double elements = WanDecoderCost.of(vae.config(), frames, rows, columns, false).elements();
            compare(vae + " decoding " + frames + " × " + rows + " × " + columns, elements, live.peak("run"));
        }
    }

    /** Frames, rows, columns. */
    @ParameterizedTest
    @CsvSource({"WAN_2_1, 1, 128, 192", "WAN_2_1, 9, 128, 192", "WAN_2_2, 1, 128, 192", "WAN_2_2, 9, 128, 192"})
    void encoding(PublishedVae vae, int frames, int rows, int columns) throws Exception {
        WanVaeEncoder encoder = vae.load(manager, script, WanVaeEncoder::new);
        PtNDArray clip = zeros(new Shape(1, 3, frames, rows, columns));
        try (LiveBytes live = new LiveBytes()) {
            live.phase("run");
            encoder.encode(manager, clip, Cancellation.NEVER).close();
            double elements = WanEncoderCost.of(vae.config(), frames, rows, columns, false).elements();
            compare(vae + " encoding " + frames + " × " + rows + " × " + columns, elements, live.peak("run"));
        }
    }

    private PtNDArray zeros(Shape shape) {
        return (PtNDArray) manager.zeros(shape, DataType.FLOAT32);
    }

    private static void compare(String what, double elements, long counted) {
        double planned = Float.BYTES * elements;
        String said = String.format(
                Locale.ROOT, "%s: planned %.0f MB, counted %d MB, %.3f", what, planned / MB, counted / MB, counted / planned);
        System.getLogger(WanVaeMemoryTest.class.getName()).log(System.Logger.Level.INFO, said);
        assertThat((double) counted).as(said).isBetween(planned * (1 - TOLERANCE) - SLACK, planned * (1 + TOLERANCE) + SLACK);
    }
}
