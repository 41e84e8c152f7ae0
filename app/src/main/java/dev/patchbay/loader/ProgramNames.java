package dev.patchbay.loader;

import dev.patchbay.mapping.RuleSet;
import java.util.Map;
import java.util.Optional;

/**
 * How a program names the modules of a family of models: rules from diffusers' names to those of the model's authors, where the program
 * keeps to these, and what goes before them.
 *
 * @param rules from canonical names; empty where the program has diffusers' own
 * @param templates full names by component, {@code *} for any other. {@code {component}} and {@code {module}} stand for themselves,
 *     {@code {flattened}} for the module with underscores for dots, {@code {clip}} for the same of a CLIP text encoder: others have no name
 */
public record ProgramNames(Program program, String family, RuleSet rules, Map<String, String> templates) {

    private static final String ANY = "*";
    private static final String CLIP = "{clip}";

    public ProgramNames {
        templates = Map.copyOf(templates);
    }

    /** The same names by other rules. */
    public ProgramNames with(RuleSet other) {
        return new ProgramNames(program, family, other, templates);
    }

    /**
     * The module's name up to the suffix; empty if the program has none for it.
     *
     * @param component {@code transformer}, {@code unet}, {@code text_encoder}, …
     * @param module inside the component, under the name that the rules left it
     */
    public Optional<String> name(String component, String module) {
        String flattened = module.replace('.', '_');
        return Optional.ofNullable(templates.get(component))
                .or(() -> Optional.ofNullable(templates.get(ANY)))
                .filter(template -> !template.contains(CLIP) || module.startsWith("text_model."))
                .map(template -> template.replace("{component}", component)
                        .replace("{module}", module)
                        .replace("{flattened}", flattened)
                        .replace(CLIP, flattened));
    }
}
