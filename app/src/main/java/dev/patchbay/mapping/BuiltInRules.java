package dev.patchbay.mapping;

import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rule sets that come with Patchbay, one resource file each. */
public final class BuiltInRules {

    private static final Map<String, RuleSet> SETS = load();

    private BuiltInRules() {}

    /** All of them; {@link RuleSet#source} is the convention they expect, {@link RuleSet#target} the family they lead to or {@code *}. */
    public static List<RuleSet> all() {
        return List.copyOf(SETS.values());
    }

    /** The set of this file name without its suffix: {@code sat-lora-to-cogvideox}. */
    public static Optional<RuleSet> find(String id) {
        return Optional.ofNullable(SETS.get(id));
    }

    /** The file name without suffix, if the set is one of these unchanged. */
    public static Optional<String> id(RuleSet rules) {
        return SETS.entrySet().stream().filter(entry -> entry.getValue().equals(rules)).map(Map.Entry::getKey).findFirst();
    }

    /** What to call a set in the language of the person: a built-in one by its own message, any other by its name. */
    public static Optional<Message> title(RuleSet rules) {
        return id(rules).map(id -> Message.of("rules." + id));
    }

    private static Map<String, RuleSet> load() {
        Map<String, RuleSet> sets = new LinkedHashMap<>();
        resource("index.txt").lines().filter(line -> !line.isBlank()).forEach(id -> sets.put(id, parse(id)));
        return Collections.unmodifiableMap(sets);
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
