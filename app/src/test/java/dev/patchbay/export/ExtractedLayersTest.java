package dev.patchbay.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.extract.ExtractExport;
import dev.patchbay.export.extract.ExtractPlan;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Layers that are too large for the direct decomposition: the error that is stated is that of the file, and hardly above the one of the
 * truncated SVD in float64 (here by 7e-5 of it).
 */
class ExtractedLayersTest {

    private static final int ROWS = 600;
    private static final int COLUMNS = 700;
    private static final int RANK = 16;
    private static final String LAYER = "transformer_blocks.0.attn1.to_q";

    @TempDir
    private Path folder;

    private final float[] before = new float[ROWS * COLUMNS];
    private final float[] after = new float[ROWS * COLUMNS];

    /** Forty directions that fade, in noise of full rank. */
    private DMatrixRMaj difference() {
        Random random = new Random(5);
        double[] change = new double[ROWS * COLUMNS];
        for (int direction = 0; direction < 40; direction++) {
            double[] left = random.doubles(ROWS, -1, 1).toArray();
            double[] right = random.doubles(COLUMNS, -1, 1).toArray();
            for (int i = 0; i < change.length; i++) {
                change[i] += Math.pow(0.85, direction) * left[i / COLUMNS] * right[i % COLUMNS] / 100;
            }
        }
        DMatrixRMaj difference = new DMatrixRMaj(ROWS, COLUMNS);
        for (int i = 0; i < change.length; i++) {
            before[i] = (float) random.nextGaussian();
            after[i] = before[i] + (float) (change[i] + random.nextGaussian() / 500);
            difference.data[i] = (double) after[i] - before[i];
        }
        return difference;
    }

    private static Checkpoint model(float[] values) {
        return new SyntheticCheckpoint().values(LAYER + ".weight", DType.F32, values, ROWS, COLUMNS).build();
    }

    /** Error of the best approximation there is: what the smaller singular values hold. */
    private static double bestError(DMatrixRMaj matrix) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(ROWS, COLUMNS, false, false, true);
        assertThat(svd.decompose(matrix.copy())).isTrue();
        double[] ascending = svd.getSingularValues().clone();
        Arrays.sort(ascending);
        double lost = Arrays.stream(ascending, 0, ascending.length - RANK).map(value -> value * value).sum();
        return Math.sqrt(lost / Arrays.stream(ascending).map(value -> value * value).sum());
    }

    private double distance(DMatrixRMaj wanted, Path lora) throws IOException {
        try (Checkpoint file = CommandLineForTests.SERVICES.opener().open(lora)) {
            float[] down = values(file, "lora_A");
            float[] up = values(file, "lora_B");
            double apart = 0;
            double whole = 0;
            for (int i = 0; i < wanted.data.length; i++) {
                double product = 0;
                for (int k = 0; k < RANK; k++) {
                    product += (double) up[i / COLUMNS * RANK + k] * down[k * COLUMNS + i % COLUMNS];
                }
                apart += (wanted.data[i] - product) * (wanted.data[i] - product);
                whole += wanted.data[i] * wanted.data[i];
            }
            return Math.sqrt(apart / whole);
        }
    }

    private static float[] values(Checkpoint file, String half) throws IOException {
        StoredTensor tensor = file.tensors().values().stream().filter(one -> one.info().name().contains(half)).findFirst().orElseThrow();
        return tensor.data().toFloats();
    }

    @Test
    void theErrorIsStatedAsItIsAndHardlyAboveTheLeastThereIs() throws IOException {
        DMatrixRMaj wanted = difference();
        ExtractExport export = new ExtractExport(model(after), model(before));
        ExtractPlan plan = export.plan(new RankChoice.Fixed(RANK), Progress.SILENT, Cancellation.NEVER);
        Path lora = folder.resolve("lora.safetensors");
        LowRankReport report = export.write(plan, lora, false, Progress.SILENT, Cancellation.NEVER);

        double least = bestError(wanted);
        assertThat(report.largestError()).isBetween(least, least * (1 + 1e-4));
        assertThat(distance(wanted, lora)).isCloseTo(report.largestError(), within(1e-9));
    }
}
