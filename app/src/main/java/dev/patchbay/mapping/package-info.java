/**
 * Rules on names and shapes, and what comes of them. A {@link RuleSet} applied to the names and shapes of a file gives a {@link
 * MappingResult}: for each resulting tensor a recipe how its values are made of stored ones. That is a pure function and reads nothing;
 * window, inspection, export and preview use the same result. Rules that follow others put recipes together. Patterns, recipes and rule
 * files are packages of their own below. Start with {@link Rule}.
 */
@NullMarked
package dev.patchbay.mapping;

import org.jspecify.annotations.NullMarked;
