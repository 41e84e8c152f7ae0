package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes rules for the suggestions that are certain. */
public final class SuggestedRules {

    private static final String ALPHA = Spelling.ALPHA.ending(Part.ALPHA);
    private static final String ALPHA_WORD = Spelling.ALPHA.word(Part.ALPHA);

    private final List<TensorInfo> tensors;
    private final BaseModel base;

    public SuggestedRules(List<TensorInfo> tensors, BaseModel base) {
        this.tensors = tensors;
        this.base = base;
    }

    /**
     * The rules of the known convention, or own rules by kind of module: whichever give more tensors their expected names; none if
     * neither gives any.
     */
    public List<Rule> find(List<Suggestion> suggestions, RuleSet known) {
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
                    wanted.add(address + Dialect.PEFT.ending(Part.DOWN));
                    wanted.add(address + Dialect.PEFT.ending(Part.UP));
                }
            }
        }
        return wanted;
    }

    /** How many of the wanted names the rules give; -1 if they have a problem. */
    private long reached(List<Rule> rules, Set<String> wanted) {
        MappingResult result = RuleSet.of(rules).apply(tensors, base::unflatten);
        return result.problems().isEmpty() ? result.tensors().stream().map(MappedTensor::name).filter(wanted::contains).count() : -1;
    }

    private static List<Rule> rules(List<Suggestion> certain) {
        Set<String> lines = new LinkedHashSet<>();
        certain.forEach(one -> addLines(one, true, lines));
        return parsed(lines);
    }

    /**
     * The rules for one suggestion; those for names that rules cannot express are missing.
     *
     * @param everywhere true to match every block, false for this one only
     */
    public static List<Rule> rules(Suggestion one, boolean everywhere) {
        Set<String> lines = new LinkedHashSet<>();
        addLines(one, everywhere, lines);
        return parsed(lines);
    }

    private static List<Rule> parsed(Set<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            try {
                rules.add(RuleLine.parse(line));
            } catch (RuleSyntaxException e) {
                // Rules cannot express this name; the suggestion stands without one.
                continue;
            }
        }
        return rules;
    }

    /** Renames, and a split if the rows are divided among several modules. */
    private static void addLines(Suggestion one, boolean everywhere, Set<String> lines) {
        List<ModuleInfo> targets = one.targets();
        boolean whole = one.tensors().size() == 1;
        String prefix = whole ? "" : one.component() + ".";
        NameForm target = NameForm.of(prefix + targets.getFirst().name());
        int block = everywhere ? block(NameForm.of(one.source()).numbers(), target.numbers()) : -1;
        String first = open(target, block, "");
        String middle = targets.size() == 1 ? first : first + "_and_others";
        if (whole) {
            String weight = one.tensors().getFirst().name();
            String module = weight.substring(0, weight.length() - ".weight".length());
            addRename(lines, open(NameForm.of(weight), block, ":int"), middle + ".weight");
            addRename(lines, open(NameForm.of(module), block, ":int") + ".bias", middle + ".bias");
        } else {
            addPair(lines, LowRankPair.of(one.tensors().get(0), one.tensors().get(1)).orElseThrow(), block, middle);
        }
        if (targets.size() > 1) {
            String into = targets.stream()
                    .map(part -> open(NameForm.of(prefix + part.name()), block, "") + ".{w}")
                    .collect(Collectors.joining(", "));
            String sizes = targets.stream().map(part -> String.valueOf(part.weight().size(0))).collect(Collectors.joining(","));
            lines.add("split " + middle.replace("{i}", "{i:int}") + ".{w:**} dim 0 sizes " + sizes + " → " + into);
        }
    }

    private static void addPair(Set<String> lines, LowRankPair pair, int block, String target) {
        String words = Spelling.LORA_AB.renamedWords("m", pair.downWord(), pair.upWord());
        String site = open(NameForm.of(pair.site()), block, ":int").replace(String.valueOf(LowRankPair.MARK), words);
        addRename(lines, site, target + Spelling.LORA_AB.endingWith("m"));
        if (!pair.owner().isEmpty()) {
            addRename(lines, open(NameForm.of(pair.owner()), block, ":int") + ALPHA_WORD, target + ALPHA);
        }
    }

    private static void addRename(Set<String> lines, String from, String to) {
        if (!from.replace(":int", "").equals(to)) {
            lines.add("rename " + from + " → " + to);
        }
    }

    /** The first number of the target if the source has it too, else -1. */
    private static int block(List<Integer> source, List<Integer> target) {
        return target.isEmpty() || !source.contains(target.getFirst()) ? -1 : target.getFirst();
    }

    /** The name with the first occurrence of the block number as a capture. */
    private static String open(NameForm form, int block, String kind) {
        List<String> texts = new ArrayList<>(form.numbers().stream().map(String::valueOf).toList());
        int at = form.numbers().indexOf(block);
        if (at >= 0) {
            texts.set(at, "{i" + kind + "}");
        }
        return form.with(texts);
    }
}
