package dev.patchbay.mapping.file;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import dev.patchbay.resource.Resources;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Rule sets that come with Patchbay, one resource file each, parsed on first use. */
public final class BuiltInRules {

    /** {@link RuleSet#source} of sets that start from diffusers' names; all others lead to them. */
    private static final String DIFFUSERS = "diffusers";

    /** File names without suffix, in the order in which the sets are tried. */
    private static final List<String> IDS = resource("index.txt").lines().filter(line -> !line.isBlank()).toList();
    private static final Map<String, RuleSet> SETS = new ConcurrentHashMap<>();

    private BuiltInRules() {}

    /** All of them; {@link RuleSet#source} is the convention they expect, {@link RuleSet#target} the family they are for or {@code *}. */
    public static List<RuleSet> all() {
        return IDS.stream().map(BuiltInRules::load).toList();
    }

    /** Those that lead to diffusers' names and match at least one of these names. */
    public static List<RuleSet> suiting(Collection<String> names) {
        return touching(all().stream().filter(rules -> !rules.source().equals(DIFFUSERS)).toList(), names);
    }

    /** Those with a pattern that matches at least one of these names. */
    static List<RuleSet> touching(List<RuleSet> sets, Collection<String> names) {
        if (sets.isEmpty()) {
            return List.of();
        }
        Map<String, String> kinds = new HashMap<>();
        names.forEach(name -> kinds.putIfAbsent(OpenNumbers.anywhere(name, "0"), name));
        return sets.stream().filter(rules -> touches(rules, kinds.values())).toList();
    }

    private static boolean touches(RuleSet rules, Collection<String> names) {
        return rules.entries().stream()
                .flatMap(entry -> entry.rule().patterns().stream())
                .anyMatch(pattern -> names.stream().anyMatch(pattern::matches));
    }

    /** The set with this id, its file name without suffix: {@code sat-lora-to-cogvideox}. */
    public static Optional<RuleSet> find(String id) {
        return IDS.contains(id) ? Optional.of(load(id)) : Optional.empty();
    }

    /** The id of a built-in set; empty if the set is none, or was changed. */
    public static Optional<String> id(RuleSet rules) {
        return rules.name().isEmpty() ? Optional.empty() : IDS.stream().filter(id -> load(id).equals(rules)).findFirst();
    }

    /** The translated title of a built-in set; empty for any other. */
    public static Optional<Message> title(RuleSet rules) {
        return id(rules).map(id -> Message.of("rules." + id));
    }

    /** The translated title of the built-in set that is called so. */
    public static Optional<Message> titleOf(String name) {
        return IDS.stream().filter(id -> load(id).name().equals(name)).findFirst().map(id -> Message.of("rules." + id));
    }

    private static RuleSet load(String id) {
        return SETS.computeIfAbsent(id, BuiltInRules::parse);
    }

    private static RuleSet parse(String id) {
        try {
            return RuleSetCodec.read(resource(id + ".json"));
        } catch (RuleSyntaxException e) {
            throw new IllegalStateException(id + ": " + e.getMessage(), e);
        }
    }

    private static String resource(String file) {
        return Resources.text(BuiltInRules.class, "rules/" + file);
    }
}
