package dev.patchbay.inspection.fix;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.TransposeRule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.name.BlockTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Transposes pairs by rules appended to the present ones, and checks whether the pairs then fit. */
public final class TransposeFix {

    private static final String SPECIAL = ".*[{}*].*";

    private final AdapterFit context;

    public TransposeFix(AdapterFit context) {
        this.context = context;
    }

    /** Empty if the names cannot be written as patterns. */
    public Optional<QuickFix> of(List<ModuleFit> transposed) {
        Set<String> patterns = new LinkedHashSet<>();
        for (ModuleFit fit : transposed) {
            for (MappedTensor half : fit.halves()) {
                if (half.name().matches(SPECIAL)) {
                    return Optional.empty();
                }
                patterns.add(BlockTemplate.of(half.name()).replace(BlockTemplate.BLOCK, "*"));
            }
        }
        List<TransposeRule> rules = new ArrayList<>();
        try {
            for (String pattern : patterns) {
                rules.add(new TransposeRule(KeyPattern.parse(pattern)));
            }
        } catch (RuleSyntaxException e) {
            return Optional.empty();
        }
        RuleSet all = context.mapping().rules().plus(rules);
        Message label = Message.of("inspection.fix.transpose", 2 * transposed.size());
        return Optional.of(new QuickFix.ChangeRules(label, mends(all), all));
    }

    private boolean mends(RuleSet rules) {
        MappingResult mapping = rules.apply(context.checkpoint().infos(), context.base()::unflatten);
        Adapter adapter = AdapterFit.named(context.checkpoint(), mapping);
        return mapping.problems().isEmpty()
                && AdapterFit.fits(adapter, context.base(), context.locator()).stream()
                        .allMatch(fit -> !fit.isMisshapen() && fit.ranksAgree());
    }
}
