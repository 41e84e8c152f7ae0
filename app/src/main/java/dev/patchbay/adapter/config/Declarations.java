package dev.patchbay.adapter.config;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a checkpoint declares about rank and alpha outside its tensors. */
public final class Declarations {

    /** Key of the safetensors metadata under which diffusers keeps PEFT's configuration, as JSON text. */
    public static final String METADATA_KEY = "lora_adapter_metadata";

    /** Key of the metadata under which Patchbay's exports say where they come from and what became of the scale, as JSON text. */
    public static final String PROVENANCE_KEY = "patchbay";

    /** Keys of the metadata that hold hashes of the tensors, which are wrong once these change. */
    public static final List<String> HASHES = List.of("sshs_model_hash", "sshs_legacy_hash", "modelspec.hash_sha256");

    /** PEFT's configuration beside the weights. */
    public static final String CONFIG_FILE = "adapter_config.json";

    private final Map<String, DeclaredConfig> metadata;
    private final Optional<DeclaredConfig> config;
    private final boolean folded;
    private final List<Message> warnings;

    private Declarations(
            Map<String, DeclaredConfig> metadata, Optional<DeclaredConfig> config, boolean folded, List<Message> warnings) {
        this.metadata = metadata;
        this.config = config;
        this.folded = folded;
        this.warnings = List.copyOf(warnings);
    }

    /** Reads metadata and configuration; text that is not a JSON object becomes a warning. */
    public static Declarations of(Checkpoint checkpoint) {
        List<Message> warnings = new ArrayList<>();
        Optional<Map<String, DeclaredConfig>> metadata = Optional.ofNullable(checkpoint.metadata().get(METADATA_KEY)).map(text -> {
            Optional<Map<String, DeclaredConfig>> read = DeclaredConfigJson.metadata(text);
            if (read.isEmpty()) {
                warnings.add(Message.of("adapter.notJson", METADATA_KEY));
            }
            return read.orElse(Map.of());
        });
        Optional<DeclaredConfig> config = Optional.ofNullable(checkpoint.companions().get(CONFIG_FILE)).flatMap(text -> {
            Optional<DeclaredConfig> read = DeclaredConfigJson.adapterConfig(text);
            if (read.isEmpty()) {
                warnings.add(Message.of("adapter.notJson", CONFIG_FILE));
            }
            return read;
        });
        metadata.orElse(Map.of()).values().forEach(each -> warnIfUntried(each, METADATA_KEY, warnings));
        config.ifPresent(each -> warnIfUntried(each, CONFIG_FILE, warnings));
        boolean folded = Optional.ofNullable(checkpoint.metadata().get(PROVENANCE_KEY)).map(DeclaredConfigJson::isFolded).orElse(false);
        return new Declarations(metadata.orElse(Map.of()), config, folded, warnings);
    }

    private static void warnIfUntried(DeclaredConfig config, String place, List<Message> warnings) {
        if (config.untriedPatterns() > 0) {
            warnings.add(Message.of("adapter.manyPatterns", place, NamePatterns.MOST_EXPRESSIONS, config.untriedPatterns()));
        }
    }

    /**
     * One declaration and its place.
     *
     * @param source {@link ScaleSource#METADATA} or {@link ScaleSource#ADAPTER_CONFIG}
     */
    public record Declared(DeclaredConfig config, ScaleSource source) {

        /** Name of the file or metadata key that holds it. */
        public String place() {
            return source == ScaleSource.METADATA ? METADATA_KEY : CONFIG_FILE;
        }
    }

    /** What holds for the modules of a component; the metadata in the file comes before a configuration beside it. */
    public Optional<Declared> forComponent(String component) {
        return Optional.ofNullable(metadata.get(component))
                .or(() -> Optional.ofNullable(metadata.get("")))
                .or(() -> component.isEmpty() && metadata.size() == 1 ? metadata.values().stream().findFirst() : Optional.empty())
                .map(found -> new Declared(found, ScaleSource.METADATA))
                .or(() -> config.map(found -> new Declared(found, ScaleSource.ADAPTER_CONFIG)));
    }

    /** True if the file's metadata holds a configuration, for whatever component. */
    public boolean hasMetadata() {
        return !metadata.isEmpty();
    }

    /** True if metadata is there, but not for {@code component}: diffusers then finds none and stops. */
    public boolean isOnlyForOthers(String component) {
        return !metadata.isEmpty() && !metadata.containsKey(component);
    }

    /** What the file's metadata says of a component by that very name. */
    public Optional<DeclaredConfig> metadata(String component) {
        return Optional.ofNullable(metadata.get(component));
    }

    /** PEFT's configuration beside the weights, if there is one that can be read. */
    public Optional<DeclaredConfig> adapterConfig() {
        return config;
    }

    /** True if Patchbay wrote the file with a known scale multiplied into its matrices, so that its scale is known to be 1. */
    public boolean isFolded() {
        return folded;
    }

    /** What could not be read. */
    public List<Message> warnings() {
        return warnings;
    }
}
