/**
 * What {@code pipe.load_lora_weights} of diffusers makes of the names of a file, step by step as its own code goes. {@link
 * dev.patchbay.loader.diffusers.DiffusersLoading} begins: the class of a family ({@code families.json}) chooses converters, each a list of
 * steps ({@code converters.json}) that can be read beside the function of {@code lora_conversion_utils.py}; what comes out is given room
 * in the model's layers as PEFT does it. Tensors are only shapes here, and remember which tensors of the file they were made of. Nothing
 * is judged here: that is done by the verdict of the loader.
 */
@NullMarked
package dev.patchbay.loader.diffusers;

import org.jspecify.annotations.NullMarked;
