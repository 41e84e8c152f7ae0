package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TorchRoundTripTest {

    @Property(tries = 150)
    void whatTestCodeWroteIsReadBack(
            @ForAll("matrices") Map<String, float[]> matrices, @ForAll @IntRange(max = 3) int skipped, @ForAll boolean transposed)
            throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(');
        List<byte[]> storages = new ArrayList<>();
        matrices.forEach((name, values) -> {
            long rows = values.length / 2;
            long[] sizes = transposed ? new long[] {2, rows} : new long[] {rows, 2};
            long[] strides = transposed ? new long[] {1, 2} : new long[] {2, 1};
            pickle.text(name).tensor("FloatStorage", String.valueOf(storages.size()), skipped, sizes, strides);
            ByteBuffer storage = ByteBuffer.allocate((skipped + values.length) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            storage.position(skipped * Float.BYTES).asFloatBuffer().put(values);
            storages.add(storage.array());
        });
        Path file = Files.createTempFile("round-trip", ".pt");
        try {
            TorchFile.write(file, pickle.raw('u').end(), storages.toArray(byte[][]::new));
            try (Checkpoint read = TestOpener.OPENER.open(file)) {
                assertThat(read.tensors().keySet()).containsExactlyElementsOf(matrices.keySet());
                for (Map.Entry<String, float[]> each : matrices.entrySet()) {
                    float[] expected = transposed ? transposed(each.getValue()) : each.getValue();
                    assertThat(read.tensors().get(each.getKey()).data().toFloats()).containsExactly(expected);
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    /** The rows of {@code [n, 2]} as columns of {@code [2, n]}. */
    private static float[] transposed(float[] values) {
        int rows = values.length / 2;
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i % 2 * rows + i / 2] = values[i];
        }
        return result;
    }

    @Provide
    Arbitrary<Map<String, float[]>> matrices() {
        Arbitrary<float[]> values = Arbitraries.floats().list().ofMinSize(1).ofMaxSize(6).map(list -> {
            float[] matrix = new float[2 * list.size()];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = list.get(i / 2) * (i % 2 + 1);
            }
            return matrix;
        });
        Arbitrary<String> names = Arbitraries.strings().alpha().numeric().withChars('_', 'é', '层').ofMinLength(1).ofMaxLength(20);
        return Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(6);
    }
}
