/**
 * Names of tensors and modules with their numbers left open, as every part of Patchbay needs them: what is the same in every block is one
 * name. {@link dev.patchbay.tensor.name.OpenNumbers} puts a placeholder for numbers; {@link dev.patchbay.tensor.name.NameForm} keeps the
 * numbers beside it, so that they can be exchanged; {@link dev.patchbay.tensor.name.BlockName} and
 * {@link dev.patchbay.tensor.name.BlockTemplate} know which numbers count blocks; {@link dev.patchbay.tensor.name.NamePattern} matches
 * names with open segments; {@link dev.patchbay.tensor.name.NaturalOrder} sorts. Nothing here knows an adapter, a model or a program. Rules
 * that a person writes have patterns of their own, in {@code mapping.pattern}.
 */
@NullMarked
package dev.patchbay.tensor.name;

import org.jspecify.annotations.NullMarked;
