package dev.patchbay.export.bake;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.MappedTensorData;
import dev.patchbay.checkpoint.StoredTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a base model lies in the files of a folder: as it did, where it came from safetensors; else in shards of 5 GB as diffusers makes them.
 * Names lose a variant such as {@code fp16}, which may no longer be true.
 *
 * @param files names of tensors by name of the file
 */
record BakeFiles(Map<String, List<String>> files) {

    private static final String STEM = "diffusion_pytorch_model";
    private static final String SUFFIX = ".safetensors";
    private static final long SHARD_BYTES = 5_000_000_000L;
    private static final Pattern SHARD = Pattern.compile("(.+?)-(\\d+)-of-(\\d+)\\.safetensors");
    private static final Pattern VARIANT = Pattern.compile("\\.(fp16|bf16|fp32)(?=[.-])");

    static BakeFiles of(Checkpoint base) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (Map.Entry<String, StoredTensor> tensor : base.tensors().entrySet()) {
            if (!(tensor.getValue().data() instanceof MappedTensorData mapped) || !name(mapped).endsWith(SUFFIX)) {
                return bySize(base);
            }
            files.computeIfAbsent(name(mapped), name -> new ArrayList<>()).add(tensor.getKey());
        }
        if (files.size() == 1) {
            String only = files.keySet().iterator().next();
            String kept = only.equals("model.safetensors") ? only : STEM + SUFFIX;
            return new BakeFiles(Map.of(kept, List.copyOf(base.tensors().keySet())));
        }
        return files.keySet().stream().allMatch(name -> SHARD.matcher(name).matches()) ? new BakeFiles(files) : bySize(base);
    }

    private static String name(MappedTensorData mapped) {
        Path file = mapped.file().path();
        return VARIANT.matcher(String.valueOf(file.getFileName())).replaceAll("");
    }

    private static BakeFiles bySize(Checkpoint base) {
        List<List<String>> shards = new ArrayList<>();
        shards.add(new ArrayList<>());
        long bytes = 0;
        for (StoredTensor tensor : base.tensors().values()) {
            if (bytes > 0 && bytes + tensor.info().bytes() > SHARD_BYTES) {
                shards.add(new ArrayList<>());
                bytes = 0;
            }
            shards.getLast().add(tensor.info().name());
            bytes += tensor.info().bytes();
        }
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (int i = 0; i < shards.size(); i++) {
            String name = shards.size() == 1
                    ? STEM + SUFFIX
                    : String.format(Locale.ROOT, "%s-%05d-of-%05d%s", STEM, i + 1, shards.size(), SUFFIX);
            files.put(name, shards.get(i));
        }
        return new BakeFiles(files);
    }

    boolean isSharded() {
        return files.size() > 1;
    }

    /** {@code diffusion_pytorch_model.safetensors.index.json}. */
    String indexName() {
        Matcher shard = SHARD.matcher(files.keySet().iterator().next());
        return (shard.matches() ? shard.group(1) : STEM) + SUFFIX + ".index.json";
    }
}
