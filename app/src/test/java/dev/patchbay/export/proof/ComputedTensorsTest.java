package dev.patchbay.export.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an export computed is what its plan wants, or there is no export. */
class ComputedTensorsTest {

    private static TensorData data(float... values) {
        return new ComputedData(DType.F32, Shape.of(values.length), () -> values);
    }

    private static ComputedTensors of(double factor, float... source) {
        TensorInfo info = new TensorInfo("up", DType.F32, Shape.of(source.length));
        return new ComputedTensors(List.of(new ExportTensor(info, data(source), factor, List.of())), Path.of("out.safetensors"), 1e-3);
    }

    @Test
    void theLargestErrorIsKept() throws IOException {
        ComputedTensors computed = of(2, 1, 2, Float.NaN);
        computed.check("up", data(2, 4, Float.NaN));
        assertThat(computed.worst()).isZero();
        computed.check("up", data(2, 4.001f, Float.NaN));
        assertThat(computed.worst()).isBetween(1e-4, 1e-3);
        computed.check("of another program", data(7));
    }

    /** The last has an error that is no number: infinity wanted, infinity apart. */
    @ParameterizedTest
    @CsvSource({"2, 3", "2, NaN", "1e39, Infinity", "1e200, Infinity"})
    void whatLostMoreIsRefusedAlsoWhereTheLossIsNoNumber(double factor, float written) {
        assertThatThrownBy(() -> of(factor, 1).check("up", data(written)))
                .isInstanceOf(ExportException.class)
                .hasMessageContainingAll("out.safetensors", "up");
    }
}
