/**
 * From one drag to rules: what dropping this tensor on that module may mean, for this pair alone up to every block and every sibling.
 * Each proposal has been tried and does exactly what its label says. Start with {@link RuleInference}, which begins with an example.
 */
@NullMarked
package dev.patchbay.matching.drop;

import org.jspecify.annotations.NullMarked;
