package dev.patchbay.generation;

import java.util.List;

/**
 * An adapter in use.
 *
 * @param name for people
 * @param deltas one for each module it changes, under the transformer's diffusers names
 * @param strength multiplies every delta; 0 gives exactly the base, negative turns the effect round
 */
public record AppliedAdapter(String name, List<LowRankDelta> deltas, double strength) {

    public AppliedAdapter {
        deltas = List.copyOf(deltas);
    }
}
