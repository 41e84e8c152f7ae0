package dev.patchbay.export.factors;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.checkpoint.Checkpoint;

/**
 * One adapter of a merge.
 *
 * @param checkpoint stays open until the merge is written
 * @param adapter under canonical (diffusers) names
 * @param strength factor of all its changes
 */
public record MergeInput(Checkpoint checkpoint, Adapter adapter, double strength) {}
