package dev.patchbay.generation.cogvideox.files;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.resource.Resources;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code files.json}, which comes with Patchbay. */
final class PartNamesJson {

    private static final Map<FilePart, PartNames> KNOWN = read();

    private PartNamesJson() {}

    static PartNames of(FilePart part) {
        return Objects.requireNonNull(KNOWN.get(part));
    }

    private static Map<FilePart, PartNames> read() {
        JsonNode all = JsonMapper.shared().readTree(Resources.text(PartNamesJson.class, "files.json"));
        Map<FilePart, PartNames> known = new EnumMap<>(FilePart.class);
        for (FilePart part : FilePart.values()) {
            JsonNode node = all.required(part.id());
            List<String> signs = new ArrayList<>();
            node.required("signs").forEach(sign -> signs.add(sign.stringValue()));
            List<RuleSet> rules = new ArrayList<>();
            node.required("rules").forEach(ids -> rules.add(joined(ids)));
            known.put(part, new PartNames(signs, rules));
        }
        return known;
    }

    /** The sets one after the other; none for names that are right as they are. */
    private static RuleSet joined(JsonNode ids) {
        RuleSet joined = RuleSet.EMPTY;
        for (JsonNode id : ids) {
            joined = joined.then(set(id.stringValue()));
        }
        return joined;
    }

    private static RuleSet set(String id) {
        Optional<RuleSet> builtIn = BuiltInRules.find(id);
        if (builtIn.isPresent()) {
            return builtIn.get();
        }
        try {
            return RuleSetCodec.read(Resources.text(PartNamesJson.class, "rules/" + id + ".json"));
        } catch (RuleSyntaxException e) {
            throw new IllegalStateException(id + ": " + e.getMessage(), e);
        }
    }
}
