package dev.patchbay.generation.cogvideox.files;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vocabulary in a {@code tokenizer.json}. */
final class TokenizerVocabularyJson {

    private TokenizerVocabularyJson() {}

    /** The tokens of a Unigram model, which T5 has, in order; none for any other file. */
    static List<String> pieces(byte[] json) {
        List<String> pieces = new ArrayList<>();
        try {
            JsonNode model = JsonMapper.shared().readTree(json).path("model");
            if (model.path("type").asString("").equals("Unigram")) {
                model.path("vocab").forEach(entry -> pieces.add(entry.path(0).asString("")));
            }
        } catch (JacksonException e) {
            // No JSON, so no tokenizer.
        }
        return pieces;
    }
}
