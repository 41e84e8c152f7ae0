package dev.patchbay.loader;

import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.scheme.SchemeRules;
import dev.patchbay.resource.Resources;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code names.json}: which names programs have for the modules of which family. */
final class NamesJson {

    private static final String ANY = "*";
    private static final String RULES = "rules";
    /** Component of the families whose names are those of a scheme's namespace; for UNets there are rule sets. */
    private static final String DENOISER = "transformer";
    private static final JsonNode ROOT = JsonMapper.shared().readTree(Resources.text(NamesJson.class, "names.json"));

    private NamesJson() {}

    /** Empty if the program's names for the family are not known. */
    static Optional<ProgramNames> find(Program program, String family) {
        JsonNode names = ROOT.path("programs").path(program.word());
        JsonNode entry = entry(names, family);
        if (entry.isMissingNode()) {
            return Optional.empty();
        }
        Map<String, String> templates = new HashMap<>();
        for (JsonNode of : new JsonNode[] {names, entry}) {
            of.path("modules").forEachEntry((component, template) -> templates.put(component, template.asString()));
        }
        return rules(entry, family).map(rules -> new ProgramNames(
                program, family, rules, templates, entry.path("unfused").stringValueOpt(), Optional.empty()));
    }

    /** What is said of the family, or of the scheme by which its modules are named, or of any. */
    private static JsonNode entry(JsonNode names, String family) {
        JsonNode families = names.path("families");
        return Stream.of(family, NamingScheme.nameOf(family), ANY)
                .map(families::path)
                .filter(one -> !one.isMissingNode())
                .findFirst()
                .orElseGet(() -> families.path(family));
    }

    /** A rule set that comes with Patchbay, or the rules of a namespace of the family's scheme. */
    private static Optional<RuleSet> rules(JsonNode entry, String family) {
        if (!entry.has(RULES)) {
            return Optional.of(RuleSet.EMPTY);
        }
        String id = entry.get(RULES).asString();
        return BuiltInRules.find(id).or(() -> SchemeRules.to(NamingScheme.of(family), DENOISER, id));
    }
}
