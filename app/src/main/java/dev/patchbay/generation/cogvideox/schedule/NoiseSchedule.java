package dev.patchbay.generation.cogvideox.schedule;

/**
 * Signal level (ᾱ) at each training timestep, and the timesteps that a run visits.
 *
 * <p>Formulas of diffusers' CogVideoX schedulers: {@code scaled_linear} betas, the SNR shift of Stable Diffusion 3, and the rescaling to
 * zero terminal SNR of "Common Diffusion Noise Schedules and Sample Steps are Flawed" (arXiv 2305.08891, algorithm 1).
 */
public final class NoiseSchedule {

    private final double[] alphasCumprod;
    private final double finalAlphaCumprod;

    /** The schedule of these settings. */
    public NoiseSchedule(SchedulerConfig config) {
        this.alphasCumprod = alphasCumprod(config);
        this.finalAlphaCumprod = config.alphaOneAtEnd() ? 1.0 : alphasCumprod[0];
    }

    private static double[] alphasCumprod(SchedulerConfig config) {
        int n = config.trainTimesteps();
        double[] roots = linspace(Math.sqrt(config.betaStart()), Math.sqrt(config.betaEnd()), n);
        double[] alphas = new double[n];
        double product = 1;
        double shift = config.snrShiftScale();
        for (int i = 0; i < n; i++) {
            product *= 1.0 - roots[i] * roots[i];
            alphas[i] = product / (shift + (1 - shift) * product);
        }
        if (config.zeroTerminalSnr()) {
            rescaleToZeroTerminalSnr(alphas);
        }
        return alphas;
    }

    /** Shifts and scales √ᾱ so that the first value is kept and the last becomes 0. */
    private static void rescaleToZeroTerminalSnr(double[] alphas) {
        double first = Math.sqrt(alphas[0]);
        double last = Math.sqrt(alphas[alphas.length - 1]);
        for (int i = 0; i < alphas.length; i++) {
            double root = (Math.sqrt(alphas[i]) - last) * (first / (first - last));
            alphas[i] = root * root;
        }
    }

    /** Filled from both ends to the middle, as torch does, for the same rounding. */
    private static double[] linspace(double start, double end, int n) {
        double[] values = new double[n];
        double step = n > 1 ? (end - start) / (n - 1) : 0;
        for (int i = 0; i < n; i++) {
            values[i] = i < n / 2 ? start + step * i : end - step * (n - 1 - i);
        }
        return values;
    }

    /** True if there is less signal at every timestep than at the one before, and some at all but the last. */
    public boolean falls() {
        boolean falls = alphasCumprod[0] < 1 && alphasCumprod[alphasCumprod.length - 1] >= 0;
        for (int i = 1; i < alphasCumprod.length; i++) {
            falls &= alphasCumprod[i] < alphasCumprod[i - 1];
        }
        return falls;
    }

    /** Number of training timesteps. */
    public int trainTimesteps() {
        return alphasCumprod.length;
    }

    /** ᾱ at a training timestep, the signal share of the variance; a negative timestep stands for the one after the last step. */
    public double alphaCumprod(int timestep) {
        return timestep < 0 ? finalAlphaCumprod : alphasCumprod[timestep];
    }

    /**
     * The timesteps of a run, largest first ({@code trailing} spacing: the last training timestep is always visited).
     *
     * <p>For 62 of the possible numbers of steps, 61 the smallest, rounding gives diffusers one extra timestep, −1, which adds noise to
     * the finished clip; it is omitted here.
     *
     * @param steps 1 to {@link #trainTimesteps}
     */
    public int[] timesteps(int steps) {
        int train = trainTimesteps();
        if (steps < 1 || steps > train) {
            throw new IllegalArgumentException(steps + " steps of " + train);
        }
        double ratio = train / (double) steps;
        // numpy's arange uses the rounded difference of its first two values as its step.
        double stride = train - ratio - train;
        int[] timesteps = new int[steps];
        for (int i = 0; i < steps; i++) {
            timesteps[i] = (int) Math.rint(train + i * stride) - 1;
        }
        return timesteps;
    }
}
