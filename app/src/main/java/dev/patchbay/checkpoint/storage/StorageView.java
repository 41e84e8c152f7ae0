package dev.patchbay.checkpoint.storage;

/**
 * A part of a storage that is used as a storage of its own, as PyTorch before 0.4 shared them.
 *
 * @param offset first element
 * @param elements number of elements
 */
public record StorageView(long offset, long elements) {}
