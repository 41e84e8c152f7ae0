package dev.patchbay.checkpoint.pickle;

/**
 * Python's {@code bytes} and {@code bytearray}. Only their length is kept: weights never lie in the pickle itself.
 *
 * @param length number of bytes
 */
public record PickleBytes(long length) {}
