package dev.patchbay.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.task.Cancellation;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Singular values can be given up on while they are computed, wherever the computation stands. */
class CancelledSvdTest {

    private final RandomFactors random = new RandomFactors(5);

    /** Becomes cancelled when it has been looked at so often. */
    private static final class After implements Cancellation {

        private final int looks;
        private int looked;

        After(int looks) {
            this.looks = looks;
        }

        @Override
        public boolean isCancelled() {
            looked++;
            return looked > looks;
        }
    }

    private DenseChange dense() {
        return new DenseChange(random.matrix(700, 600));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 20, 40})
    void aDenseMatrixIsLeftAtTheNextBlock(int looks) {
        After cancellation = new After(looks);
        assertThatThrownBy(() -> Spectrum.of(dense().svd("m", cancellation))).isInstanceOf(CancellationException.class);
        assertThat(cancellation.looked).as("nothing was done after it").isEqualTo(looks + 1);
    }

    @Test
    void loHaIsLeftWhileItsRowsAreMultiplied() {
        HadamardChange change = new HadamardChange(random.factors(600, 20, 600, 1), random.factors(600, 20, 600, 1), 1);
        After cancellation = new After(1);
        assertThatThrownBy(() -> change.svd("m", cancellation)).isInstanceOf(CancellationException.class);
        assertThat(cancellation.looked).isEqualTo(2);
    }

    @Test
    void loKrIsLeftInItsLargeFactor() {
        KroneckerChange change = new KroneckerChange(new DenseChange(random.matrix(2, 2)), dense(), 1);
        After cancellation = new After(9);
        assertThatThrownBy(() -> Spectrum.of(change.svd("m", cancellation))).isInstanceOf(CancellationException.class);
        assertThat(cancellation.looked).isEqualTo(10);
    }

    @Test
    void theLargestValuesAreTheSame() throws LowRankException {
        DenseChange change = new DenseChange(random.factors(300, 40, 300, 1).rows(0, 300).plus(random.matrix(300, 300).times(1e-3)));
        double[] whole = change.svd("m").values();
        double[] stoppable = change.svd("m", Cancellation.NEVER).values();
        for (int i = 0; i < 40; i++) {
            assertThat(stoppable[i]).isCloseTo(whole[i], within(1e-6 * whole[0]));
        }
    }
}
