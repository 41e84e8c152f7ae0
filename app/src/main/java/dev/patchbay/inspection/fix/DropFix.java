package dev.patchbay.inspection.fix;

import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.mapping.DropRule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.name.BlockTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes fixes that drop tensors by rules appended to the present ones. */
public final class DropFix {

    /** A fix that needs more rules than this is not offered. */
    private static final int MOST_RULES = 64;

    private static final String SPECIAL = ".*[{}*].*";

    private final MappingResult mapping;

    public DropFix(MappingResult mapping) {
        this.mapping = mapping;
    }

    /**
     * A fix that drops these modules; empty if it needs too many rules.
     *
     * @param certain true if the adapter has the same effect without them
     */
    public Optional<QuickFix> modules(List<ModuleFit> fits, boolean certain) {
        List<MappedTensor> tensors = fits.stream().flatMap(fit -> fit.module().tensors().stream()).toList();
        return tensors(tensors, Message.of("inspection.fix.dropModules", Modules.count(fits)), certain);
    }

    /** A fix that drops these tensors; empty if it needs too many rules. */
    public Optional<QuickFix> tensors(List<MappedTensor> tensors, Message label, boolean certain) {
        Set<String> names = tensors.stream().map(MappedTensor::name).collect(Collectors.toCollection(LinkedHashSet::new));
        if (names.stream().anyMatch(name -> name.matches(SPECIAL))) {
            return Optional.empty();
        }
        Set<String> patterns = patterns(names);
        if (patterns.isEmpty() || patterns.size() > MOST_RULES) {
            return Optional.empty();
        }
        return rules(patterns).map(rules -> new QuickFix.DropTensors(
                label, certain, tensors.stream().map(MappedTensor::source).distinct().toList(), mapping.rules().plus(rules)));
    }

    /** Patterns for exactly these names: a whole branch if nothing else is in it, all blocks if all are meant, else single names. */
    private Set<String> patterns(Set<String> names) {
        Map<String, Long> branches = count(mapping.tensors().stream().map(MappedTensor::name), DropFix::branch);
        Map<String, Long> templates = count(mapping.tensors().stream().map(MappedTensor::name), BlockTemplate::of);
        Map<String, Long> ownBranches = count(names.stream(), DropFix::branch);
        Map<String, Long> ownTemplates = count(names.stream(), BlockTemplate::of);
        Set<String> patterns = new LinkedHashSet<>();
        for (String name : names) {
            String branch = branch(name);
            String template = BlockTemplate.of(name);
            boolean wholeBranch = name.length() > branch.length() && Objects.equals(ownBranches.get(branch), branches.get(branch));
            boolean everyBlock = template.contains(BlockTemplate.BLOCK)
                    && Objects.equals(ownTemplates.get(template), templates.get(template));
            patterns.add(wholeBranch ? branch + ".**" : everyBlock ? template.replace(BlockTemplate.BLOCK, "*") : name);
        }
        return patterns;
    }

    private static Map<String, Long> count(Stream<String> names, UnaryOperator<String> key) {
        return names.collect(Collectors.groupingBy(key, Collectors.counting()));
    }

    /** The first segment of the name. */
    private static String branch(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
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
