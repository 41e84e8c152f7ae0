package dev.patchbay.tensor;

/**
 * Where the values of a tensor lie, for messages.
 *
 * @param file the file's path
 * @param tensor the tensor's name in it
 */
public record TensorOrigin(String file, String tensor) {}
