/**
 * What diffusers makes of the names in a file before it looks for modules. Each family's loader has converters of its own; which one acts,
 * a few names of the file decide. A converter follows the steps of the real one. Start with
 * {@link dev.patchbay.loader.diffusers.DiffusersConverter}.
 */
@NullMarked
package dev.patchbay.loader.diffusers;

import org.jspecify.annotations.NullMarked;

