package dev.patchbay.checkpoint.folder;

import java.util.Map;

/**
 * Content of a {@code *.safetensors.index.json} or {@code *.bin.index.json}.
 *
 * @param weightMap shard by tensor name, in the order of the file
 * @param metadata scalar values of {@code metadata}, as text
 */
public record ShardIndex(Map<String, String> weightMap, Map<String, String> metadata) {}
