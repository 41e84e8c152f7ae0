package dev.patchbay.generation;

import dev.patchbay.adapter.effect.TensorShare;
import java.util.List;

/**
 * An adapter of a run.
 *
 * @param name for display
 * @param shares what it changes, under the transformer's diffusers names, at strength 1
 * @param strength multiplies every change; 0 gives exactly the base, negative values invert the effect
 * @param expert which transformer it changes, of a model that has one for high and one for low noise
 */
public record AppliedAdapter(String name, List<TensorShare> shares, double strength, Expert expert) {

    public AppliedAdapter {
        shares = List.copyOf(shares);
    }

    /** An adapter for all transformers of a model. */
    public AppliedAdapter(String name, List<TensorShare> shares, double strength) {
        this(name, shares, strength, Expert.BOTH);
    }

    /** The same at another strength. */
    public AppliedAdapter at(double other) {
        return new AppliedAdapter(name, shares, other, expert);
    }

    /** A transformer of a model that has two; the only one of other models is for both. */
    public enum Expert {
        BOTH,
        HIGH_NOISE,
        LOW_NOISE;

        /** Whether an adapter for this one changes that one. */
        public boolean covers(Expert other) {
            return this == BOTH || this == other;
        }
    }
}
