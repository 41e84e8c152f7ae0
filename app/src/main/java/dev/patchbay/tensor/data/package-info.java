/**
 * Tensors that lie in no file as they are: in memory or computed ({@code ComputedData}), and made of another tensor
 * ({@code ForwardingData}) that is scaled, reshaped or watched. Each is computed when somebody reads it and kept nowhere. What reads files
 * is with the checkpoints, what follows rules with the recipes of a mapping. Start reading at {@code ForwardingData}.
 */
@NullMarked
package dev.patchbay.tensor.data;

import org.jspecify.annotations.NullMarked;
