package dev.patchbay.soak;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.checkpoint.torch.TorchWriter;
import dev.patchbay.tensor.TensorData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What mutations begin with: the first pairs of an adapter that the tests have, as two formats, and its base with two of its blocks. */
final class HonestFiles {

    private static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");

    /** The base as it is, 30 blocks. */
    static final Path WHOLE_BASE = REFERENCE.resolve("diffusers-transformer");

    private static final Path ADAPTER = REFERENCE.resolve("sat-lora-exported.safetensors");
    private static final Pattern FIRST_BLOCK = Pattern.compile("transformer\\.transformer_blocks\\.0\\..*");
    private static final Pattern LATER_BLOCK = Pattern.compile("transformer_blocks\\.([2-9]|\\d\\d)\\..*");

    private static final String LYCORIS = "{\"algo\": \"lokr\", \"factor\": \"8\", \"conv_dim\": 4, \"rank_dropout\": [1, {\"a\": 2}]}";
    private static final String DECLARED =
            "{\"transformer.r\": 4, \"transformer.lora_alpha\": 4, \"transformer.alpha_pattern\": {\"a.*b\": 2}}";

    static final byte[] SAFETENSORS = written(ADAPTER, FIRST_BLOCK.asMatchPredicate(), (tensors, out) -> {
        Map<String, String> metadata =
                Map.of("ss_network_args", LYCORIS, "lora_adapter_metadata", DECLARED, "patchbay", "{\"scale\": {\"how\": \"x\"}}");
        SafetensorsWriter.write(tensors, metadata, Channels.newChannel(out));
    });

    static final byte[] TORCH = written(
            ADAPTER, FIRST_BLOCK.asMatchPredicate(), (tensors, out) -> TorchWriter.write(tensors, "", Channels.newChannel(out)));

    private HonestFiles() {}

    /** The base without its later blocks, so that a round costs little. */
    static Path smallBase(Path folder) throws IOException {
        Path made = Files.createDirectories(folder.resolve("base"));
        String config = Files.readString(WHOLE_BASE.resolve("config.json"));
        Files.writeString(made.resolve("config.json"), config.replace("\"num_layers\": 30", "\"num_layers\": 2"));
        byte[] weights = written(
                WHOLE_BASE,
                LATER_BLOCK.asMatchPredicate().negate(),
                (tensors, out) -> SafetensorsWriter.write(tensors, Map.of(), Channels.newChannel(out)));
        Files.write(made.resolve("diffusion_pytorch_model.safetensors"), weights);
        return made;
    }

    private interface Writing {
        void write(Map<String, TensorData> tensors, ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] written(Path file, Predicate<String> taken, Writing writing) {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            checkpoint.tensors().values().stream()
                    .filter(tensor -> taken.test(tensor.info().name()))
                    .forEach(tensor -> tensors.put(tensor.info().name(), tensor.data()));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writing.write(tensors, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
