/** The modules of a base model under the names that other programs give them, and where in the base a name leads. */
@NullMarked
package dev.patchbay.basemodel.naming;

import org.jspecify.annotations.NullMarked;
