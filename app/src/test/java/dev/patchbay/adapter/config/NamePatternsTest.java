package dev.patchbay.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names are looked up instead of tried one by one; what comes out is what PEFT's regular expressions say. */
class NamePatternsTest {

    @Property
    void aTableGivesWhatItsExpressionsGiveOneByOne(@ForAll("tables") Map<String, Double> table, @ForAll("modules") String module) {
        Optional<Double> expected = table.entrySet().stream()
                .filter(entry -> Pattern.matches("(.*\\.)?(" + entry.getKey() + ")", module))
                .map(Map.Entry::getValue)
                .findFirst();

        assertThat(new NamePatterns(table).value(module)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> modules() {
        return Arbitraries.of("a", "b", "ab", "a_b").list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join(".", parts));
    }

    @Provide
    Arbitrary<Map<String, Double>> tables() {
        Arbitrary<String> part = Arbitraries.of("a", "b", "ab", "a.b", ".*", "[ab]", "a|b");
        Arbitrary<String> expression = part.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join(".", parts));
        return Arbitraries.maps(expression, Arbitraries.doubles().between(1, 64)).ofMaxSize(6).map(LinkedHashMap::new);
    }

    @Property
    void namesAreFoundAsOneByOne(@ForAll("lists") List<String> names, @ForAll("modules") String module) {
        NameEnds ends = new NameEnds(names);

        assertThat(ends.contains(module)).isEqualTo(names.stream().anyMatch(name -> ("." + module).endsWith("." + name)));
        assertThat(ends.containsPartOf(module)).isEqualTo(names.stream().anyMatch(name -> ("." + module + ".").contains("." + name + ".")));
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return modules().list().ofMaxSize(4);
    }

    /** Under a megabyte of JSON: tried one by one, these tables take minutes. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void fortyThousandPatternsTimesTwoThousandModulesAreDoneAtOnce() {
        Map<String, Double> plain = new LinkedHashMap<>();
        Map<String, Double> costly = new LinkedHashMap<>();
        for (int i = 0; i < 40_000; i++) {
            plain.put("blocks." + i + ".attn.to_q", 1.0 + i);
            costly.put("(x+x+)+" + i, 1.0);
        }
        NamePatterns names = new NamePatterns(plain);
        NamePatterns expressions = new NamePatterns(costly);

        assertThat(expressions.untried()).isEqualTo(40_000 - NamePatterns.MOST_EXPRESSIONS);
        for (int i = 0; i < 2_000; i++) {
            assertThat(names.value("transformer.blocks." + i + ".attn.to_q")).contains(1.0 + i);
            assertThat(expressions.value("transformer." + "x".repeat(60) + "-")).isEmpty();
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void fortyThousandNamesAndListsOfBlocksAreDoneAtOnce() {
        List<String> many = IntStream.range(0, 40_000).mapToObj(i -> "m" + i).toList();
        LayerChoice layers = new LayerChoice(Set.of(7L), many);
        ModuleSelection selection = new ModuleSelection(many, false, many.subList(2_000, 40_000), false, layers, many);
        for (int i = 0; i < 2_000; i++) {
            assertThat(selection.contains("blocks." + "a.".repeat(400) + "m" + i)).isFalse();
        }
    }
}
