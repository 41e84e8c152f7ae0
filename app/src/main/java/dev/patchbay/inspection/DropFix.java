package dev.patchbay.inspection;

import dev.patchbay.mapping.DropRule;
import dev.patchbay.mapping.KeyPattern;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSyntaxException;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes fixes that leave tensors out, by rules behind the present ones. */
final class DropFix {

    /** Longer lists of rules help nobody. */
    private static final int MOST_RULES = 64;

    private static final String SPECIAL = ".*[{}*].*";

    private final MappingResult mapping;

    DropFix(MappingResult mapping) {
        this.mapping = mapping;
    }

    /**
     * A fix that leaves out these modules; empty if it takes too many rules.
     *
     * @param certain whether the adapter does the same without them
     */
    Optional<QuickFix> modules(List<ModuleFit> fits, boolean certain) {
        List<MappedTensor> tensors = fits.stream().flatMap(fit -> fit.module().tensors().stream()).toList();
        return tensors(tensors, Message.of("inspection.fix.dropModules", Modules.count(fits)), certain);
    }

    /** A fix that leaves out these tensors. */
    Optional<QuickFix> tensors(List<MappedTensor> tensors, Message label, boolean certain) {
        Set<String> names = tensors.stream().map(MappedTensor::name).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Long> inFile = mapping.tensors().stream()
                .collect(Collectors.groupingBy(tensor -> ModuleTemplate.of(tensor.name()), Collectors.counting()));
        Map<String, Long> here = names.stream().collect(Collectors.groupingBy(ModuleTemplate::of, Collectors.counting()));
        Set<String> patterns = new LinkedHashSet<>();
        for (String name : names) {
            String template = ModuleTemplate.of(name);
            boolean everyBlock = template.contains(ModuleTemplate.BLOCK) && here.get(template).equals(inFile.get(template));
            boolean special = name.matches(SPECIAL);
            if (special) {
                return Optional.empty();
            }
            patterns.add(everyBlock ? template.replace(ModuleTemplate.BLOCK, "*") : name);
        }
        if (patterns.isEmpty() || patterns.size() > MOST_RULES) {
            return Optional.empty();
        }
        return rules(patterns).map(rules -> new QuickFix.Drop(
                label, certain, tensors.stream().map(MappedTensor::source).distinct().toList(), mapping.rules().plus(rules)));
    }

    private static Optional<List<DropRule>> rules(Set<String> patterns) {
        List<DropRule> rules = new ArrayList<>();
        try {
            for (String pattern : patterns) {
                rules.add(new DropRule(KeyPattern.parse(pattern)));
            }
        } catch (RuleSyntaxException e) {
            return Optional.empty();
        }
        return Optional.of(rules);
    }
}
