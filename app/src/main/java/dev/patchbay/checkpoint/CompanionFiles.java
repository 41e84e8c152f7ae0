package dev.patchbay.checkpoint;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Small JSON files beside the weights, as text; they are parsed where they are needed.
 *
 * @param texts content by file name; missing files are left out
 * @param warnings for files that exist but cannot be used
 */
public record CompanionFiles(Map<String, String> texts, List<Message> warnings) {

    public static final CompanionFiles NONE = new CompanionFiles(Map.of(), List.of());

    /** Longest file that is read. */
    public static final int MOST_BYTES = 1 << 20;

    /** The configuration beside a single weights file, if files of its name usually have one: {@code adapter_model.*} and the like. */
    public static CompanionFiles besideWeights(Path weights) throws IOException {
        Path folder = Optional.ofNullable(weights.toAbsolutePath().getParent()).orElse(weights);
        List<String> names = usuallyBeside(String.valueOf(weights.getFileName()));
        return names.isEmpty() ? NONE : read(folder, names);
    }

    /** The names of configurations that usually lie beside a file of weights with this name. */
    public static List<String> usuallyBeside(String weights) {
        if (weights.startsWith("adapter_model.")) {
            return List.of("adapter_config.json");
        }
        return weights.startsWith("diffusion_pytorch_model") ? List.of("config.json") : List.of();
    }

    /** Those of {@code names} that exist in {@code folder}. */
    public static CompanionFiles read(Path folder, List<String> names) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        List<Message> warnings = new ArrayList<>();
        for (String name : names) {
            Path file = folder.resolve(name);
            RegularFiles.require(file);
            if (Files.isRegularFile(file)) {
                Optional<String> text = text(file);
                text.ifPresentOrElse(
                        content -> texts.put(name, content),
                        () -> warnings.add(Message.of("checkpoint.companionUnusable", file, MOST_BYTES)));
            }
        }
        return new CompanionFiles(texts, warnings);
    }

    private static Optional<String> text(Path file) throws IOException {
        try (InputStream in = RegularFiles.stream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                return Optional.empty();
            }
            return decoded(bytes);
        }
    }

    /** UTF-8 as text; empty if it is none. */
    public static Optional<String> decoded(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
