/**
 * Which modules of a base model the tensors of a file most likely belong to: by the base's own names, by known rules, then by words and
 * shapes, and finally by what remains. Suggestions that are certain become rules. Start with {@link Suggestions}.
 */
@NullMarked
package dev.patchbay.matching.suggest;

import org.jspecify.annotations.NullMarked;
