/**
 * Rules on names and shapes. A {@link RuleSet} applied to the names and shapes of a file gives a {@link MappingResult}: for each
 * resulting tensor a recipe for its values. That is a pure function and reads no values; window, inspection, export and preview use the
 * same result. Rules applied to the result of other rules compose their recipes. Patterns, recipes and rule files have packages of their
 * own below. Start with {@link Rule}.
 */
@NullMarked
package dev.patchbay.mapping;

import org.jspecify.annotations.NullMarked;
