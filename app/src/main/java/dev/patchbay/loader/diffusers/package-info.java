/**
 * What {@code pipe.load_lora_weights} of diffusers makes of the names of a file before it looks for modules, converter by converter. A
 * class follows one function of diffusers, so that the two can be read side by side; which converter a family has, and which components,
 * is data in {@code families.json}. Nothing is judged here: that is done by the verdict of the loader.
 */
@NullMarked
package dev.patchbay.loader.diffusers;

import org.jspecify.annotations.NullMarked;
