package dev.patchbay.mapping.file;

import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Finds the line of a rule file in which a rule begins, for error messages. */
final class RuleLineJson {

    private RuleLineJson() {}

    /**
     * The line, from 1, in which a rule begins.
     *
     * @param rule position in the list
     */
    static OptionalInt line(JsonMapper mapper, String json, int rule) {
        try (JsonParser parser = mapper.createParser(json)) {
            return parser.nextToken() == JsonToken.START_OBJECT && findRules(parser) ? element(parser, rule) : OptionalInt.empty();
        } catch (JacksonException notAsFarAsThat) {
            return OptionalInt.empty();
        }
    }

    /** Moves the parser to the bracket that opens the list of rules. */
    private static boolean findRules(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean rules = parser.currentName().equals("rules");
            JsonToken value = parser.nextToken();
            if (rules) {
                return value == JsonToken.START_ARRAY;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static OptionalInt element(JsonParser parser, int rule) {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i == rule) {
                return OptionalInt.of(parser.currentTokenLocation().getLineNr());
            }
            parser.skipChildren();
        }
        return OptionalInt.empty();
    }
}
