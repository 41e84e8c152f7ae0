package dev.patchbay.mapping.file;

import dev.patchbay.files.WholeOutput;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleProblem;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes rule files: the JSON of {@code docs/rule-files.md}, version 1. Unknown fields and values are errors, so that loading
 * and saving a file loses nothing.
 */
public final class RuleSetCodec {

    /** Largest rule file in bytes, and most rules. */
    static final int MAX_BYTES = 4 << 20;

    static final int MAX_RULES = 10_000;

    private static final int VERSION = 1;

    /** Some editors write it at the start of a file. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The field that every rule file has, wherever it stands. */
    private static final Pattern SIGN = Pattern.compile("\"patchbay\"\\s*:");

    private static final Set<String> HEAD = Set.of("patchbay", "name", "note", "source", "target", "rules");
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).maxStringLength(1 << 16).maxDocumentLength(MAX_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private RuleSetCodec() {}

    /**
     * Reads a rule file.
     *
     * @throws IOException if the file cannot be read
     * @throws RuleSyntaxException if it holds no rules; the message names the file, and the line of a rule that is wrong
     */
    public static RuleSet read(Path file) throws IOException, RuleSyntaxException {
        String json = content(file);
        try {
            return read(json);
        } catch (RuleSyntaxException e) {
            OptionalInt line = e.rule().isPresent() ? RuleLineJson.line(MAPPER, json, e.rule().getAsInt()) : OptionalInt.empty();
            throw new RuleSyntaxException(located(file, line, e.explanation()));
        }
    }

    /** True for a JSON file that calls itself a rule file, even if its rules are wrong. Reads no large file. */
    public static boolean isRuleFile(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".json") || !Files.isRegularFile(file) || RegularFiles.size(file) > MAX_BYTES) {
            return false;
        }
        try {
            return SIGN.matcher(content(file)).find();
        } catch (RuleSyntaxException noText) {
            return false;
        }
    }

    /** Writes a rule file, whole or not at all; one of that name is replaced. */
    public static void write(RuleSet rules, Path file) throws IOException {
        byte[] json = write(rules).getBytes(StandardCharsets.UTF_8);
        WholeOutput.file(file, true).write(json.length, draft -> draft.write("", json), written -> written);
    }

    /** A problem of a rule with the file and, if it can be found, the line. */
    public static Message located(Path file, RuleProblem problem) {
        try {
            return located(file, RuleLineJson.line(MAPPER, content(file), problem.rule()), problem.message());
        } catch (IOException | RuleSyntaxException notThereAnyMore) {
            return located(file, OptionalInt.empty(), problem.message());
        }
    }

    private static Message located(Path file, OptionalInt line, Message problem) {
        return line.isPresent() ? Message.of("mapping.inLine", file, line.getAsInt(), problem)
                : Message.of("mapping.inFile", file, problem);
    }

    private static String content(Path file) throws IOException, RuleSyntaxException {
        if (Files.isDirectory(file)) {
            throw new RuleSyntaxException(Message.of("mapping.fileFolder", file));
        }
        if (RegularFiles.size(file) > MAX_BYTES) {
            throw new RuleSyntaxException(Message.of("mapping.fileLarge", file, MAX_BYTES));
        }
        try {
            String json = RegularFiles.text(file);
            return json.startsWith(BYTE_ORDER_MARK) ? json.substring(1) : json;
        } catch (CharacterCodingException e) {
            throw new RuleSyntaxException(Message.of("mapping.fileText", file));
        }
    }

    /** @throws RuleSyntaxException if the text is not the JSON of a rule set; the message says which rule is wrong */
    public static RuleSet read(String json) throws RuleSyntaxException {
        JsonNode root = tree(json);
        if (!root.isObject() || !root.has("patchbay") || !root.path("rules").isArray()) {
            throw new RuleSyntaxException(Message.of("mapping.noRuleFile"));
        }
        if (!root.path("patchbay").isInt() || root.path("patchbay").intValue() != VERSION) {
            throw new RuleSyntaxException(Message.of("mapping.fileVersion", root.path("patchbay"), VERSION));
        }
        Set<String> unknown = new TreeSet<>(root.propertyNames());
        unknown.removeAll(HEAD);
        if (!unknown.isEmpty()) {
            throw new RuleSyntaxException(Message.of("mapping.unknownField", unknown.iterator().next()));
        }
        return new RuleSet(text(root, "name"), text(root, "note"), text(root, "source"), text(root, "target"), entries(root.path("rules")));
    }

    private static JsonNode tree(String json) throws RuleSyntaxException {
        try {
            if (json.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
                throw new RuleSyntaxException(Message.of("mapping.textLarge", MAX_BYTES));
            }
            return MAPPER.readTree(json);
        } catch (StreamConstraintsException e) {
            throw new RuleSyntaxException(Message.of("mapping.jsonBounds"));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new RuleSyntaxException(Message.of("mapping.badJson", line));
        }
    }

    private static String text(JsonNode root, String field) throws RuleSyntaxException {
        JsonNode value = root.path(field);
        if (value.isMissingNode()) {
            return "";
        }
        if (!value.isString()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldText", field));
        }
        return value.stringValue();
    }

    private static List<RuleEntry> entries(JsonNode rules) throws RuleSyntaxException {
        if (rules.size() > MAX_RULES) {
            throw new RuleSyntaxException(Message.of("mapping.manyRules", rules.size(), MAX_RULES));
        }
        List<RuleEntry> entries = new ArrayList<>(rules.size());
        for (JsonNode rule : rules) {
            try {
                entries.add(RuleEntryJson.read(rule));
            } catch (RuleSyntaxException e) {
                throw new RuleSyntaxException(Message.of("mapping.rule", entries.size() + 1, e.explanation()), entries.size());
            }
        }
        return entries;
    }

    /** The JSON of the rule set: a line for each rule, and a newline at the end. */
    public static String write(RuleSet rules) {
        StringBuilder json = new StringBuilder("{\n  \"patchbay\": ").append(VERSION);
        head(json, "name", rules.name());
        head(json, "note", rules.note());
        head(json, "source", rules.source());
        head(json, "target", rules.target());
        json.append(",\n  \"rules\": [");
        String lines = rules.entries().stream().map(entry -> "\n    " + object(RuleEntryJson.write(entry)))
                .collect(Collectors.joining(","));
        return json.append(lines).append(rules.entries().isEmpty() ? "]" : "\n  ]").append("\n}\n").toString();
    }

    private static void head(StringBuilder json, String field, String value) {
        if (!value.isEmpty()) {
            json.append(",\n  \"").append(field).append("\": ").append(MAPPER.writeValueAsString(value));
        }
    }

    private static String object(Map<?, ?> fields) {
        return fields.entrySet().stream()
                .map(field -> MAPPER.writeValueAsString(field.getKey()) + ": " + value(field.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String value(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(MAPPER::writeValueAsString).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> fields -> object(fields);
            case null, default -> MAPPER.writeValueAsString(value);
        };
    }
}
