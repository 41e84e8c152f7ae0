package dev.patchbay.mapping;

import dev.patchbay.mapping.ScaleRule.Factor;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Rules and names for property tests. */
final class RuleArbitraries {

    private RuleArbitraries() {}

    static Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "ab", "a_b", "0", "1", "12", "layer7", "lora_A").list().ofMinSize(1).ofMaxSize(5)
                .map(parts -> String.join(".", parts));
    }

    /** Patterns whose captures are named c0, c1, … from the left. */
    static Arbitrary<String> patterns() {
        Arbitrary<String> inside = Arbitraries.of("a", "_", "b", "1", "*", "{}", "{:int}", "{:a=x,b=y}", "{:ab=,a=z.z}");
        Arbitrary<String> segment = Arbitraries.frequencyOf(
                Tuple.of(4, inside.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("", parts))),
                Tuple.of(1, Arbitraries.of("**", "{:**}")));
        return segment.list().ofMinSize(1).ofMaxSize(5).map(segments -> numbered(String.join(".", segments)));
    }

    /** Gives every nameless brace a name of its own; two stars in a row are one. */
    private static String numbered(String text) {
        StringBuilder result = new StringBuilder();
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean wholeStars = text.startsWith("**", i) && (i == 0 || text.charAt(i - 1) == '.');
            if (c == '*' && i > 0 && text.charAt(i - 1) == '*' && !(i > 1 && text.charAt(i - 2) == '.' || i == 1)
                    && !insideBrace(text, i)) {
                continue;
            }
            if (wholeStars && i + 2 < text.length() && text.charAt(i + 2) != '.') {
                continue;
            }
            result.append(c);
            if (c == '{') {
                result.append('c').append(count++);
            }
        }
        return result.toString();
    }

    private static boolean insideBrace(String text, int at) {
        return text.lastIndexOf('{', at) > text.lastIndexOf('}', at);
    }

    static Arbitrary<KeyPattern> keyPatterns() {
        return patterns().map(RuleSetTest::pattern);
    }

    /** Templates that need nothing but what the pattern captures. */
    private static Arbitrary<NameTemplate> templates(KeyPattern pattern) {
        List<String> parts = new ArrayList<>(List.of("x", "y.z", "w_"));
        pattern.captures().forEach(capture -> parts.add("{" + capture + "}"));
        pattern.numbers().forEach(capture -> parts.add("{3-" + capture + "}"));
        return Arbitraries.of(parts).list().ofMinSize(1).ofMaxSize(4).map(list -> RuleSetTest.template(String.join(".", list)));
    }

    static Arbitrary<Rule> rules() {
        return keyPatterns().flatMap(pattern -> Arbitraries.oneOf(List.of(
                Arbitraries.just((Rule) new KeepRule(pattern)),
                Arbitraries.just((Rule) new DropRule(pattern)),
                templates(pattern).map(to -> (Rule) new RenameRule(pattern, to)),
                factors().map(by -> (Rule) new ScaleRule(pattern, by)),
                Arbitraries.just((Rule) new TransposeRule(pattern)),
                fuses(pattern),
                gathers(pattern),
                unflattens(pattern),
                splits(pattern))));
    }

    private static Arbitrary<Factor> factors() {
        return Arbitraries.doubles().map(value -> (Factor) new Factor.Constant(value)).injectNull(0.2).map(factor ->
                factor == null ? new Factor.OneOverRank() : factor);
    }

    private static Arbitrary<Rule> splits(KeyPattern pattern) {
        return Combinators.combine(
                        templates(pattern).list().ofMinSize(2).ofMaxSize(4).filter(list -> new HashSet<>(list).size() == list.size()),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.longs().between(1, 1L << 40),
                        Arbitraries.of(true, false),
                        Arbitraries.of(SplitRule.SplitPair.class))
                .as((into, dimension, size, exact, pair) -> new SplitRule(
                        pattern, dimension, exact ? Collections.nCopies(into.size(), size) : List.of(), into, pair));
    }

    private static Arbitrary<Rule> gathers(KeyPattern pattern) {
        Arbitrary<List<Integer>> chunks = Arbitraries.integers().between(0, 11).list().uniqueElements().ofMinSize(1).ofMaxSize(12);
        return Combinators.combine(templates(pattern), templates(pattern), chunks, chunks)
                .as((first, second, left, right) -> new GatherRule(pattern, 0, 12, first.equals(second)
                        ? List.of(new GatherRule.Target(first, left))
                        : List.of(new GatherRule.Target(first, left), new GatherRule.Target(second, right))));
    }

    /** The pattern once more with a word in front has the same captures. */
    private static Arbitrary<Rule> fuses(KeyPattern pattern) {
        return Combinators.combine(templates(pattern), Arbitraries.integers().between(0, 1), Arbitraries.of(FuseRule.FusedPair.class))
                .as((to, dimension, pair) ->
                        new FuseRule(List.of(pattern, RuleSetTest.pattern("q." + pattern)), dimension, to, pair));
    }

    private static Arbitrary<Rule> unflattens(KeyPattern pattern) {
        return Arbitraries.of("", "unet", "text_encoder_2").map(component ->
                new UnflattenRule(RuleSetTest.pattern("lora_{flat}." + pattern), component, RuleSetTest.template("x.{module}")));
    }

    static Arbitrary<RuleSet> ruleSets() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12);
        Arbitrary<List<RuleEntry>> entries = Combinators.combine(rules(), Arbitraries.of(true, false)).as(RuleEntry::new).list()
                .ofMaxSize(6);
        return Combinators.combine(text, text, text, text, entries).as(RuleSet::new);
    }
}
