package dev.patchbay.generation.wan.schedule;

/**
 * Settings of a flow-matching schedule: a sample at noise level σ is {@code (1 − σ) · clean + σ · noise}.
 *
 * @param trainTimesteps number of training timesteps, 1000; the model is told σ times this number
 * @param shift {@code flow_shift}: σ becomes {@code shift · σ / (1 + (shift − 1) · σ)}, so that a run spends more steps at high noise; more
 *     than 0
 */
public record FlowConfig(int trainTimesteps, double shift) {

    /** The same schedule with another shift. */
    public FlowConfig shifted(double other) {
        return new FlowConfig(trainTimesteps, other);
    }

    /** A noise level after the shift. */
    double shifted(double sigma, double by) {
        return by * sigma / (1 + (by - 1) * sigma);
    }
}
