package dev.patchbay.checkpoint.folder;

import java.util.Map;

/**
 * What a {@code *.safetensors.index.json} or {@code *.bin.index.json} says.
 *
 * @param weightMap name of the shard by name of the tensor, in the order of the file
 * @param metadata simple values of {@code metadata}, as text
 */
record ShardIndex(Map<String, String> weightMap, Map<String, String> metadata) {}
