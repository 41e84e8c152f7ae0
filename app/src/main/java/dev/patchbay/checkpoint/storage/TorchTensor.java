package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.pickle.PickleGlobal;
import java.util.List;

/**
 * A tensor as a torch pickle describes it, unchecked.
 *
 * @param type determines the element type: the storage class, or a dtype such as {@code torch.float8_e4m3fn}
 * @param offset position of the first element in the storage, in elements
 * @param sizes sizes of the dimensions
 * @param strides strides of the dimensions, in elements
 */
public record TorchTensor(TorchStorage storage, PickleGlobal type, long offset, List<Long> sizes, List<Long> strides) {}
