package dev.patchbay.adapter.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorStatistics;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is true of every algorithm, in every form in which it keeps a layer's change. */
class ChangeFormProperties {

    @Provide
    Arbitrary<AlgorithmExample> examples() {
        return sizes().flatMap(sizes -> Arbitraries.of(AlgorithmExample.all(sizes)));
    }

    @Provide
    Arbitrary<AlgorithmExample.Sizes> sizes() {
        Arbitrary<Integer> size = Arbitraries.integers().between(2, 4);
        return Combinators.combine(size, size, size, size, Arbitraries.integers().between(1, 3), Arbitraries.integers().between(2, 3))
                .as(AlgorithmExample.Sizes::new);
    }

    @Example
    void everyAlgorithmIsTried() {
        Set<Algorithm> tried = AlgorithmExample.all(new AlgorithmExample.Sizes(2, 3, 2, 2, 1, 3)).stream()
                .map(AlgorithmExample::algorithm)
                .collect(Collectors.toSet());

        assertThat(tried).isEqualTo(EnumSet.allOf(Algorithm.class));
    }

    @Example
    void everyPartIsOfAnAlgorithmButWhatGoesWithAny() {
        Set<Part> parts = EnumSet.of(Part.ALPHA, Part.MAGNITUDE);
        for (Algorithm algorithm : Algorithm.values()) {
            parts.addAll(ChangeForms.of(algorithm).parts());
        }

        assertThat(parts).isEqualTo(EnumSet.allOf(Part.class));
    }

    @Property(tries = 300)
    void allPartsTogetherAreAWholeThatTellsRankAndSizesAndFitsItsWeight(@ForAll("examples") AlgorithmExample example) throws Exception {
        AdapterModule module = AlgorithmExample.module(example.random());

        assertThat(module.algorithm()).isEqualTo(example.algorithm());
        assertThat(module.isComplete()).isTrue();
        assertThat(module.rank()).isEqualTo(example.rank());
        assertThat(module.inputs()).isEqualTo(example.inputs());
        assertThat(module.outputs()).isEqualTo(example.outputs());
        assertThat(module.multiplies()).isTrue();
        assertThat(module.fits(example.weight())).isTrue();
    }

    @Property(tries = 200)
    void withoutAnyPartThatItNeedsItIsNoWhole(@ForAll("examples") AlgorithmExample example) throws Exception {
        for (String missing : example.parts().keySet()) {
            Checkpoint checkpoint = example.without(missing);
            List<AdapterModule> modules =
                    AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty()).modules();

            assertThat(modules).as("without " + missing)
                    .filteredOn(module -> module.algorithm() == example.algorithm() && module.isComplete())
                    .hasSize(example.optional().contains(missing) ? 1 : 0);
        }
    }

    @Property(tries = 300)
    void itFitsNoWeightOfOtherSizes(@ForAll("examples") AlgorithmExample example) throws Exception {
        AdapterModule module = AlgorithmExample.module(example.random());
        Shape weight = example.weight();

        if (example.outputs().isPresent()) {
            assertThat(module.fits(weight.with(0, weight.size(0) + 1))).as("more outputs").isFalse();
        }
        if (example.inputs().isPresent()) {
            assertThat(module.fits(weight.with(1, weight.size(1) + 1))).as("more inputs").isFalse();
        }
    }

    @Property(tries = 300)
    void theChangeHasTheShapeOfTheWeightsThatItFits(
            @ForAll("examples") AlgorithmExample example, @ForAll("examples") AlgorithmExample other)
            throws Exception {
        ModuleChange change = change(example.random());
        if (!change.isLowRank()) {
            return;
        }
        LayerChange read = change.read();

        for (Shape weight : List.of(example.weight(), other.weight())) {
            if (change.module().fits(weight)) {
                assertThat(List.of((long) read.outputs(), (long) read.inputs()))
                        .isEqualTo(List.of(weight.size(0), weight.elements() / weight.size(0)));
            }
        }
        assertThat(read.rows(0, read.outputs()).norm()).isPositive();
    }

    @Property(tries = 50)
    void factorsThatCannotBeMultipliedAreNot(@ForAll("sizes") AlgorithmExample.Sizes sizes, @ForAll("sizes") AlgorithmExample.Sizes other)
            throws Exception {
        List<AlgorithmExample> examples = AlgorithmExample.all(sizes);
        List<AlgorithmExample> strangers = AlgorithmExample.all(other);
        for (int i = 0; i < examples.size(); i++) {
            for (String part : examples.get(i).parts().keySet()) {
                ModuleChange change = change(examples.get(i).with(part, strangers.get(i)));
                if (change.isLowRank() && !change.module().multiplies()) {
                    assertThatThrownBy(change::read).as(examples.get(i) + " " + part).isInstanceOf(LowRankException.class);
                }
            }
        }
    }

    @Example
    void halvesOfTwoRanksAreNoProduct() throws Exception {
        List<AlgorithmExample> examples = AlgorithmExample.all(new AlgorithmExample.Sizes(2, 3, 2, 2, 1, 3));
        List<AlgorithmExample> higher = AlgorithmExample.all(new AlgorithmExample.Sizes(2, 3, 2, 2, 2, 3));
        for (int i = 0; i < examples.size(); i++) {
            AlgorithmExample example = examples.get(i);
            boolean multiplies = true;
            for (String part : example.parts().keySet()) {
                multiplies &= change(example.with(part, higher.get(i))).module().multiplies();
            }
            Map<String, long[]> taller = higher.get(i).parts();
            boolean isProduct = example.parts().keySet().stream()
                    .filter(part -> !Arrays.equals(example.parts().get(part), taller.get(part)))
                    .count() > 1;
            assertThat(multiplies).as(example.toString()).isEqualTo(!isProduct);
        }
    }

    @Property(tries = 300)
    void theStartOfATrainingChangesNothing(@ForAll("examples") AlgorithmExample example) throws Exception {
        ModuleChange untrained = change(example.untrained());
        ModuleChange trained = change(example.random());

        assertThat(isNeutral(untrained)).isTrue();
        assertThat(isNeutral(trained)).isFalse();
        if (untrained.isLowRank()) {
            assertThat(untrained.read().norm()).isZero();
        }
    }

    private static ModuleChange change(Checkpoint checkpoint) throws Exception {
        return new ModuleChange(checkpoint, AlgorithmExample.module(checkpoint));
    }

    private static boolean isNeutral(ModuleChange change) throws Exception {
        Map<Part, TensorStatistics> read = new EnumMap<>(Part.class);
        for (Map.Entry<Part, MappedTensor> part : change.module().parts().entrySet()) {
            read.put(part.getKey(), TensorStatistics.of(change.data(part.getKey()), () -> false));
        }
        return change.module().form().isNeutral(change.module().shapes(), read);
    }
}
