package dev.patchbay.workspace.saved;

import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of {@code docs/workspace-files.md}, version 1. Fields that are not known are kept and written again. */
final class WorkspaceCodec {

    /** Bytes: the largest rule set, and prompts. */
    static final int LARGEST = 8 << 20;

    private static final String VERSION_FIELD = "patchbay-workspace";
    private static final int VERSION = 1;
    private static final Set<String> KNOWN =
            Set.of(VERSION_FIELD, "adapter", "base", "program", "expected", "scale", "rules", "preview");
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(24).maxDocumentLength(LARGEST).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private WorkspaceCodec() {}

    /** @throws WorkspaceFileException if the text holds no workspace; the message has the reason without a file */
    static SavedWorkspace read(String json) throws WorkspaceFileException {
        JsonNode root = tree(json);
        JsonNode version = root.path(VERSION_FIELD);
        if (!version.isInt()) {
            throw new WorkspaceFileException(Message.of("workspace.file.other"));
        }
        if (version.intValue() > VERSION) {
            throw new WorkspaceFileException(Message.of("workspace.file.newer", version.intValue(), VERSION));
        }
        try {
            return new SavedWorkspace(
                    file(root.path("adapter")),
                    base(root.path("base")),
                    rules(root.path("rules")),
                    new Expectation(whole(root.path("expected").path("rank")), number(root.path("expected").path("alpha"))),
                    number(root.path("scale")),
                    root.path("program").asString(""),
                    root.path("preview").isObject() ? Optional.of(PreviewJson.read(root.path("preview"))) : Optional.empty(),
                    others(root, KNOWN));
        } catch (JacksonException e) {
            throw new WorkspaceFileException(tooLarge(root, "")
                    .map(field -> Message.of("workspace.file.values", field))
                    .orElseGet(() -> Message.of("workspace.file.value")), e);
        }
    }

    /** The first field with a whole number that no field of a workspace can hold, such as {@code preview.seed}. */
    private static Optional<String> tooLarge(JsonNode node, String above) {
        return node.properties().stream()
                .flatMap(field -> field.getValue().isIntegralNumber() && !field.getValue().canConvertToLong()
                        ? Stream.of(above + field.getKey())
                        : tooLarge(field.getValue(), above + field.getKey() + ".").stream())
                .findFirst();
    }

    private static JsonNode tree(String json) throws WorkspaceFileException {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new WorkspaceFileException(Message.of("workspace.file.badJson", line), e);
        }
    }

    /** Fields that are not among the known ones, as plain values. */
    static Map<String, Object> others(JsonNode object, Set<String> known) {
        Map<String, Object> others = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            if (!known.contains(field.getKey()) && !field.getValue().isNull()) {
                others.put(field.getKey(), MAPPER.convertValue(field.getValue(), Object.class));
            }
        });
        return others;
    }

    static Optional<SavedFile> file(JsonNode file) {
        String path = file.path("path").asString("");
        String relative = file.path("relative").asString("");
        return path.isEmpty() && relative.isEmpty() ? Optional.empty() : Optional.of(new SavedFile(path, relative));
    }

    private static Optional<SavedBase> base(JsonNode base) {
        String name = base.path("name").asString("");
        Optional<SavedFile> file = file(base);
        return name.isEmpty() && file.isEmpty() ? Optional.empty() : Optional.of(new SavedBase(name, file));
    }

    private static RuleSet rules(JsonNode rules) throws WorkspaceFileException {
        if (rules.isMissingNode() || rules.isNull()) {
            return RuleSet.EMPTY;
        }
        try {
            return RuleSetCodec.read(MAPPER.writeValueAsString(rules));
        } catch (RuleSyntaxException e) {
            throw new WorkspaceFileException(e.explanation(), e);
        }
    }

    private static OptionalLong whole(JsonNode number) {
        return number.isIntegralNumber() ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    private static OptionalDouble number(JsonNode number) {
        return number.isNumber() ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    }

    static String write(SavedWorkspace workspace) {
        ObjectNode root = MAPPER.createObjectNode().put(VERSION_FIELD, VERSION);
        workspace.adapter().ifPresent(file -> write(root.putObject("adapter"), file));
        workspace.base().ifPresent(base -> {
            ObjectNode node = root.putObject("base").put("name", base.name());
            base.file().ifPresent(file -> write(node, file));
        });
        if (!workspace.program().isEmpty()) {
            root.put("program", workspace.program());
        }
        if (!workspace.expectation().equals(Expectation.NONE)) {
            ObjectNode expected = root.putObject("expected");
            workspace.expectation().rank().ifPresent(rank -> expected.put("rank", rank));
            workspace.expectation().alpha().ifPresent(alpha -> expected.put("alpha", alpha));
        }
        workspace.scale().ifPresent(scale -> root.put("scale", scale));
        if (!workspace.rules().equals(RuleSet.EMPTY)) {
            root.set("rules", MAPPER.readTree(RuleSetCodec.write(workspace.rules())));
        }
        workspace.preview().ifPresent(preview -> PreviewJson.write(root.putObject("preview"), preview));
        put(root, workspace.others());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    static void put(ObjectNode node, Map<String, Object> others) {
        others.keySet().stream().sorted().forEach(key -> node.set(key, MAPPER.valueToTree(others.get(key))));
    }

    static void write(ObjectNode node, SavedFile file) {
        if (!file.relative().isEmpty()) {
            node.put("relative", file.relative());
        }
        node.put("path", file.path());
    }
}
