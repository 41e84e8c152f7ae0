package dev.patchbay.adapter.effect;

import dev.patchbay.tensor.TensorData;

/**
 * Values of an adapter's tensor.
 *
 * @param name in the adapter's file, for messages
 */
public record NamedData(String name, TensorData data) {}
