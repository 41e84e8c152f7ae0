package dev.patchbay.generation;

import dev.patchbay.adapter.effect.TensorShare;
import java.util.List;

/**
 * An adapter of a run.
 *
 * @param name for display
 * @param shares what it changes, under the transformer's diffusers names, at strength 1
 * @param strength multiplies every change; 0 gives exactly the base, negative values invert the effect
 */
public record AppliedAdapter(String name, List<TensorShare> shares, double strength) {

    public AppliedAdapter {
        shares = List.copyOf(shares);
    }
}
