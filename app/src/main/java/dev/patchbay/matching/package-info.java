/**
 * How tensor names of a file and module names of a base model are matched. {@code names} compares names and finds low-rank pairs,
 * {@code suggest} proposes a module for every tensor, {@code drop} turns one drag into rules. Nothing here reads values or knows the
 * window. Start with {@code names.PairFinder}.
 */
@NullMarked
package dev.patchbay.matching;

import org.jspecify.annotations.NullMarked;
