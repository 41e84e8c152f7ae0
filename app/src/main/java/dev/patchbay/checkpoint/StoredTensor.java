package dev.patchbay.checkpoint;

import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;

/**
 * A tensor of an open checkpoint.
 *
 * @param info name, dtype and shape from the index
 * @param data access to its values
 * @param location file and byte range for messages: {@code model.safetensors, bytes 1024–2048}
 */
public record StoredTensor(TensorInfo info, TensorData data, String location) {}
