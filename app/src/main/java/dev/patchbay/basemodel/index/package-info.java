/**
 * Which modules the known architectures have, sorted by kind of name, so that the models a file is like are found without reading a single
 * dictionary. A {@link NameKind} is a name without separators and numbers; a {@link KindSpan} says which architecture has modules of that
 * kind, for which numbers, and with what weight. Names are the architecture's own and all foreign ones that {@code basemodel.naming} knows.
 * The {@link ArchitectureIndex} is made when the program is built, and made anew where a build lacks it. Which architectures there are is
 * the business of {@code basemodel.catalog}.
 */
@NullMarked
package dev.patchbay.basemodel.index;

import org.jspecify.annotations.NullMarked;
