package dev.patchbay.loader;

import dev.patchbay.basemodel.naming.TextEncoders;
import dev.patchbay.mapping.RuleSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a program names the modules of a family of models: rules from diffusers' names to those of the model's authors, where the program
 * keeps to these, and what goes before them.
 *
 * @param rules from canonical names; empty where the program has diffusers' own
 * @param templates full names by component, or by component and first word of the module, {@code connectors/text_embedding_projection};
 *     {@code *} for any other. {@code {component}} and {@code {module}} stand for themselves,
 *     {@code {flattened}} for the module with underscores for dots, {@code {encoder}} and {@code {number}} for what the program calls a
 *     text encoder
 * @param unfused full name of a module by diffusers' name, for programs that keep it in one with others and also look for it alone, as some
 *     rows of theirs; empty for programs that do not
 * @param encoders the text encoders of the model; one that it does not know has a name only where the template needs neither
 */
public record ProgramNames(
        Program program,
        String family,
        RuleSet rules,
        Map<String, String> templates,
        Optional<String> unfused,
        Optional<TextEncoders> encoders) {

    private static final String ANY = "*";
    private static final String ENCODER = "{encoder}";
    private static final String NUMBER = "{number}";

    public ProgramNames {
        templates = Map.copyOf(templates);
    }

    /** The same names by other rules. */
    public ProgramNames with(RuleSet other) {
        return new ProgramNames(program, family, other, templates, unfused, encoders);
    }

    /** The same names for a model with these text encoders. */
    public ProgramNames with(Optional<TextEncoders> others) {
        return new ProgramNames(program, family, rules, templates, unfused, others);
    }

    /**
     * The module's name up to the suffix; empty if the program has none for it.
     *
     * @param component {@code transformer}, {@code unet}, {@code text_encoder}, …
     * @param module inside the component, under the name that the rules left it
     */
    public Optional<String> name(String component, String module) {
        return Optional.ofNullable(templates.get(component + "/" + module.split("\\.", 2)[0]))
                .or(() -> Optional.ofNullable(templates.get(component)))
                .or(() -> Optional.ofNullable(templates.get(ANY)))
                .flatMap(template -> filled(template, component, module));
    }

    /** The name, by which the program looks for the module alone, of one that it keeps in one with others. */
    public Optional<String> alone(String component, String module) {
        return unfused.flatMap(template -> filled(template, component, module));
    }

    /** True if other names, those for another family, come to the same for this module: by the rules, and by what goes before it. */
    public boolean isLike(ProgramNames other, String component, String module) {
        return rules.equals(other.rules)
                && unfused.equals(other.unfused)
                && name(component, module).equals(other.name(component, module));
    }

    private Optional<String> filled(String full, String component, String module) {
        return Optional.of(full)
                .flatMap(template -> filled(template, ENCODER, () -> encoders.flatMap(one -> one.kind(component))))
                .flatMap(template -> filled(template, NUMBER, () -> encoders.flatMap(one -> one.number(component))))
                .map(template -> template.replace("{component}", component)
                        .replace("{module}", module)
                        .replace("{flattened}", module.replace('.', '_')));
    }

    private static Optional<String> filled(String template, String place, Supplier<Optional<String>> value) {
        return template.contains(place) ? value.get().map(found -> template.replace(place, found)) : Optional.of(template);
    }
}
