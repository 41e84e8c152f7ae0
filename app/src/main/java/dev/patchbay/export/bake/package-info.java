/** Puts adapters into the weights of a base model. */
@NullMarked
package dev.patchbay.export.bake;

import org.jspecify.annotations.NullMarked;
