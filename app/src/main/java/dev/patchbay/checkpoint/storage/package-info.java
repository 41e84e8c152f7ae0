/**
 * The elements of torch tensors: storages, strides, views and byte order, for zip archives and for the format before PyTorch 1.6. What a
 * pickle says about a tensor is checked against its storage before any element is used. Pickles and archives themselves are read
 * elsewhere. Start with {@link TensorPlacement}.
 */
@NullMarked
package dev.patchbay.checkpoint.storage;

import org.jspecify.annotations.NullMarked;
