/**
 * Trying rule sets on the names of one file: which sets come into question, what each makes of the names, and which brings most of them to
 * where they should be. What "where they should be" means is told by whoever searches: modules of a base model, tensors of a whole model, a
 * family's names, the names of another file. Nothing here knows about base models or adapters. Start with {@link RuleSearch}.
 */
@NullMarked
package dev.patchbay.mapping.search;

import org.jspecify.annotations.NullMarked;
