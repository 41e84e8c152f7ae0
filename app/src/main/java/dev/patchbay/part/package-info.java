/**
 * The parts of adapter modules and every way in which their names are spelt: LoRA, LoHa, LoKr, DoRA, IA³, OFT, VeRA, GLoRA, full
 * differences. This is the only place that knows such spellings; it takes names apart and writes them, and a test holds that writing and
 * reading agree. Which program uses which spelling is told by {@code loader}. Nothing here knows a model. Start with {@link Spelling}.
 */
@NullMarked
package dev.patchbay.part;

import org.jspecify.annotations.NullMarked;
