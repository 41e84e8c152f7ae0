/**
 * The parts of adapter modules, and every way in which their names are spelt: the one place that reads such names and writes them. {@link
 * dev.patchbay.part.Part} says what a tensor is to its module and, by its {@link dev.patchbay.part.Extent}, which of the weight's rows
 * and columns it has; {@link dev.patchbay.part.Spelling} is the table of endings, {@link dev.patchbay.part.Dialect} which of them a kind
 * of file has. {@link dev.patchbay.part.AdapterKey} is a whole name taken apart: start reading there. Nothing here knows a file, rules,
 * base models, or what a program does with a name that it reads; that is for {@code mapping}, {@code adapter} and {@code loader}.
 */
@NullMarked
package dev.patchbay.part;

import org.jspecify.annotations.NullMarked;

