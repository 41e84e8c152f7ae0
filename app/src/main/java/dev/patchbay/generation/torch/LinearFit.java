package dev.patchbay.generation.torch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The linear function of some channels that comes closest to given colours (least squares with a small ridge).
 *
 * @param weights {@code [channels + 1][3]}, the last row for the constant
 * @param explained share of the variance of colours that were held back, at most 1
 */
public record LinearFit(double[][] weights, double explained) {

    private static final double RIDGE = 1e-6;
    private static final int COLOURS = 3;

    /**
     * A channel vector and the colour it stands for.
     *
     * @param colour red, green and blue
     */
    public record Sample(double[] channels, double[] colour) {}

    /** Fits all samples; the share of the variance is that of every third one under a fit of the others. */
    public static LinearFit of(List<Sample> samples) {
        List<Sample> others = IntStream.range(0, samples.size()).filter(i -> i % 3 != 0).mapToObj(samples::get).toList();
        List<Sample> heldBack = IntStream.range(0, samples.size()).filter(i -> i % 3 == 0).mapToObj(samples::get).toList();
        return new LinearFit(solve(samples), explained(solve(others), heldBack));
    }

    private static double[][] solve(List<Sample> samples) {
        int n = samples.getFirst().channels().length + 1;
        double[][] matrix = new double[n][n + COLOURS];
        for (Sample sample : samples) {
            double[] x = Arrays.copyOf(sample.channels(), n);
            x[n - 1] = 1;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    matrix[i][j] += x[i] * x[j];
                }
                for (int c = 0; c < COLOURS; c++) {
                    matrix[i][n + c] += x[i] * sample.colour()[c];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            matrix[i][i] += RIDGE * samples.size();
        }
        for (int i = 0; i < n; i++) {
            eliminate(matrix, i);
        }
        double[][] weights = new double[n][];
        for (int i = 0; i < n; i++) {
            weights[i] = Arrays.copyOfRange(matrix[i], n, n + COLOURS);
        }
        return weights;
    }

    /** A step of Gauss and Jordan; the ridge keeps the pivots of this positive definite matrix from zero. */
    private static void eliminate(double[][] matrix, int pivot) {
        double[] row = matrix[pivot];
        double by = row[pivot];
        for (int j = 0; j < row.length; j++) {
            row[j] /= by;
        }
        for (int i = 0; i < matrix.length; i++) {
            double factor = matrix[i][pivot];
            for (int j = 0; i != pivot && j < row.length; j++) {
                matrix[i][j] -= factor * row[j];
            }
        }
    }

    private static double explained(double[][] weights, List<Sample> samples) {
        double[] mean = new double[COLOURS];
        for (Sample sample : samples) {
            for (int c = 0; c < COLOURS; c++) {
                mean[c] += sample.colour()[c] / samples.size();
            }
        }
        double left = 0;
        double all = Double.MIN_NORMAL;
        for (Sample sample : samples) {
            double[] found = apply(weights, sample.channels());
            for (int c = 0; c < COLOURS; c++) {
                left += Math.pow(sample.colour()[c] - found[c], 2);
                all += Math.pow(sample.colour()[c] - mean[c], 2);
            }
        }
        return 1 - left / all;
    }

    /** The colour of a channel vector. */
    public double[] apply(double... channels) {
        return apply(weights, channels);
    }

    private static double[] apply(double[][] weights, double... channels) {
        double[] colour = weights[channels.length].clone();
        for (int i = 0; i < channels.length; i++) {
            for (int c = 0; c < COLOURS; c++) {
                colour[c] += channels[i] * weights[i][c];
            }
        }
        return colour;
    }
}
