package dev.patchbay.mapping.file;

import dev.patchbay.mapping.DropRule;
import dev.patchbay.mapping.FuseRule;
import dev.patchbay.mapping.GatherRule;
import dev.patchbay.mapping.KeepRule;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleCheck;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.ScaleRule;
import dev.patchbay.mapping.ScaleRule.Factor;
import dev.patchbay.mapping.SplitRule;
import dev.patchbay.mapping.TransposeRule;
import dev.patchbay.mapping.UnflattenRule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.mapping.pattern.RuleText;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * One rule of a rule file as a JSON object: which kind of rule it is follows from its field names; {@code "enabled": false} disables it,
 * and {@code "comment"} says why it is there.
 */
final class RuleEntryJson {

    /** Fields that each kind of rule may have beside the one that names the kind. */
    private static final Map<String, Set<String>> KINDS = Map.of(
            "keep", Set.of(),
            "drop", Set.of(),
            "rename", Set.of("to"),
            "split", Set.of("dim", "into", "sizes", "pair"),
            "gather", Set.of("dim", "chunks", "into"),
            "fuse", Set.of("dim", "to", "pair"),
            "transpose", Set.of(),
            "unflatten", Set.of("to", "component"),
            "scale", Set.of("by"));

    private final JsonNode json;
    private final String kind;

    private RuleEntryJson(JsonNode json, String kind) {
        this.json = json;
        this.kind = kind;
    }

    static RuleEntry read(JsonNode json) throws RuleSyntaxException {
        if (!json.isObject()) {
            throw new RuleSyntaxException(Message.of("mapping.noObject", json));
        }
        List<String> kinds = new ArrayList<>(json.propertyNames());
        kinds.retainAll(KINDS.keySet());
        if (kinds.size() > 1) {
            throw new RuleSyntaxException(Message.of("mapping.manyKinds", String.join(", ", kinds)));
        }
        if (kinds.isEmpty()) {
            throw noKind(json);
        }
        return new RuleEntryJson(json, kinds.getFirst()).entry();
    }

    /** For an object without a kind: names the fields that no kind has, or else says that the kind is missing. */
    private static RuleSyntaxException noKind(JsonNode json) {
        Set<String> found = new TreeSet<>(json.propertyNames());
        KINDS.values().forEach(found::removeAll);
        found.removeAll(Set.of("enabled", "comment"));
        String known = String.join(", ", new TreeSet<>(KINDS.keySet()));
        return new RuleSyntaxException(
                found.isEmpty()
                        ? Message.of("mapping.missingKind", known)
                        : Message.of("mapping.unknownKind", String.join(", ", found), known));
    }

    private RuleEntry entry() throws RuleSyntaxException {
        Set<String> unknown = new TreeSet<>(json.propertyNames());
        unknown.removeAll(KINDS.getOrDefault(kind, Set.of()));
        unknown.removeAll(Set.of(kind, "enabled", "comment"));
        if (!unknown.isEmpty()) {
            throw new RuleSyntaxException(Message.of("mapping.unknownField", unknown.iterator().next()));
        }
        JsonNode enabled = json.path("enabled");
        if (!enabled.isMissingNode() && !enabled.isBoolean()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldBoolean", "enabled"));
        }
        String comment = json.has("comment") ? text(json.path("comment"), "comment") : "";
        return new RuleEntry(RuleCheck.checked(rule()), enabled.isMissingNode() || enabled.booleanValue(), comment);
    }

    private Rule rule() throws RuleSyntaxException {
        if (kind.equals("fuse")) {
            return new FuseRule(patterns(), number("dim", 0), to(), pair(FuseRule.FusedPair.class, FuseRule.FusedPair.STACK));
        }
        KeyPattern pattern = KeyPattern.parse(text(json.path(kind), kind));
        return switch (kind) {
            case "keep" -> new KeepRule(pattern);
            case "drop" -> new DropRule(pattern);
            case "rename" -> new RenameRule(pattern, to());
            case "scale" -> new ScaleRule(pattern, factor());
            case "transpose" -> new TransposeRule(pattern);
            case "gather" -> {
                needed("chunks");
                yield new GatherRule(pattern, number("dim", 0), number("chunks", 0), targets());
            }
            case "unflatten" -> new UnflattenRule(pattern, json.has("component") ? text(json.path("component"), "component") : "", to());
            default ->
                new SplitRule(pattern, number("dim", 0), sizes(), into(), pair(SplitRule.SplitPair.class, SplitRule.SplitPair.SHARE));
        };
    }

