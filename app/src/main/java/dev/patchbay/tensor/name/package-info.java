/**
 * Names of tensors and modules with their block numbers replaced, so that names can be compared across blocks. {@link OpenNumbers} puts a
 * placeholder in place of numbers; {@link NameForm} also keeps the numbers, so that they can be replaced; {@link BlockName} and
 * {@link BlockTemplate} know which numbers count blocks; {@link NamePattern} matches names with placeholders; {@link NaturalOrder} sorts.
 * Nothing here knows adapters, models or programs. The patterns of rules are in {@code mapping.pattern}.
 */
@NullMarked
package dev.patchbay.tensor.name;

import org.jspecify.annotations.NullMarked;
