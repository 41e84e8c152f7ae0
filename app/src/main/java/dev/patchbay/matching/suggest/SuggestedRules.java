package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes rules that lead modules of a file to their places, one for each kind of name. */
public final class SuggestedRules {

    private static final String ALPHA = Spelling.ALPHA.ending(Part.ALPHA);
    private static final String ALPHA_WORD = Spelling.ALPHA.word(Part.ALPHA);

    private SuggestedRules() {}

    /** One rule for each kind of name; those for names that rules cannot express are missing. */
    static List<Rule> of(Collection<ForeignModule> modules, Map<ForeignModule, List<Place>> places) {
        Set<String> lines = new LinkedHashSet<>();
        modules.forEach(module -> addLines(module, places.getOrDefault(module, List.of()), true, lines));
        return parsed(lines);
    }

    /**
     * The rules that lead one pair to modules of a component, whose rows it has one after the other.
     *
     * @param everywhere true to match every block, false for this one only
     */
    public static List<Rule> cut(LowRankPair pair, String component, List<ModuleInfo> modules, boolean everywhere) {
        Set<String> lines = new LinkedHashSet<>();
        List<Place> places = modules.stream().map(module -> new Place(component, module, Optional.empty())).toList();
        addLines(ForeignModule.of(pair), places, everywhere, lines);
        return parsed(lines);
    }

    /** Rules that spell the halves of pairs as PEFT does, where they stand in segments of their own, and leave the modules' names alone. */
    static List<Rule> halves(Collection<ForeignModule> modules) {
        Set<String> lines = new LinkedHashSet<>();
        modules.stream().filter(module -> module.key().isEmpty()).forEach(module -> module.pair().ifPresent(pair -> {
            if (pair.head().equals(module.name() + ".")) {
                String words = Spelling.LORA_AB.renamedWords("m", pair.downWord(), pair.upWord());
                addRename(lines, "{module:**}." + words + pair.tail(), "{module}" + Spelling.LORA_AB.endingWith("m"));
            }
        }));
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

    /**
     * Renames, and a split if the rows are divided among several modules.
     *
     * @param everywhere true to match every block
     */
    private static void addLines(ForeignModule module, List<Place> places, boolean everywhere, Set<String> lines) {
        if (places.isEmpty()) {
            return;
        }
        String prefix = module.isWhole() ? "" : places.getFirst().component() + ".";
        List<ModuleInfo> targets = places.stream().map(Place::module).toList();
        NameForm target = NameForm.of(prefix + targets.getFirst().name());
        int block = everywhere ? block(NameForm.of(module.name()).numbers(), target.numbers()) : -1;
        String first = open(target, block, "");
        String middle = targets.size() == 1 ? first : first + "_and_others";
        String name = open(NameForm.of(module.name()), block, ":int");
        if (module.isWhole()) {
            addRename(lines, name + ".weight", middle + ".weight");
            addRename(lines, name + ".bias", middle + ".bias");
        } else if (module.pair().isPresent()) {
            addPair(lines, module.pair().get(), block, middle);
        } else {
            addRename(lines, name + ".{rest:**}", middle + ".{rest}");
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
