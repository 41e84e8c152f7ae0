/**
 * Which modules of a base the tensors of a file are most likely for: by the base's own names, by rules that are known, then by words,
 * shapes and what is left over. Suggestions that are certain become rules. Start with {@link Suggestions}.
 */
@NullMarked
package dev.patchbay.matching.suggest;

import org.jspecify.annotations.NullMarked;
