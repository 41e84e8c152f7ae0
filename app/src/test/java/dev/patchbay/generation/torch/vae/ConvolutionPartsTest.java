package dev.patchbay.generation.torch.vae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large convolutions are divided. */
class ConvolutionPartsTest {

    /** Layers of CogVideoX's decoder at 480 × 720: channels in and out, frames, rows, columns. */
    @ParameterizedTest
    @CsvSource({"512,512,3,60,90", "512,256,5,120,180", "256,256,9,240,360", "256,128,9,480,720", "128,128,8,480,720"})
    void aPartOfALargeLayerIsAboutASecondOfASlowProcessor(long in, long out, long frames, long rows, long columns) {
        Shape kernel = new Shape(out, in, 3, 3, 3);
        ConvolutionParts parts = ConvolutionParts.of(new Shape(1, in, frames, rows, columns), kernel, 50_000_000_000L);
        assertThat(parts.each() * parts.rows() * columns * kernel.size()).isLessThanOrEqualTo(50_000_000_000L);
        AtomicInteger made = new AtomicInteger();
        parts.each((start, end, strip) -> made.addAndGet((end - start) * (strip.bottom() - strip.top())));
        assertThat(made).hasValue((int) (frames * rows));
    }
}
