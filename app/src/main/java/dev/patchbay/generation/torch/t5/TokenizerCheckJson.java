package dev.patchbay.generation.torch.t5;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Looks at a {@code tokenizer.json} before native code does: that it is JSON of bounded size, depth and count with a model in it, that ids
 * are of a size that ids have, and that a map of characters leads nowhere else.
 */
final class TokenizerCheckJson {

    /** Depth of honest files is below 10; the library reads by recursion. */
    private static final int DEEPEST = 64;

    /** A map of characters is the longest text, about 300 kB. */
    private static final int LONGEST_TEXT = 4_000_000;

    private static final int MOST_VALUES = 20_000_000;

    /** Tables are made as long as the highest id says. */
    private static final long HIGHEST_ID = 10_000_000;

    private static final Set<String> IDS = Set.of("id", "unk_id", "pad_id");

    private final Path file;

    private TokenizerCheckJson(Path file) {
        this.file = file;
    }

    /**
     * Returns if native code can be given the file.
     *
     * @throws GenerationException if not
     */
    static void check(Path file) throws IOException {
        new TokenizerCheckJson(file).check();
    }

    private GenerationException refused(String key, Object... arguments) {
        return new GenerationException(Message.of("generation.tokenizer", file, Message.of(key, arguments)));
    }

    private void check() throws IOException {
        StreamReadConstraints bounds =
                StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxStringLength(LONGEST_TEXT).maxTokenCount(MOST_VALUES).build();
        JsonFactory factory = JsonFactory.builder().streamReadConstraints(bounds).build();
        try (InputStream in = RegularFiles.stream(file); JsonParser parser = factory.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !hasModel(parser)) {
                throw refused("generation.tokenizer.noModel");
            }
            if (parser.nextToken() != null) {
                throw refused("generation.tokenizer.json");
            }
        } catch (JacksonException e) {
            throw refused("generation.tokenizer.json");
        }
    }

    /** Reads the whole object; true if it has a model. */
    private boolean hasModel(JsonParser parser) throws IOException {
        Deque<String> path = new ArrayDeque<>();
        boolean found = false;
        String name = "";
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw refused("generation.tokenizer.json");
            }
            if (token == JsonToken.PROPERTY_NAME) {
                name = parser.currentName();
            } else if (token.isStructStart()) {
                found |= depth == 1 && name.equals("model") && token == JsonToken.START_OBJECT;
                path.push(name);
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
                name = depth > 0 ? path.pop() : "";
            } else {
                value(parser, token, name, path);
            }
        }
        return found;
    }

    private void value(JsonParser parser, JsonToken token, String name, Deque<String> path) throws GenerationException {
        if (token == JsonToken.VALUE_STRING && name.equals("precompiled_charsmap")) {
            characters(parser.getString());
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(parser.getDoubleValue())) {
            throw refused("generation.tokenizer.number", name);
        } else if (token == JsonToken.VALUE_NUMBER_INT && (IDS.contains(name) || isInVocabulary(parser, path))) {
            boolean inRange = parser.getNumberType() == JsonParser.NumberType.INT
                    && parser.getIntValue() >= 0 && parser.getIntValue() <= HIGHEST_ID;
            if (!inRange) {
                throw refused("generation.tokenizer.id", name);
            }
        }
    }

    /** Ids by piece; a list of pieces has scores. */
    private static boolean isInVocabulary(JsonParser parser, Deque<String> path) {
        return parser.streamReadContext().inObject() && "vocab".equals(path.peek());
    }

    private void characters(String text) throws GenerationException {
        try {
            if (CharacterMap.isSound(ByteBuffer.wrap(Base64.getDecoder().decode(text)))) {
                return;
            }
        } catch (IllegalArgumentException noBase64) {
            // falls through to the sentence
        }
        throw refused("generation.tokenizer.characters");
    }
}
