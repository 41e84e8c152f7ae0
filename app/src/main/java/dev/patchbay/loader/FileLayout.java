package dev.patchbay.loader;

import java.util.Map;

/**
 * The files that a program reads one set of weights from.
 *
 * @param weights name of the file of tensors inside its folder, of one in shards without its suffix; empty for a file without a folder
 * @param torch true if tensors are kept as {@code torch.save} does, false for safetensors
 * @param sharded true if large weights are spread over files of their own, with an index
 * @param texts small files beside it that are always the same, by name
 */
public record FileLayout(String weights, boolean torch, boolean sharded, Map<String, String> texts) {

    /** One file of safetensors. */
    public static final FileLayout SAFETENSORS = new FileLayout("", false, false, Map.of());

    public FileLayout {
        texts = Map.copyOf(texts);
    }

    /** True if the files are in a folder of their own. */
    public boolean isFolder() {
        return !weights.isEmpty();
    }
}
