package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.matching.drop.LineMerger.Style;
import dev.patchbay.matching.names.Link.Axis;
import dev.patchbay.matching.names.LinkedPair;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes linked pairs as rename rules: as few as possible, in the syntax that people edit. */
final class RuleWriter {

    private static final String ALPHA = Spelling.ALPHA.ending(Part.ALPHA);
    private static final String ALPHA_WORD = Spelling.ALPHA.word(Part.ALPHA);

    /** Capture names for linked numbers, in order. */
    private static final String NUMBERS = "ijklno";

    private static final String HALF = "m";

    private final String component;

    RuleWriter(String component) {
        this.component = component;
    }

    /** The rules in this style; empty if a name contains characters that rules cannot express. */
    Optional<List<Rule>> write(List<LinkedPair> linkedPairs, Style style) {
        List<Line> lines = new ArrayList<>();
        linkedPairs.forEach(linked -> lines.add(matrices(linked)));
        linkedPairs.stream().filter(linked -> movesAlpha(linked)).forEach(linked -> lines.add(alpha(linked)));
        return rules(LineMerger.merge(lines, style));
    }

    /**
     * One rule for all modules whose own name stands after {@code head} and before the tail that this pair has; a second one for alphas.
     */
    Optional<List<Rule>> writeWhole(LinkedPair linked, String head) {
        String rest = linked.pair().site().substring(head.length() + linked.module().name().length());
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(head + "{module:**}" + marked(rest, linked.pair()), component + ".{module}" + suffix(), ""));
        if (movesAlpha(linked)) {
            String owner = linked.pair().owner();
            String tail = owner.substring(Math.min(owner.length(), head.length() + linked.module().name().length()));
            lines.add(new Line(head + "{module:**}" + tail + ALPHA_WORD, component + ".{module}" + ALPHA, ""));
        }
        return rules(lines);
    }

    private static Optional<List<Rule>> rules(List<Line> lines) {
        try {
            List<Rule> rules = new ArrayList<>();
            for (Line line : lines) {
                rules.add(new RenameRule(KeyPattern.parse(line.from()), NameTemplate.parse(line.to())));
            }
            return Optional.of(rules);
        } catch (RuleSyntaxException e) {
            // A name that contains a brace, a star, a comma or a space.
            return Optional.empty();
        }
    }

    /** New names of a pair's down matrix, up matrix and alpha at this module, in the order of {@link LowRankPair#tensors}. */
    List<String> targets(ModuleInfo module) {
        String address = component + "." + module.name();
        return List.of(address + Dialect.PEFT.ending(Part.DOWN), address + Dialect.PEFT.ending(Part.UP), address + ALPHA);
    }

    private Line matrices(LinkedPair linked) {
        LowRankPair pair = linked.pair();
        return new Line(source(linked, pair.site(), pair), target(linked) + suffix(), pair.group());
    }

    private Line alpha(LinkedPair linked) {
        LowRankPair pair = linked.pair();
        return new Line(source(linked, pair.owner(), pair) + ALPHA_WORD, target(linked) + ALPHA, pair.group());
    }

    /** True if the pair has an alpha tensor whose name has to change too. */
    private boolean movesAlpha(LinkedPair linked) {
        return linked.pair().alpha().filter(alpha -> !alpha.name().equals(targets(linked.module()).getLast())).isPresent();
    }

    private static String suffix() {
        return Spelling.LORA_AB.endingWith(HALF);
    }

    /**
     * The pattern for {@code text}, a beginning of the pair's site: linked numbers become captures, the mark becomes a choice of both
     * words.
     */
    private static String source(LinkedPair linked, String text, LowRankPair pair) {
        NameForm form = NameForm.of(text);
        List<String> texts = new ArrayList<>(form.numbers().stream().map(String::valueOf).toList());
        for (int i = 0; i < linked.link().axes().size(); i++) {
            int axis = linked.link().axes().get(i).source();
            if (axis < texts.size()) {
                texts.set(axis, "{" + NUMBERS.charAt(i) + ":int}");
            }
        }
        return marked(form.with(texts), pair);
    }

    private static String marked(String text, LowRankPair pair) {
        String words = Spelling.LORA_AB.renamedWords(HALF, pair.downWord(), pair.upWord());
        return text.replace(String.valueOf(LowRankPair.MARK), words);
    }

    private String target(LinkedPair linked) {
        NameForm form = NameForm.of(linked.module().name());
        List<String> texts = new ArrayList<>(form.numbers().stream().map(String::valueOf).toList());
        for (int i = 0; i < linked.link().axes().size(); i++) {
            Axis axis = linked.link().axes().get(i);
            String offset = axis.offset() == 0 ? "" : axis.offset() > 0 ? "+" + axis.offset() : String.valueOf(axis.offset());
            texts.set(axis.base(), "{" + NUMBERS.charAt(i) + offset + "}");
        }
        return component + "." + form.with(texts);
    }
}
