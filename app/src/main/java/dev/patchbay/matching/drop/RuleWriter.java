package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.matching.drop.LineMerger.Style;
import dev.patchbay.matching.names.Link.Axis;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.Strand;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes strands down as rename rules: few, readable, and in the language that people use too. */
final class RuleWriter {

    private static final String ALPHA = Spelling.ALPHA.ending(Part.ALPHA);
    private static final String ALPHA_WORD = Spelling.ALPHA.word(Part.ALPHA);

    /** Names of captured numbers. */
    private static final String NUMBERS = "ijklno";

    private static final String HALF = "m";

    private final String component;

    RuleWriter(String component) {
        this.component = component;
    }

    /** The rules in this style; empty if a name holds characters that rules cannot spell. */
    Optional<List<Rule>> write(List<Strand> strands, Style style) {
        List<Line> lines = new ArrayList<>();
        strands.forEach(strand -> lines.add(matrices(strand)));
        strands.stream().filter(strand -> movesAlpha(strand)).forEach(strand -> lines.add(alpha(strand)));
        return rules(LineMerger.merge(lines, style));
    }

    /** One rule for all modules that keep their names between {@code head} and what follows in {@code strand}. */
    Optional<List<Rule>> writeWhole(Strand strand, String head) {
        String rest = strand.pair().site().substring(head.length() + strand.module().name().length());
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(head + "{module:**}" + marked(rest, strand.pair()), component + ".{module}" + suffix(), ""));
        if (movesAlpha(strand)) {
            String tail = strand.pair().owner().substring(Math.min(strand.pair().owner().length(), head.length() + strand.module().name().length()));
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
            // A name with a brace, a star, a comma or a space in it.
            return Optional.empty();
        }
    }

    /** Name of a pair's down matrix, up matrix and number once it has its place, in the order of {@link LowRankPair#tensors}. */
    List<String> targets(ModuleInfo module) {
        String address = component + "." + module.name();
        return List.of(address + Dialect.PEFT.ending(Part.DOWN), address + Dialect.PEFT.ending(Part.UP), address + ALPHA);
    }

    private Line matrices(Strand strand) {
        LowRankPair pair = strand.pair();
        return new Line(source(strand, pair.site(), pair), target(strand) + suffix(), pair.group());
    }

    private Line alpha(Strand strand) {
        LowRankPair pair = strand.pair();
        return new Line(source(strand, pair.owner(), pair) + ALPHA_WORD, target(strand) + ALPHA, pair.group());
    }

    /** True if there is a number beside the pair that would be left behind. */
    private boolean movesAlpha(Strand strand) {
        return strand.pair().alpha().filter(alpha -> !alpha.name().equals(targets(strand.module()).getLast())).isPresent();
    }

    private static String suffix() {
        return Spelling.LORA_AB.endingWith(HALF);
    }

    /** The site, or a beginning of it, with linked numbers captured and both words at the mark. */
    private static String source(Strand strand, String text, LowRankPair pair) {
        NameForm form = NameForm.of(text);
        List<String> texts = new ArrayList<>(form.numbers().stream().map(String::valueOf).toList());
        for (int i = 0; i < strand.link().axes().size(); i++) {
            int axis = strand.link().axes().get(i).source();
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

    private String target(Strand strand) {
        NameForm form = NameForm.of(strand.module().name());
        List<String> texts = new ArrayList<>(form.numbers().stream().map(String::valueOf).toList());
        for (int i = 0; i < strand.link().axes().size(); i++) {
            Axis axis = strand.link().axes().get(i);
            String offset = axis.offset() == 0 ? "" : axis.offset() > 0 ? "+" + axis.offset() : String.valueOf(axis.offset());
            texts.set(axis.base(), "{" + NUMBERS.charAt(i) + offset + "}");
        }
        return component + "." + form.with(texts);
    }
}
