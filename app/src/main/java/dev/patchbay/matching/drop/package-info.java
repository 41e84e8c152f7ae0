/**
 * From one connected pair of names to rules: what dragging this tensor onto that module could mean, from this one alone to every block and
 * every sibling. Each proposal was applied and does exactly what its label says. Start with {@link RuleInference}, which begins with an
 * example.
 */
@NullMarked
package dev.patchbay.matching.drop;

import org.jspecify.annotations.NullMarked;
