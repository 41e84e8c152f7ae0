package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds the components that a pipeline's {@code model_index.json} names: {@code "transformer": ["diffusers",
 * "CogVideoXTransformer3DModel"]}.
 */
final class ModelIndexJson {

    private ModelIndexJson() {}

    /**
     * Names of the components that exist, in order; one with {@code [null, null]} is left out.
     *
     * @throws CheckpointException if the text is no JSON object, or a component is no valid folder name
     */
    static List<String> components(Path file, String json) throws CheckpointException {
        Set<String> components = new LinkedHashSet<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new CheckpointException(Message.of("checkpoint.folder.badModelIndex", file));
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.START_ARRAY && namesClass(parser)) {
                    checkName(file, name);
                    if (!components.add(name)) {
                        throw new CheckpointException(Message.of("checkpoint.folder.badModelIndex", file));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new CheckpointException(Message.of("checkpoint.folder.badModelIndex", file), e);
        }
        return List.copyOf(components);
    }

    /** Reads an array to its end; true if it names a library and a class. */
    private static boolean namesClass(JsonParser parser) {
        int texts = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                texts++;
            }
            parser.skipChildren();
        }
        return texts == 2;
    }

    private static void checkName(Path file, String name) throws CheckpointException {
        if (!name.matches("\\w+")) {
            throw new CheckpointException(Message.of("checkpoint.folder.strangeComponent", file, name));
        }
    }
}
