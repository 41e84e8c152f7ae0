package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.pickle.PickleGlobal;

/**
 * Where a tensor's elements lie: what a persistent id of a torch pickle says. How long it is, the archive knows better.
 *
 * @param type the storage class, {@code torch.FloatStorage}
 * @param key name of the entry below {@code data/}
 */
record TorchStorage(PickleGlobal type, String key) {}
