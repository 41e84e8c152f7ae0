/** How alike names are, which tensors make pairs, and which numbers of two names belong together. */
@NullMarked
package dev.patchbay.matching.names;

import org.jspecify.annotations.NullMarked;
