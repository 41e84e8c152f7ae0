/**
 * Where the elements of torch's tensors lie: storages, strides, views and byte order, for the zip archives of today and for the files of
 * PyTorch before 1.6. What a pickle says about a tensor is checked against the storage before a byte of it counts. Pickles and archives
 * themselves are read elsewhere. Start with {@link TensorPlacement}.
 */
@NullMarked
package dev.patchbay.checkpoint.storage;

import org.jspecify.annotations.NullMarked;
