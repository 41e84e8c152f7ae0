package dev.patchbay.matching;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.KeyPattern;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.NameTemplate;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.RuleSyntaxException;
import dev.patchbay.mapping.SplitRule;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules that carry out suggestions that are certain. */
final class SuggestedRules {

    private final List<TensorInfo> tensors;
    private final BaseModel base;

    SuggestedRules(List<TensorInfo> tensors, BaseModel base) {
        this.tensors = tensors;
        this.base = base;
    }

    /** Those of the known convention, or one for each kind of name: whichever gives more tensors the names they should have. */
    List<Rule> find(List<Suggestion> suggestions, RuleSet known) {
        List<Suggestion> certain = suggestions.stream().filter(Suggestion::certain).toList();
        Set<String> wanted = wanted(certain);
        List<Rule> theirs = known.entries().stream().map(RuleEntry::rule).toList();
        List<Rule> own = rules(certain);
        long byTheirs = reached(theirs, wanted);
        long byOwn = reached(own, wanted);
        if (Math.max(byTheirs, byOwn) <= reached(List.of(), wanted)) {
            return List.of();
        }
        return byTheirs >= byOwn ? theirs : own;
    }

    private static Set<String> wanted(List<Suggestion> certain) {
        Set<String> wanted = new HashSet<>();
        for (Suggestion one : certain) {
            for (ModuleInfo target : one.targets()) {
                String address = one.component() + "." + target.name();
                if (one.tensors().size() == 1) {
                    wanted.add(target.name() + ".weight");
                } else {
                    wanted.add(address + Places.SUFFIX.formatted(Places.DOWN));
                    wanted.add(address + Places.SUFFIX.formatted(Places.UP));
                }
            }
        }
        return wanted;
    }

    /** How many of the names the rules give; -1 if they cannot be carried out. */
    private long reached(List<Rule> rules, Set<String> wanted) {
        MappingResult result = RuleSet.of(rules).apply(tensors, base::unflatten);
        return result.problems().isEmpty() ? result.tensors().stream().map(MappedTensor::name).filter(wanted::contains).count() : -1;
    }

    private List<Rule> rules(List<Suggestion> certain) {
        Set<String> lines = new LinkedHashSet<>();
        List<Rule> rules = new ArrayList<>();
        for (Suggestion one : certain) {
            try {
                for (Rule rule : rules(one)) {
                    if (lines.add(rule.describe())) {
                        rules.add(rule);
                    }
                }
            } catch (RuleSyntaxException e) {
                // A name that rules cannot spell out is suggested all the same.
                continue;
            }
        }
        return rules;
    }

    /** Renames that leave the block open, and a split where rows are divided. */
    private static List<Rule> rules(Suggestion one) throws RuleSyntaxException {
        List<ModuleInfo> targets = one.targets();
        boolean whole = one.tensors().size() == 1;
        String prefix = whole ? "" : one.component() + ".";
        NameForm target = NameForm.of(prefix + targets.getFirst().name());
        Integer block = block(NameForm.of(one.source()).numbers(), target.numbers());
        String first = open(target, block);
        String middle = targets.size() == 1 ? first : first + "_and_others";
        List<Rule> rules = new ArrayList<>();
        if (whole) {
            add(rules, open(NameForm.of(one.tensors().getFirst().name()), block, ":int"), middle + ".weight");
            String module = one.tensors().getFirst().name().replaceFirst("\\.weight$", "");
            add(rules, open(NameForm.of(module), block, ":int") + ".bias", middle + ".bias");
        } else {
            LowRankPair pair = LowRankPair.of(one.tensors().get(0), one.tensors().get(1)).orElseThrow();
            String words = "{m:" + pair.downWord() + "=" + Places.DOWN + "," + pair.upWord() + "=" + Places.UP + "}";
            String site = open(NameForm.of(pair.site()), block, ":int").replace(String.valueOf(LowRankPair.MARK), words);
            add(rules, site, middle + Places.SUFFIX.formatted("{m}"));
            if (!pair.owner().isEmpty()) {
                add(rules, open(NameForm.of(pair.owner()), block, ":int") + "alpha", middle + Places.ALPHA);
            }
        }
        if (targets.size() > 1) {
            List<NameTemplate> into = new ArrayList<>();
            for (ModuleInfo part : targets) {
                into.add(NameTemplate.parse(open(NameForm.of(prefix + part.name()), block) + ".{w}"));
            }
            List<Long> sizes = targets.stream().map(part -> part.weight().size(0)).toList();
            boolean even = sizes.stream().distinct().count() == 1;
            rules.add(new SplitRule(KeyPattern.parse(middle.replace("{i}", "{i:int}") + ".{w:**}"), 0, even ? List.of() : sizes, into));
        }
        return rules;
    }

    private static void add(List<Rule> rules, String from, String to) throws RuleSyntaxException {
        if (!from.replace(":int", "").equals(to)) {
            rules.add(new RenameRule(KeyPattern.parse(from), NameTemplate.parse(to)));
        }
    }

    /** The number that both names have first; -1 if none. */
    private static Integer block(List<Integer> source, List<Integer> target) {
        return target.isEmpty() || !source.contains(target.getFirst()) ? -1 : target.getFirst();
    }

    private static String open(NameForm form, Integer block) {
        return open(form, block, "");
    }

    /** The name with the block's first occurrence as a capture. */
    private static String open(NameForm form, Integer block, String kind) {
        List<String> texts = new ArrayList<>(form.numbers().stream().map(String::valueOf).toList());
        int at = form.numbers().indexOf(block);
        if (at >= 0) {
            texts.set(at, "{i" + kind + "}");
        }
        return form.with(texts);
    }
}
