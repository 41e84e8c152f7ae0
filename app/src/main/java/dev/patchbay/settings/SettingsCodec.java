package dev.patchbay.settings;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of settings: one JSON object. Text, numbers, booleans, lists and maps are what their Java classes are. */
final class SettingsCodec {

    /** Bytes; some hundred recent files take 40 kB. */
    private static final int LARGEST = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxDocumentLength(LARGEST).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private SettingsCodec() {}

    /**
     * The keys and values of an existing file, in its order.
     *
     * @throws SettingsException if it is there and holds no settings
     */
    static Map<String, Object> read(Path file) throws IOException {
        if (RegularFiles.size(file) > LARGEST) {
            throw new SettingsException(Message.of("settings.large", file, LARGEST));
        }
        try {
            JsonNode root = MAPPER.readTree(RegularFiles.text(file));
            if (!root.isObject()) {
                throw new SettingsException(Message.of("settings.noObject", file));
            }
            return new LinkedHashMap<>(MAPPER.convertValue(root, new TypeReference<Map<String, Object>>() {}));
        } catch (CharacterCodingException e) {
            throw new SettingsException(Message.of("settings.noObject", file), e);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new SettingsException(Message.of("settings.badJson", file, line), e);
        }
    }

    static String write(Map<String, Object> values) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n";
    }
}
