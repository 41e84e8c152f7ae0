package dev.patchbay.lowrank;

import java.util.Random;

/** Factors of random values, and the dense product that the package itself never makes. */
final class RandomFactors {

    private final Random random;

    RandomFactors(long seed) {
        random = new Random(seed);
    }

    LowRankFactors factors(int outputs, int rank, int inputs, double scale) {
        return new LowRankFactors(matrix(outputs, rank), matrix(rank, inputs), scale);
    }

    Matrix matrix(int rows, int columns) {
        float[] elements = new float[rows * columns];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) random.nextGaussian();
        }
        return Matrix.of(rows, columns, elements);
    }

    static Matrix dense(LowRankFactors factors) {
        return factors.up().times(factors.down()).times(factors.scale());
    }
}
