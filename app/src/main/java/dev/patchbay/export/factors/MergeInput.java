package dev.patchbay.export.factors;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.checkpoint.Checkpoint;

/**
 * One adapter of a merge or bake.
 *
 * @param checkpoint must stay open until the output is written
 * @param adapter under canonical (diffusers) names
 * @param strength factor of ΔW of all its modules
 */
public record MergeInput(Checkpoint checkpoint, Adapter adapter, double strength) {}
