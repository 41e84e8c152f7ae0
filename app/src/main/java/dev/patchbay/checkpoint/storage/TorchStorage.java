package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.pickle.PickleGlobal;
import java.util.Optional;

/**
 * Where a tensor's elements lie: what a persistent id of a torch pickle says.
 *
 * @param type the storage class, {@code torch.FloatStorage}
 * @param key name of the entry below {@code data/}, or in the list of keys of a legacy file
 * @param elements how many elements of {@code type} the whole storage has; a zip archive knows better
 * @param view the part that is meant, if not the whole
 */
public record TorchStorage(PickleGlobal type, String key, long elements, Optional<StorageView> view) {}
