package dev.patchbay.mapping.file;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.name.OpenNumbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Rule sets that come with Patchbay, one resource file each, read when somebody asks for it. */
public final class BuiltInRules {

    /** {@link RuleSet#source} of sets that lead away from diffusers' names. */
    private static final String DIFFUSERS = "diffusers";

    /** In the order in which sets are tried. */
    private static final List<String> IDS = resource("index.txt").lines().filter(line -> !line.isBlank()).toList();
    private static final Map<String, RuleSet> SETS = new ConcurrentHashMap<>();

    private BuiltInRules() {}

    /** All of them; {@link RuleSet#source} is the convention they expect, {@link RuleSet#target} the family they are for or {@code *}. */
    public static List<RuleSet> all() {
        return IDS.stream().map(BuiltInRules::load).toList();
    }

    /** Those that lead to diffusers' names and have something to do with a file of these names. */
    public static List<RuleSet> suiting(Collection<String> names) {
        return touching(all().stream().filter(rules -> !rules.source().equals(DIFFUSERS)).toList(), names);
    }

    /** Those with a rule that meets one of the names. */
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

    /** The set of this file name without its suffix: {@code sat-lora-to-cogvideox}. */
    public static Optional<RuleSet> find(String id) {
        return IDS.contains(id) ? Optional.of(load(id)) : Optional.empty();
    }

    /** The file name without suffix, if the set is one of these unchanged. */
    public static Optional<String> id(RuleSet rules) {
        return rules.name().isEmpty() ? Optional.empty() : IDS.stream().filter(id -> load(id).equals(rules)).findFirst();
    }

    /** What to call a set in the language of the person: a built-in one by its own message, any other by its name. */
    public static Optional<Message> title(RuleSet rules) {
        return id(rules).map(id -> Message.of("rules." + id));
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
        try (InputStream stream = BuiltInRules.class.getResourceAsStream("rules/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("this build lacks rules/" + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
