package dev.patchbay.export.edit;

import dev.patchbay.mapping.pattern.KeyPattern;

/**
 * How strong the modules that a pattern matches are to be.
 *
 * @param strength multiplies their change; finite and not 0
 */
public record BlockStrength(KeyPattern pattern, double strength) {}
