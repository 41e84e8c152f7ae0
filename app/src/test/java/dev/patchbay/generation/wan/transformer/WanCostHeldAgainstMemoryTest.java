package dev.patchbay.generation.wan.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.LayerParts;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.NamedData;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.torch.LiveBytes;
import dev.patchbay.generation.torch.RandomData;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call is planned to take beside weights, beside what is really allocated, at the width of the 1.3B model. */
@Tag("fullsize")
class WanCostHeldAgainstMemoryTest {

    private static final long MB = 1_000_000;
    private static final double TOLERANCE = 0.1;
    private static final long SLACK = 25 * MB;
    private static final int WIDTH = 1536;
    private static final int HIDDEN = 8960;

    @TempDir
    static Path folder;

    @BeforeAll
    static void make() throws Exception {
        FullWidth.write(folder.resolve("model"), WIDTH, HIDDEN, 1, DType.F16);
    }

    @ParameterizedTest
    @CsvSource({"F32, 1, 3, 60, 104", "F32, 2, 2, 60, 104", "BF16, 1, 2, 60, 104", "BF16, 2, 1, 60, 104", "F32, 1, 1, 30, 52"})
    void calls(DType dtype, int batch, int frames, int rows, int columns) throws Exception {
        check(dtype, batch, frames, rows, columns);
    }

    @Test
    void pairsAndChangedWeights() throws Exception {
        List<TensorShare> pairs = new ArrayList<>();
        for (String layer : new String[] {"attn1.to_q", "attn1.to_k", "attn1.to_v", "attn1.to_out.0"}) {
            pairs.add(pair("blocks.0." + layer, WIDTH, WIDTH));
        }
        pairs.add(pair("blocks.0.ffn.net.0.proj", HIDDEN, WIDTH));
        pairs.add(pair("blocks.0.ffn.net.2", WIDTH, HIDDEN));
        RandomData difference = new RandomData(DType.F32, Shape.of(HIDDEN, WIDTH));
        List<TensorShare> changes = List.of(
                new TensorShare("blocks.0.ffn.net.0.proj.weight", new DifferenceShare("difference", difference, 1, false)));
        check(DType.BF16, 1, 2, 60, 104, new AppliedAdapter("pairs", pairs, 1));
        check(DType.BF16, 1, 2, 60, 104, new AppliedAdapter("changes", changes, 1));
    }

    private static TensorShare pair(String module, int outputs, int inputs) {
        Map<Part, NamedData> parts = Map.of(
                Part.DOWN, new NamedData("down", new RandomData(DType.F32, Shape.of(128, inputs))),
                Part.UP, new NamedData("up", new RandomData(DType.F32, Shape.of(outputs, 128))));
        return new TensorShare(
                module + ".weight", new LayerShare(new LayerParts(module, Algorithm.LORA, parts, 1, Optional.empty()), 1));
    }

    private static void check(DType dtype, int batch, int frames, int rows, int columns, AppliedAdapter... adapters) throws Exception {
        try (FullWidth model = new FullWidth(folder.resolve("model"), dtype, 2)) {
            model.predict(1, 1, 4, 4);
            try (LiveBytes live = new LiveBytes()) {
                live.phase("call");
                model.predict(batch, frames, rows, columns, adapters);
                live.phase("over");
                long planned = model.planned(batch, frames, rows, columns, adapters);
                long counted = live.peak("call");
                String what = "%s, batch %d, %d×%d×%d, %d adapters, planned %d MB, counted %d MB, %.3f".formatted(
                        dtype, batch, frames, rows, columns, adapters.length, planned / MB, counted / MB, counted / (double) planned);
                System.getLogger(WanCostHeldAgainstMemoryTest.class.getName()).log(System.Logger.Level.INFO, what);
                assertThat((double) counted).as(what)
                        .isBetween(planned * (1 - TOLERANCE) - SLACK, planned * (1 + TOLERANCE) + SLACK);
            }
        }
    }
}
