package dev.patchbay.checkpoint;

import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;

/**
 * A tensor of an open checkpoint.
 *
 * @param info what the index says
 * @param data where the values are
 * @param location which file holds it and where, for people: {@code model.safetensors, bytes 1024–2048}
 */
public record StoredTensor(TensorInfo info, TensorData data, String location) {}
