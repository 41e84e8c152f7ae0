/** Where the elements of torch tensors lie: storages, strides, views, byte order, for both forms of torch files. */
@NullMarked
package dev.patchbay.checkpoint.storage;

import org.jspecify.annotations.NullMarked;
