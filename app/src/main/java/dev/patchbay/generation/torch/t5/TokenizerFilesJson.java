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

    private TokenizerFilesJson() {}

    /**
     * The SentencePiece model.
     *
     * @throws GenerationException if it is not there
     */
    static Path model(Path folder) throws IOException {
        Path file = folder.resolve("spiece.model");
        RegularFiles.require(file);
        if (!Files.isRegularFile(file)) {
            throw new GenerationException(Message.of("generation.missingFile", file));
        }
        return file;
    }

    /**
     * Ids of the tokens that are not in the SentencePiece model, such as {@code <extra_id_0>}; empty if the folder lists none.
     *
     * @throws GenerationException if the list is malformed
     */
    static Map<String, Integer> addedTokens(Path folder) throws IOException {
        Path file = folder.resolve("added_tokens.json");
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
