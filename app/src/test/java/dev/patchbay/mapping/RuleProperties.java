package dev.patchbay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RuleProperties {

    @Provide
    Arbitrary<String> names() {
        return RuleArbitraries.names();
    }

    @Provide
    Arbitrary<KeyPattern> patterns() {
        return RuleArbitraries.keyPatterns();
    }

    @Provide
    Arbitrary<Rule> rules() {
        return RuleArbitraries.rules();
    }

    @Provide
    Arbitrary<RuleSet> ruleSets() {
        return RuleArbitraries.ruleSets();
    }

    @Property(tries = 3000)
    void aPatternMatchesWhatTheSameRegularExpressionMatches(@ForAll("patterns") KeyPattern pattern, @ForAll("names") String name) {
        assertThat(pattern.matches(name)).isEqualTo(regex(pattern).matcher(name).matches());
        assertThat(pattern.match(name).isPresent()).isEqualTo(pattern.matches(name));
    }

    @Property(tries = 3000)
    void fillingAPatternWithWhatItCapturedGivesTheNameBack(@ForAll("names") String name, @ForAll("holes") List<String> holes)
            throws Exception {
        // A segment of the name here and there becomes a capture.
        List<String> segments = List.of(name.split("\\."));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            String hole = holes.get(i).formatted(i);
            text.append(i == 0 ? "" : ".").append(hole.isEmpty() ? segments.get(i) : hole);
        }
        Optional<Map<String, String>> captures = KeyPattern.parse(text.toString()).match(name);
        NameTemplate template = NameTemplate.parse(text.toString().replace(":**", "").replace(":int", ""));
        captures.ifPresent(values -> assertThat(template.fill(values)).isEqualTo(name));
        if (!text.toString().contains(":int")) {
            assertThat(captures).isPresent();
        }
    }

    @Provide
    Arbitrary<List<String>> holes() {
        return Arbitraries.of("", "{c%d}", "{c%d:**}", "{c%d:int}").list().ofSize(5);
    }

    @Property
    void aRenameOfFreshCapturesCanBeUndone(@ForAll("names") String prefix, @ForAll("names") String rest, @ForAll("index") long index) {
        List<TensorInfo> tensors = List.of(
                new TensorInfo("p." + prefix + ".x." + index + ".q." + rest, DType.F32, Shape.of(1)),
                new TensorInfo("p." + prefix + ".x." + (index + 1) + ".q." + rest, DType.F32, Shape.of(1)));
        Rule there = RuleSetTest.rename("p.{a:**}.x.{i:int}.q.{b:**}", "{a}.X.{i+1}.Q.{b}");
        Rule back = RuleSetTest.rename("{a:**}.X.{i:int}.Q.{b:**}", "p.{a}.x.{i-1}.q.{b}");
        MappingResult once = RuleSet.of(List.of(there)).apply(tensors);
        assertThat(once.problems()).isEmpty();
        assertThat(new HashSet<>(once.tensors().stream().map(MappedTensor::name).toList())).hasSize(2);
        assertThat(RuleSet.of(List.of(there, back)).apply(tensors).tensors().stream().map(MappedTensor::info)).isEqualTo(tensors);
    }

    @Provide
    Arbitrary<Long> index() {
        return Arbitraries.longs().between(0, 1_000_000);
    }

    @Property
    void aRuleIsReadBackFromItsLine(@ForAll("rules") Rule rule) throws Exception {
        assertThat(RuleLine.parse(RuleLine.print(rule))).isEqualTo(rule);
        assertThat(RuleLine.parse(rule.describe().replace("→", "->"))).isEqualTo(rule);
    }

    @Property
    void aRuleSetIsReadBackFromItsFile(@ForAll("ruleSets") RuleSet rules) throws Exception {
        assertThat(RuleSetCodec.read(RuleSetCodec.write(rules))).isEqualTo(rules);
    }

    private static Pattern regex(KeyPattern pattern) {
        Matcher special = Pattern.compile("(\\.?)(\\*\\*|\\{\\w+:\\*\\*})(\\.?)|\\*|\\{(\\w+)(:[^}]*)?}|[^*{]").matcher(pattern.toString());
        StringBuilder regex = new StringBuilder();
        boolean start = true;
        while (special.find()) {
            String piece = special.group();
            if (special.group(2) != null) {
                // Each run is followed or preceded by one dot of its own; at the start it is the one that follows.
                boolean end = special.end() == pattern.toString().length();
                regex.append(start ? end ? "(?:[^.]+(?:\\.[^.]+)*)?" : "(?:[^.]+\\.)*" : "(?:\\.[^.]+)*");
                special.region(start ? special.end() : special.end() - special.group(3).length(), pattern.toString().length());
                continue;
            }
            start = false;
            if (piece.equals("*") || piece.startsWith("{") && special.group(5) == null) {
                regex.append("[^.]+");
            } else if (piece.endsWith(":int}")) {
                regex.append("[0-9]{1,18}");
            } else if (piece.startsWith("{")) {
                regex.append("(?:").append(special.group(5).substring(1).replaceAll("=[^,]*", "").replace(",", "|")).append(")");
            } else {
                regex.append(Pattern.quote(piece));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
