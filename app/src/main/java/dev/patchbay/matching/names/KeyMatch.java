package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;

/**
 * A module of the base that resembles a name.
 *
 * @param similarity 0 (nothing in common) to 1 (the same); a heuristic, no probability
 * @param gap similarity less that of the next best module; zero or less if another is as similar
 */
public record KeyMatch(ModuleInfo module, double similarity, double gap) {}
