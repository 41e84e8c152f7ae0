package dev.patchbay.mapping;

import dev.patchbay.mapping.ScaleRule.Factor;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** One rule of a rule file as a JSON object: the field of its kind says what it is, {@code "enabled": false} switches it off. */
final class RuleEntryJson {

    /** Kinds with the fields each may have beside it. */
    private static final Map<String, Set<String>> KINDS = Map.of(
            "keep", Set.of(),
            "drop", Set.of(),
            "rename", Set.of("to"),
            "split", Set.of("dim", "into", "sizes"),
            "scale", Set.of("by"));

    private final JsonNode json;
    private final String kind;

    private RuleEntryJson(JsonNode json, String kind) {
        this.json = json;
        this.kind = kind;
    }

    static RuleEntry read(JsonNode json) throws RuleSyntaxException {
        List<String> kinds = new ArrayList<>(json.propertyNames());
        kinds.retainAll(KINDS.keySet());
        if (!json.isObject() || kinds.size() != 1) {
            String found = json.isObject() && !json.isEmpty() ? String.join(", ", json.propertyNames()) : json.toString();
            throw new RuleSyntaxException(Message.of("mapping.unknownKind", found, String.join(", ", new TreeSet<>(KINDS.keySet()))));
        }
        return new RuleEntryJson(json, kinds.getFirst()).entry();
    }

    private RuleEntry entry() throws RuleSyntaxException {
        Set<String> unknown = new TreeSet<>(json.propertyNames());
        unknown.removeAll(KINDS.getOrDefault(kind, Set.of()));
        unknown.removeAll(Set.of(kind, "enabled"));
        if (!unknown.isEmpty()) {
            throw new RuleSyntaxException(Message.of("mapping.unknownField", unknown.iterator().next()));
        }
        JsonNode enabled = json.path("enabled");
        if (!enabled.isMissingNode() && !enabled.isBoolean()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldBoolean", "enabled"));
        }
        return new RuleEntry(RuleCheck.checked(rule()), enabled.isMissingNode() || enabled.booleanValue());
    }

    private Rule rule() throws RuleSyntaxException {
        KeyPattern pattern = KeyPattern.parse(text(json.path(kind), kind));
        return switch (kind) {
            case "keep" -> new KeepRule(pattern);
            case "drop" -> new DropRule(pattern);
            case "rename" -> new RenameRule(pattern, NameTemplate.parse(text(json.path("to"), "to")));
            case "scale" -> new ScaleRule(pattern, factor());
            default -> new SplitRule(pattern, dimension(), sizes(), into());
        };
    }

    private Factor factor() throws RuleSyntaxException {
        JsonNode by = json.path("by");
        if (by.isString() && by.stringValue().equals("1/rank")) {
            return new Factor.OneOverRank();
        }
        if (!by.isNumber()) {
            throw new RuleSyntaxException(Message.of("mapping.badFactor", by));
        }
        return new Factor.Constant(by.doubleValue());
    }

    private int dimension() throws RuleSyntaxException {
        JsonNode dimension = json.path("dim");
        if (dimension.isMissingNode()) {
            return 0;
        }
        if (!dimension.isInt()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldNumber", "dim"));
        }
        return dimension.intValue();
    }

    private List<Long> sizes() throws RuleSyntaxException {
        List<Long> sizes = new ArrayList<>();
        for (JsonNode size : array("sizes")) {
            if (!size.isIntegralNumber() || !size.canConvertToLong()) {
                throw new RuleSyntaxException(Message.of("mapping.fieldNumber", "sizes"));
            }
            sizes.add(size.longValue());
        }
        return sizes;
    }

    private List<NameTemplate> into() throws RuleSyntaxException {
        List<NameTemplate> into = new ArrayList<>();
        for (JsonNode name : array("into")) {
            into.add(NameTemplate.parse(text(name, "into")));
        }
        return into;
    }

    /** The elements of a list; a missing one is empty. */
    private JsonNode array(String field) throws RuleSyntaxException {
        JsonNode array = json.path(field);
        if (!array.isArray() && !array.isMissingNode()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldList", field));
        }
        return array;
    }

    private static String text(JsonNode value, String field) throws RuleSyntaxException {
        if (!value.isString()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldText", field));
        }
        return value.stringValue();
    }

    /** The fields in the order they are written. */
    static Map<String, Object> write(RuleEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String pattern = entry.rule().pattern().toString();
        switch (entry.rule()) {
            case KeepRule _ -> fields.put("keep", pattern);
            case DropRule _ -> fields.put("drop", pattern);
            case RenameRule rename -> {
                fields.put("rename", pattern);
                fields.put("to", rename.to().toString());
            }
            case ScaleRule scale -> {
                fields.put("scale", pattern);
                fields.put("by", scale.by() instanceof Factor.Constant(double value) ? value : scale.by().toString());
            }
            case SplitRule split -> {
                fields.put("split", pattern);
                fields.put("dim", split.dimension());
                if (!split.sizes().isEmpty()) {
                    fields.put("sizes", split.sizes());
                }
                fields.put("into", split.into().stream().map(NameTemplate::toString).toList());
            }
        }
        if (!entry.enabled()) {
            fields.put("enabled", false);
        }
        return fields;
    }
}