    private NameTemplate to() throws RuleSyntaxException {
        return NameTemplate.parse(text(json.path("to"), "to"));
    }

    private List<KeyPattern> patterns() throws RuleSyntaxException {
        List<KeyPattern> patterns = new ArrayList<>();
        for (JsonNode pattern : array(kind)) {
            patterns.add(KeyPattern.parse(text(pattern, kind)));
        }
        return patterns;
    }

    /** The field {@code pair}: a constant's name in lower case. */
    private <P extends Enum<P>> P pair(Class<P> choices, P otherwise) throws RuleSyntaxException {
        if (!json.has("pair")) {
            return otherwise;
        }
        String found = text(json.path("pair"), "pair");
        for (P choice : choices.getEnumConstants()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(found)) {
                return choice;
            }
        }
        throw new RuleSyntaxException(Message.of("mapping.badPair", found, RuleText.words(choices)));
    }

    private List<GatherRule.Target> targets() throws RuleSyntaxException {
        JsonNode into = needed("into");
        if (!into.isObject()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldObject", "into"));
        }
        List<GatherRule.Target> targets = new ArrayList<>();
        for (String name : into.propertyNames()) {
            List<Integer> chunks = new ArrayList<>();
            for (JsonNode chunk : into.path(name)) {
                if (!chunk.isInt()) {
                    throw new RuleSyntaxException(Message.of("mapping.fieldNumber", "into"));
                }
                chunks.add(chunk.intValue());
            }
            targets.add(new GatherRule.Target(NameTemplate.parse(name), chunks));
        }
        return targets;
    }

    private Factor factor() throws RuleSyntaxException {
        JsonNode by = needed("by");
        if (by.isString() && by.stringValue().equals("1/rank")) {
            return new Factor.OneOverRank();
        }
        if (!by.isNumber()) {
            throw new RuleSyntaxException(Message.of("mapping.badFactor", by));
        }
        return new Factor.Constant(by.asDouble(Double.POSITIVE_INFINITY));
    }

    private int number(String field, int otherwise) throws RuleSyntaxException {
        JsonNode number = json.path(field);
        if (number.isMissingNode()) {
            return otherwise;
        }
        if (!number.isInt()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldNumber", field));
        }
        return number.intValue();
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
        needed("into");
        for (JsonNode name : array("into")) {
            into.add(NameTemplate.parse(text(name, "into")));
        }
        return into;
    }

    private JsonNode needed(String field) throws RuleSyntaxException {
        if (!json.has(field)) {
            throw new RuleSyntaxException(Message.of("mapping.fieldMissing", field));
        }
        return json.path(field);
    }

    /** The elements of an array field; none if it is missing. */
    private JsonNode array(String field) throws RuleSyntaxException {
        JsonNode array = json.path(field);
        if (!array.isArray() && !array.isMissingNode()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldList", field));
        }
        return array;
    }

    private static String text(JsonNode value, String field) throws RuleSyntaxException {
        if (value.isMissingNode()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldMissing", field));
        }
        if (!value.isString()) {
            throw new RuleSyntaxException(Message.of("mapping.fieldText", field));
        }
        return value.stringValue();
    }

    /** The fields of a rule, in the order in which they are written. */
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
                if (split.pair() == SplitRule.SplitPair.DIVIDE) {
                    fields.put("pair", "divide");
                }
                fields.put("into", split.into().stream().map(NameTemplate::toString).toList());
            }
            case GatherRule gather -> {
                fields.put("gather", pattern);
                fields.put("dim", gather.dimension());
                fields.put("chunks", gather.chunks());
                Map<String, Object> into = new LinkedHashMap<>();
                gather.into().forEach(target -> into.put(target.name().toString(), target.chunks()));
                fields.put("into", into);
            }
            case FuseRule fuse -> {
                fields.put("fuse", fuse.patterns().stream().map(KeyPattern::toString).toList());
                fields.put("dim", fuse.dimension());
                if (fuse.pair() == FuseRule.FusedPair.SHARE) {
                    fields.put("pair", "share");
                }
                fields.put("to", fuse.to().toString());
            }
            case TransposeRule _ -> fields.put("transpose", pattern);
            case UnflattenRule unflatten -> {
                fields.put("unflatten", pattern);
                if (!unflatten.component().isEmpty()) {
                    fields.put("component", unflatten.component());
                }
                fields.put("to", unflatten.to().toString());
            }
        }
        if (!entry.enabled()) {
            fields.put("enabled", false);
        }
        if (!entry.comment().isEmpty()) {
            fields.put("comment", entry.comment());
        }
        return fields;
    }
}
