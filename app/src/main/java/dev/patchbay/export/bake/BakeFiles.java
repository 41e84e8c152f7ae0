package dev.patchbay.export.bake;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.MappedTensorData;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.files.Shards;
import dev.patchbay.tensor.TensorData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Divides a baked model among the files of a folder: as the base is divided where it is safetensors, else in shards of 5 GB. A variant such
 * as {@code fp16} is left out of the file names, since the dtype may have changed.
 */
final class BakeFiles {

    private static final String SUFFIX = ".safetensors";
    private static final String TRANSFORMERS = "model";
    private static final long SHARD_BYTES = 5_000_000_000L;
    private static final Pattern VARIANT = Pattern.compile("\\.(fp16|bf16|fp32)(?=[.-])");

    private BakeFiles() {}

    /** @param baked the tensors as they will be written */
    static Shards of(Checkpoint base, Map<String, TensorData> baked) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (Map.Entry<String, StoredTensor> tensor : base.tensors().entrySet()) {
            if (!(tensor.getValue().data() instanceof MappedTensorData mapped) || !name(mapped).endsWith(SUFFIX)) {
                return Shards.bySize(Shards.DIFFUSERS, baked, SHARD_BYTES);
            }
            files.computeIfAbsent(name(mapped), name -> new ArrayList<>()).add(tensor.getKey());
        }
        if (files.size() == 1) {
            boolean transformers = files.containsKey(TRANSFORMERS + SUFFIX);
            return Shards.one(transformers ? TRANSFORMERS : Shards.DIFFUSERS, List.copyOf(baked.keySet()));
        }
        return files.keySet().stream().allMatch(Shards::isShard) ? new Shards(files) : Shards.bySize(Shards.DIFFUSERS, baked, SHARD_BYTES);
    }

    private static String name(MappedTensorData mapped) {
        Path file = mapped.file().path();
        return VARIANT.matcher(String.valueOf(file.getFileName())).replaceAll("");
    }
}
