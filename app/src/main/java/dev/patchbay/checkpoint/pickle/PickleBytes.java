package dev.patchbay.checkpoint.pickle;

/**
 * Python's {@code bytes} or {@code bytearray}. Only the length is kept: weights are never in the pickle itself.
 *
 * @param length number of bytes
 */
public record PickleBytes(long length) {}
