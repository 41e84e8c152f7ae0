/** Base models known by name, those a person added, and which of them the tensors of a file look like. */
@NullMarked
package dev.patchbay.basemodel.catalog;

import org.jspecify.annotations.NullMarked;
