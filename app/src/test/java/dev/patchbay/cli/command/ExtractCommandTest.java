package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;

/** {@code extract} on a small model and the same model after a change that is known. */
class ExtractCommandTest extends CommandsInFolder {

    private static final String CHANGED = "transformer_blocks.3.attn1.to_q";

    /** The base in float32 with noise of full rank added to one weight, and to one bias. */
    private String tuned() throws IOException {
        Path file = folder.resolve("tuned.safetensors");
        try (Checkpoint base = open(BASE);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            for (StoredTensor tensor : base.tensors().values()) {
                String name = tensor.info().name();
                boolean changed = name.equals(CHANGED + ".weight") || name.equals(CHANGED + ".bias");
                float[] values = tensor.data().toFloats();
                Random random = new Random(7);
                for (int i = 0; changed && i < values.length; i++) {
                    values[i] += (float) random.nextGaussian() / 8;
                }
                tensors.put(name, new ComputedData(DType.F32, tensor.info().shape(), () -> values));
            }
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        return file.toString();
    }

    private static DMatrixRMaj difference(String tuned) throws IOException {
        try (Checkpoint after = open(tuned); Checkpoint before = open(BASE)) {
            StoredTensor weight = before.tensor(CHANGED + ".weight").orElseThrow();
            float[] old = weight.data().toFloats();
            float[] values = after.tensor(CHANGED + ".weight").orElseThrow().data().toFloats();
            DMatrixRMaj difference = new DMatrixRMaj((int) weight.info().shape().size(0), (int) weight.info().shape().size(1));
            for (int i = 0; i < values.length; i++) {
                difference.data[i] = (double) values[i] - old[i];
            }
            return difference;
        }
    }

    private static double[] singularValues(DMatrixRMaj matrix) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, false, false, true);
        assertThat(svd.decompose(matrix.copy())).isTrue();
        double[] values = svd.getSingularValues().clone();
        Arrays.sort(values);
        return values;
    }

    /** What the smallest singular values hold, beside all of it: the error of the best approximation there is. */
    private static double bestError(DMatrixRMaj matrix, int rank) {
        double[] ascending = singularValues(matrix);
        double lost = Arrays.stream(ascending, 0, ascending.length - rank).map(value -> value * value).sum();
        return Math.sqrt(lost / Arrays.stream(ascending).map(value -> value * value).sum());
    }

    @Test
    void theErrorIsThatOfTheTruncatedSvd() throws IOException {
        String tuned = tuned();
        assertThat(run("extract", "--tuned", tuned, "--base", BASE, "--rank", "4", "--out", file("lora.safetensors"), "--json"))
                .as(err.toString()).isZero();

        assertThat(json().at("/modules").asInt()).isEqualTo(1);
        assertThat(json().at("/ranks/4").asInt()).isEqualTo(1);
        assertThat(json().at("/same").asInt()).isGreaterThan(100);
        assertThat(json().at("/verified").asBoolean()).isTrue();
        assertThat(json().at("/warnings/0").asString()).contains("1 norms or biases", CHANGED + ".bias");
        double stated = json().at("/max_relative_error").asDouble();
        DMatrixRMaj wanted = difference(tuned);
        assertThat(stated).isCloseTo(bestError(wanted, 4), within(1e-6));
        assertThat(distance(wanted, file("lora.safetensors"))).isCloseTo(stated, within(1e-9));
    }

    private static double distance(DMatrixRMaj wanted, String lora) throws IOException {
        try (Checkpoint file = open(lora)) {
            StoredTensor down = file.tensor("transformer." + CHANGED + ".lora_A.weight").orElseThrow();
            float[] a = down.data().toFloats();
            float[] b = file.tensor("transformer." + CHANGED + ".lora_B.weight").orElseThrow().data().toFloats();
            int rank = (int) down.info().shape().size(0);
            double apart = 0;
            double whole = 0;
            for (int row = 0; row < wanted.numRows; row++) {
                for (int column = 0; column < wanted.numCols; column++) {
                    double product = 0;
                    for (int i = 0; i < rank; i++) {
                        product += (double) b[row * rank + i] * a[i * wanted.numCols + column];
                    }
                    double value = wanted.get(row, column);
                    apart += (value - product) * (value - product);
                    whole += value * value;
                }
            }
            return Math.sqrt(apart / whole);
        }
    }

    @Test
    void anEnergyTakesAsFewComponentsAsHoldIt() throws IOException {
        String tuned = tuned();
        assertThat(run("extract", "--tuned", tuned, "--base", BASE, "--energy", "0.9", "--out", file("lora.safetensors"), "--json"))
                .isZero();
        int rank = json().at("/module_errors/0/rank").asInt();
        DMatrixRMaj wanted = difference(tuned);
        assertThat(Math.pow(bestError(wanted, rank), 2)).isLessThanOrEqualTo(0.1);
        assertThat(Math.pow(bestError(wanted, rank - 1), 2)).isGreaterThan(0.1);
    }

    /** What is baked into a base comes out of it again. */
    @Test
    void anAdapterThatWasBakedInIsFoundAgain() throws IOException {
        String baked = file("baked.safetensors");
        assertThat(run("bake", REFERENCE + "sat-lora", "--base", BASE, "--dtype", "f32", "--out", baked)).as(err.toString()).isZero();
        assertThat(run("extract", "--tuned", baked, "--base", BASE, "--rank", "4", "--out", file("lora.safetensors"), "--json"))
                .as(err.toString()).isZero();
        assertThat(json().at("/modules").asInt()).isEqualTo(120);
        assertThat(json().at("/max_relative_error").asDouble()).isLessThan(1e-4);
        byte[] first = Files.readAllBytes(folder.resolve("lora.safetensors"));
        assertThat(run("extract", "--tuned", baked, "--base", BASE, "--rank", "4", "--overwrite", "--out", file("lora.safetensors")))
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve("lora.safetensors"))).isEqualTo(first);
    }

    @Test
    void equalModelsAndAdaptersAreRefused() {
        assertThat(run("extract", "--tuned", BASE, "--base", BASE, "--rank", "4", "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(err.toString()).contains("none of its", BASE).hasLineCount(1);
        assertThat(run("extract", "--tuned", REFERENCE + "sat-lora", "--base", BASE, "--rank", "4", "--out", file("x.safetensors")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no whole model");
        assertThat(run("extract", "--tuned", BASE, "--base", BASE, "--rank", "0", "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(run("extract", "--tuned", BASE, "--base", BASE, "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(folder.resolve("x.safetensors")).doesNotExist();
    }

    @Test
    void modelsOfOtherNamesHaveNothingInCommon() {
        assertThat(run("extract", "--tuned", REFERENCE + "sat-full", "--base", BASE, "--rank", "4", "--out", file("x.safetensors")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("same name and shape", "convert");
    }
}
