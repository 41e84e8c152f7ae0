package dev.patchbay.generation.torch.t5;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of a T5 tokenizer folder. */
final class TokenizerFilesJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long LARGEST_FILE = 10_000_000;
    private static final long LARGEST_MODEL = 100_000_000;

    private TokenizerFilesJson() {}

    /**
     * Checks that a tokenizer's file is there and of a size that a tokenizer has.
     *
     * @throws GenerationException if not
     */
    static void demand(Path file) throws IOException {
        RegularFiles.require(file);
        if (!Files.isRegularFile(file)) {
            throw new GenerationException(Message.of("generation.missingFile", file));
        }
        if (Files.size(file) > LARGEST_MODEL) {
            throw new GenerationException(Message.of("generation.tokenizer", file, Files.size(file) + " B"));
        }
    }

    /**
     * Ids of the tokens that are not in the SentencePiece model, such as {@code <extra_id_0>}; empty if there is no such file.
     *
     * @throws GenerationException if the list is malformed
     */
    static Map<String, Integer> addedTokens(Path file) throws IOException {
        Map<String, Integer> tokens = new LinkedHashMap<>();
        RegularFiles.require(file);
        if (!Files.isRegularFile(file)) {
            return tokens;
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new GenerationException(Message.of("generation.notJson", file));
        }
        try {
            for (Map.Entry<String, JsonNode> token : MAPPER.readTree(RegularFiles.bytes(file)).properties()) {
                if (!token.getKey().isEmpty() && token.getValue().isInt()) {
                    tokens.put(token.getKey(), token.getValue().intValue());
                }
            }
        } catch (JacksonException broken) {
            throw new GenerationException(Message.of("generation.notJson", file), broken);
        }
        return tokens;
    }
}
