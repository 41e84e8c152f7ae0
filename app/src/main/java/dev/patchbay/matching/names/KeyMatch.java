package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;

/**
 * How alike a name and a module of the base are.
 *
 * @param similarity 0 (nothing in common) to 1 (the same); a rule of thumb, no probability
 * @param gap how much more alike than the next best other module; zero or less where another is as good
 */
public record KeyMatch(ModuleInfo module, double similarity, double gap) {}
