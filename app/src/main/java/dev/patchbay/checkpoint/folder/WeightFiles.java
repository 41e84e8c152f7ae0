package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The weights among the files of a model folder, recognised by the names that diffusers and transformers use:
 * {@code diffusion_pytorch_model.safetensors}, the variant {@code diffusion_pytorch_model.fp16.safetensors}, or an index and shards.
 *
 * @param plain weights without a variant, the preferred one first
 * @param variants weights of variants such as {@code fp16}, the preferred one first
 * @param shards shards of weights
 */
record WeightFiles(Path folder, List<String> plain, List<String> variants, List<String> shards) {

    private static final List<String> PLAIN = List.of(
            "diffusion_pytorch_model.safetensors",
            "diffusion_pytorch_model.safetensors.index.json",
            "model.safetensors",
            "model.safetensors.index.json",
            "diffusion_pytorch_model.bin",
            "diffusion_pytorch_model.bin.index.json",
            "pytorch_model.bin",
            "pytorch_model.bin.index.json");

    private static final String BASE = "(?:diffusion_pytorch_model|pytorch_model|model)";
    private static final String SUFFIX = "\\.(?:safetensors|bin)";
    private static final String VARIANT = "\\.(?!index\\b)\\w+";

    /** Different versions of diffusers and transformers put the name of the variant in different positions. */
    private static final Pattern VARIANTS = Pattern.compile(BASE
            + ("(?:" + VARIANT + SUFFIX + "(?:\\.index\\.json)?|" + SUFFIX + VARIANT + "\\.index\\.json|")
            + (SUFFIX + "\\.index" + VARIANT + "\\.json)"));

    private static final Pattern SHARDS =
            Pattern.compile("(" + BASE + "(?:" + VARIANT + ")?)-\\d+-of-\\d+(?:" + VARIANT + ")??(" + SUFFIX + ")");

    /** The weights in {@code folder}; none if it is no folder. */
    static WeightFiles in(Path folder) throws IOException {
        List<String> names = names(folder);
        return new WeightFiles(
                folder,
                PLAIN.stream().filter(names::contains).toList(),
                names.stream()
                        .filter(name -> VARIANTS.matcher(name).matches())
                        .sorted(Comparator.comparing((String name) -> !name.contains("safetensors")).thenComparing(name -> name))
                        .toList(),
                names.stream().filter(name -> SHARDS.matcher(name).matches()).sorted().toList());
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    boolean isEmpty() {
        return plain.isEmpty() && variants.isEmpty() && shards.isEmpty();
    }

    /**
     * The file to open: plain weights, else a variant.
     *
     * @throws CheckpointException if there are shards but no index
     */
    Path chosen() throws CheckpointException {
        Optional<String> chosen = Stream.concat(plain.stream(), variants.stream()).findFirst();
        if (chosen.isPresent()) {
            return folder.resolve(chosen.get());
        }
        if (shards.isEmpty()) {
            throw new CheckpointException(Message.of("checkpoint.folderWithoutWeights", folder));
        }
        Matcher shard = SHARDS.matcher(shards.getFirst());
        String index = shard.matches() ? shard.group(1) + shard.group(2) + ".index.json" : "";
        throw new CheckpointException(Message.of("checkpoint.folder.indexMissing", folder, shards.getFirst(), index));
    }

    /** What a person should know about this choice. */
    List<Message> warnings() {
        List<Message> warnings = new ArrayList<>();
        List<String> others = variants;
        if (plain.isEmpty() && !variants.isEmpty()) {
            warnings.add(Message.of("checkpoint.folder.variant", folder, variants.getFirst()));
            others = variants.subList(1, variants.size());
        }
        if (!others.isEmpty()) {
            warnings.add(Message.of("checkpoint.folder.otherVariants", folder, String.join(", ", others)));
        }
        return warnings;
    }
}
