/**
 * Names of tensors and modules with their numbers left open: what is the same in every block is one name. {@link OpenNumbers} puts a
 * placeholder for numbers; {@link NameForm} keeps the numbers beside it, so that they can be exchanged; {@link BlockName} and {@link
 * BlockTemplate} know which numbers count blocks; {@link NamePattern} matches names with open segments; {@link NaturalOrder} sorts.
 * Nothing here knows an adapter, a model or a program. Rules that a person writes have patterns of their own, in {@code mapping.pattern}.
 */
@NullMarked
package dev.patchbay.tensor.name;

import org.jspecify.annotations.NullMarked;
