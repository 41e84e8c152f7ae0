package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.pickle.PickleGlobal;
import java.util.Optional;

/**
 * A storage as a persistent id of a torch pickle describes it.
 *
 * @param type the storage class, {@code torch.FloatStorage}
 * @param key name of the entry in {@code data/}, or in the list of keys of a legacy file
 * @param elements number of elements of {@code type} in the whole storage; in a zip archive the size of the entry counts instead
 * @param view the part that is used, if not the whole
 */
public record TorchStorage(PickleGlobal type, String key, long elements, Optional<StorageView> view) {}
