package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.pickle.PickleGlobal;
import java.util.List;

/**
 * A tensor as a torch pickle describes it, before anything was checked.
 *
 * @param type what gives the element type: the storage class, or a dtype such as {@code torch.float8_e4m3fn}
 * @param offset first element in the storage
 * @param sizes sizes of the dimensions
 * @param strides steps of the dimensions, in elements
 */
public record TorchTensor(TorchStorage storage, PickleGlobal type, long offset, List<Long> sizes, List<Long> strides) {}
