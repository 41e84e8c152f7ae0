/** Which modules of a base the tensors of a file are for. */
@NullMarked
package dev.patchbay.matching.suggest;

import org.jspecify.annotations.NullMarked;
