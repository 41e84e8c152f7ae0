package dev.patchbay.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints the one JSON object of a command. */
final class PrintedJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PrintedJson() {}

    static String of(Map<String, ? extends @Nullable Object> object) {
        return MAPPER.writeValueAsString(object);
    }
}
