package dev.patchbay.checkpoint.storage;

/**
 * A part of a storage that is a storage of its own, as PyTorch before 0.4 shared them.
 *
 * @param offset first element
 * @param elements how many
 */
public record StorageView(long offset, long elements) {}
