/**
 * Which modules of a base model the tensors of a file most likely belong to: by the rules that a conversion would choose, by the base's own
 * names, by known rules, then by words and shapes, and finally by what remains. Certain is what arrives in the base when the rules are
 * tried, and nothing else. The checks speak of likeness in these words only. Start with {@link Suggestions}.
 */
@NullMarked
package dev.patchbay.matching.suggest;

import org.jspecify.annotations.NullMarked;
