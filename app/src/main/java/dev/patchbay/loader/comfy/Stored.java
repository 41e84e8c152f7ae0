package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;

/**
 * A tensor of the file, as far as names and shapes tell.
 *
 * @param name in the file
 */
record Stored(String name, Shape shape) {}
