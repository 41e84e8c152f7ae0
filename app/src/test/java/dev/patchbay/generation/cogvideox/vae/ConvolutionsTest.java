package dev.patchbay.generation.cogvideox.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.generation.torch.vae.Convolutions;
import dev.patchbay.generation.torch.vae.VaeTiles;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's decoder, its convolutions whole and in parts. */
@Tag("torch")
class ConvolutionsTest {

    private static final Path VAE = Path.of("src/main/resources/dev/patchbay/demo/pipeline/vae");
    private static final VaeConfig CONFIG = new VaeConfig(8, List.of(32, 32, 64, 64), 1, 32, 4, 1.7, false, 64, 64);
    private static final long WHOLE = Long.MAX_VALUE;

    private PtNDManager manager;
    private Script script;
    private Checkpoint checkpoint;
    private Weights weights;
    private PtNDArray latents;
    private final Map<Long, VaeDecoder> decoders = new HashMap<>();

    @BeforeEach
    void load() throws Exception {
        manager = TorchEngine.manager(Devices.choose(DeviceChoice.CPU));
        TorchEngine.prepareThread(1);
        script = VaeDecoder.kernels(manager);
        checkpoint = TestOpener.OPENER.open(VAE);
        weights = new Weights(manager, checkpoint, Weights.casts(manager), new Residency(DType.F32, WHOLE, true), Cancellation.NEVER);
        Random random = new Random(4);
        float[] values = new float[8 * 5 * 3 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        latents = (PtNDArray) manager.create(values, new Shape(1, 8, 5, 3, 4));
    }

    @AfterEach
    void unload() throws Exception {
        manager.close();
        weights.close();
        checkpoint.close();
    }

    private float[] decode(long most, Cancellation cancellation) throws Exception {
        VaeDecoder decoder = decoders.get(most);
        if (decoder == null) {
            decoder = new VaeDecoder(CONFIG, script, weights, new Convolutions(script, VaeDecoder.STYLE, most, most));
            decoders.put(most, decoder);
        }
        return VaeTiles.joined(decoder.decode(manager, latents, cancellation));
    }

    /** Single rows of single frames; strips of some rows; whole frames; several frames. */
    @ParameterizedTest
    @ValueSource(longs = {1, 10_000_000, 30_000_000, 150_000_000})
    void partsMakeTheWhole(long most) throws Exception {
        AtomicInteger whole = new AtomicInteger();
        AtomicInteger parts = new AtomicInteger();
        float[] expected = decode(WHOLE, () -> whole.incrementAndGet() < 0);
        float[] found = decode(most, () -> parts.incrementAndGet() < 0);
        assertThat(found).hasSameSizeAs(expected);
        double error = 0;
        for (int i = 0; i < found.length; i++) {
            error = Math.max(error, Math.abs(found[i] - expected[i]));
        }
        assertThat(error).isLessThan(2e-5);
        assertThat(parts.get()).isGreaterThan(whole.get());
    }

    @Test
    void aCancelIsHeardBetweenThePartsOfALayerAndNothingStays() throws Exception {
        AtomicInteger all = new AtomicInteger();
        decode(10_000_000, () -> all.incrementAndGet() < 0);
        int held = manager.getManagedArrays().size();
        for (int at = 0; at < all.get(); at += Math.ceilDiv(all.get(), 9)) {
            int last = at;
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(() -> decode(10_000_000, () -> asked.getAndIncrement() >= last)).isInstanceOf(CancellationException.class);
            assertThat(asked.get()).as("asked no more once it said yes").isEqualTo(at + 1);
            assertThat(manager.getManagedArrays()).hasSize(held);
        }
    }
}
