package dev.patchbay.generation;

import java.util.List;

/**
 * An adapter of a run.
 *
 * @param name for display
 * @param deltas one for each module it changes, under the transformer's diffusers names
 * @param strength multiplies every delta; 0 gives exactly the base, negative values invert the effect
 */
public record AppliedAdapter(String name, List<LowRankDelta> deltas, double strength) {

    public AppliedAdapter {
        deltas = List.copyOf(deltas);
    }
}
