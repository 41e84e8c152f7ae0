package dev.patchbay.files;

import dev.patchbay.tensor.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the tensors of a model are divided among safetensors files of one folder, as diffusers and transformers do it:
 * {@code diffusion_pytorch_model-00001-of-00003.safetensors} and an index beside them; without a number and an index where one file is
 * enough.
 *
 * @param files names of tensors by name of the file
 */
public record Shards(Map<String, List<String>> files) {

    /** Name of the weights of a model in diffusers, without number and ending. */
    public static final String DIFFUSERS = "diffusion_pytorch_model";

    private static final String SUFFIX = ".safetensors";
    private static final String INDEX = ".index.json";
    private static final Pattern NAME = Pattern.compile("(.+?)-(\\d+)-of-(\\d+)\\.safetensors");

    /** True for the name of one of several files: {@code model-00001-of-00002.safetensors}. */
    public static boolean isShard(String name) {
        return NAME.matcher(name).matches();
    }

    /** What a file, its shards and their index have in common: {@code model.safetensors} for {@code model-00001-of-00002.safetensors}. */
    static String stem(String name) {
        Matcher shard = NAME.matcher(name);
        return shard.matches() ? shard.group(1) + SUFFIX : name.endsWith(INDEX) ? name.substring(0, name.length() - INDEX.length()) : name;
    }

    /** All tensors in one file. */
    public static Shards one(String stem, List<String> tensors) {
        return new Shards(Map.of(stem + SUFFIX, tensors));
    }

    /**
     * Fills shards in the order of the tensors; a tensor larger than a shard gets a file of its own.
     *
     * @param most largest size of a shard, in bytes
     */
    public static Shards bySize(String stem, Map<String, TensorData> tensors, long most) {
        List<List<String>> shards = new ArrayList<>();
        long room = 0;
        for (Map.Entry<String, TensorData> tensor : tensors.entrySet()) {
            long bytes = bytes(tensor.getValue());
            if (shards.isEmpty() || bytes > room) {
                shards.add(new ArrayList<>());
                room = most;
            }
            shards.getLast().add(tensor.getKey());
            room -= bytes;
        }
        if (shards.size() <= 1) {
            return one(stem, List.copyOf(tensors.keySet()));
        }
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (int i = 0; i < shards.size(); i++) {
            files.put(String.format(Locale.ROOT, "%s-%05d-of-%05d%s", stem, i + 1, shards.size(), SUFFIX), shards.get(i));
        }
        return new Shards(files);
    }

    private static long bytes(TensorData data) {
        return data.dtype().byteSize(data.shape().elements());
    }

    /** The files with these tensors, and the index where there are several. */
    public List<OutputFile> outputs(Map<String, TensorData> tensors, Map<String, String> metadata) {
        List<OutputFile> outputs = new ArrayList<>();
        files.forEach((file, names) -> {
            Map<String, TensorData> own = LinkedHashMap.newLinkedHashMap(names.size());
            names.forEach(name -> own.put(name, tensors.get(name)));
            outputs.add(new OutputFile.Safetensors(file, own, metadata));
        });
        if (files.size() > 1) {
            long bytes = tensors.values().stream().mapToLong(Shards::bytes).sum();
            outputs.add(new OutputFile.Text(indexName(), ShardIndexJson.write(files, bytes)));
        }
        return outputs;
    }

    /** {@code diffusion_pytorch_model.safetensors.index.json}. */
    private String indexName() {
        Matcher shard = NAME.matcher(files.keySet().iterator().next());
        return (shard.matches() ? shard.group(1) : DIFFUSERS) + SUFFIX + INDEX;
    }
}
