package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.storage.TorchTensor;
import dev.patchbay.checkpoint.storage.UnreadTensor;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a torch checkpoint by name.
 *
 * @param tensors in the order of the pickle
 * @param unread tensors of the state dict that cannot be read, by name
 * @param metadata strings and numbers beside the tensors: iteration, versions, arguments
 * @param leftAside top-level entries with tensors that do not belong to this state dict
 */
record StateDict(
        Map<String, TorchTensor> tensors, Map<String, UnreadTensor> unread, Map<String, String> metadata, List<String> leftAside) {}
