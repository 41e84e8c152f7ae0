package dev.patchbay.cli.terminal;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.message.PlainText;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints the JSON object of a command. */
public final class PrintedJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PrintedJson() {}

    /** Rules in the format of a rule file. */
    public static Object rules(RuleSet rules) {
        return MAPPER.readTree(RuleSetCodec.write(rules)).get("rules");
    }

    /** Parses the object that another command printed. */
    public static Object read(String json) {
        return MAPPER.readTree(json);
    }

    /** The object as JSON in which no character commands a terminal: such characters are written as JSON's escapes. */
    public static String of(Map<String, ? extends @Nullable Object> object) {
        return PlainText.escapedInJson(MAPPER.writeValueAsString(object));
    }
}
