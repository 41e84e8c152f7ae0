package dev.patchbay.loader.diffusers;

import dev.patchbay.resource.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code converters.json}: the steps of each converter of {@code lora_conversion_utils.py}. */
final class ConverterJson {

    private static final JsonNode CONVERTERS =
            JsonMapper.shared().readTree(Resources.text(ConverterJson.class, "converters.json")).path("converters");
    private static final Map<String, List<ConversionStep>> KNOWN = new ConcurrentHashMap<>();

    private ConverterJson() {}

    /** The steps of a converter. */
    static List<ConversionStep> steps(String converter) {
        return KNOWN.computeIfAbsent(converter, name -> steps(CONVERTERS.path(name)));
    }

    private static List<ConversionStep> steps(JsonNode list) {
        return list.valueStream().map(ConverterJson::step).toList();
    }

    private static ConversionStep step(JsonNode node) {
        if (!node.has("when") && !node.has("unless")) {
            return plain(node);
        }
        List<ConversionStep> steps = node.has("steps") ? steps(node.get("steps")) : List.of(plain(node));
        return new WhenStep(pattern(node, "when"), pattern(node, "unless"), steps);
    }

    private static ConversionStep plain(JsonNode node) {
        return switch (node.propertyNames().iterator().next()) {
            case "cut" -> rename(node, List.of(change("^.{0," + node.get("cut").asString().length() + "}", "")));
            case "strip" -> rename(node, texts(node.get("strip")).stream().map(text -> change("^" + Pattern.quote(text), "")).toList());
            case "prefix" -> rename(node, List.of(change("^", Matcher.quoteReplacement(node.get("prefix").asString()))));
            case "replace" -> rename(node, node.get("replace").valueStream()
                    .map(pair -> change(Pattern.quote(text(pair, 0)), Matcher.quoteReplacement(text(pair, 1)))).toList());
            case "rewrite" -> rename(node, node.get("rewrite").valueStream().map(pair -> change(text(pair, 0), text(pair, 1))).toList());
            case "drop" -> new DropStep(Pattern.compile(node.get("drop").asString()), node.path("beside").asString(""));
            case "take" -> new TakeStep(Pattern.compile(node.get("take").asString()));
            case "guard" -> new GuardStep(Pattern.compile(node.get("guard").asString()), node.get("key").asString());
            case "present" -> new PresenceStep(Pattern.compile(node.get("present").asString()), node.get("error").asString());
            case "every" -> new EveryBlockStep(
                    node.get("every").asInt(0),
                    Pattern.compile(node.get("every").asString("")),
                    node.path("everywhere").asBoolean(false),
                    texts(node.get("names")));
            case "identity" -> new IdentityStep(node.get("identity").asString(), node.get("into").asString());
            case "split" -> new SplitStep(
                    whole(node.get("split").asString()), texts(node.get("into")), node.path("shared").asBoolean(false), rows(node));
            case "pairs" -> pairs(node);
            default -> throw new IllegalStateException("converters.json: " + node);
        };
    }

    private static ConversionStep rename(JsonNode node, List<RenameStep.Change> changes) {
        return new RenameStep(
                node.path("made").asBoolean(false) || node.has("prefix"), pattern(node, "names").orElse(Pattern.compile("")), changes);
    }

    private static RenameStep.Change change(String found, String replacement) {
        return new RenameStep.Change(Pattern.compile(found), replacement);
    }

    private static ConversionStep pairs(JsonNode node) {
        Optional<PairEnds> ends = Optional.ofNullable(node.get("ends"))
                .map(list -> new PairEnds(text(list, 0), text(list, 1)));
        PairEnds made = node.has("as") ? new PairEnds(text(node.get("as"), 0), text(node.get("as"), 1)) : PairEnds.PEFT;
        return new PairStep(
                targets(node),
                ends,
                made,
                PairStep.Alpha.valueOf(node.path("alpha").asString("OPTIONAL")),
                node.path("complete").asBoolean(true),
                node.path("bias").asString(""));
    }

    /** {@code ["module", "target", …]}, with sizes of rows after the targets. */
    private static List<ModuleTarget> targets(JsonNode node) {
        List<ModuleTarget> targets = new ArrayList<>();
        for (JsonNode entry : node.get("pairs")) {
            List<JsonNode> values = entry.valueStream().toList();
            List<String> names = values.stream().skip(1).filter(JsonNode::isString).map(JsonNode::asString).toList();
            List<Long> sizes = values.stream().filter(JsonNode::isNumber).map(JsonNode::asLong).toList();
            targets.add(new ModuleTarget(whole(values.getFirst().asString()), names, new RowSplit(sizes)));
        }
        return targets;
    }

    private static RowSplit rows(JsonNode node) {
        return new RowSplit(node.path("rows").valueStream().map(JsonNode::asLong).toList());
    }

    private static Pattern whole(String expression) {
        return Pattern.compile("^(?:" + expression + ")$");
    }

    private static Optional<Pattern> pattern(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asString).map(Pattern::compile);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static String text(JsonNode list, int at) {
        return list.get(at).asString();
    }
}
