package dev.patchbay.mapping.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.UnflattenRule;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RuleSearchTest {

    private static final List<TensorInfo> TENSORS = List.of(
            new TensorInfo("house.0.q", DType.F32, Shape.of(4, 4)), new TensorInfo("house.1.q", DType.F32, Shape.of(4, 4)));

    private static RuleSet rename(String from, String to) throws RuleSyntaxException {
        return RuleSet.of(List.of(new RenameRule(KeyPattern.parse(from), NameTemplate.parse(to))));
    }

    private static RuleSearch search(RuleSet... own) {
        return new RuleSearch(TENSORS, ModuleNames.NONE, new KnownRules(List.of(own)));
    }

    /** How many names begin like those of the target. */
    private static Function<MappingResult, Optional<Long>> beginning(String start) {
        return result -> Optional.of(result.tensors().stream().map(MappedTensor::name).filter(name -> name.startsWith(start)).count());
    }

    @Test
    void aSetIsAppliedOnceHoweverOftenItIsAskedFor() throws RuleSyntaxException {
        RuleSearch search = search();
        MappingResult first = search.apply(rename("house.{i}.q", "blocks.{i}.to_q"));
        assertThat(search.apply(rename("house.{i}.q", "blocks.{i}.to_q"))).isSameAs(first);
        assertThat(search.with((component, flat) -> Optional.of("x")).apply(rename("house.{i}.q", "blocks.{i}.to_q")))
                .as("no name is looked up in a base, so the base makes no difference")
                .isSameAs(first);
    }

    @Test
    void aSetThatLooksNamesUpIsAppliedAnewForAnotherBase() throws RuleSyntaxException {
        RuleSet unflatten = RuleSet.of(
                List.of(new UnflattenRule(KeyPattern.parse("house.{flat}.q"), "", NameTemplate.parse("unet.{module}"))));
        RuleSearch withoutBase = search();
        assertThat(withoutBase.apply(unflatten).problems()).isNotEmpty();
        assertThat(withoutBase.with((component, flat) -> Optional.of("block" + flat)).apply(unflatten).tensors())
                .extracting(MappedTensor::name)
                .containsExactly("unet.block0", "unet.block1");
    }

    @Test
    void theSetThatBringsMostToTheTargetWinsAndTheFirstOfEqualOnes() throws RuleSyntaxException {
        RuleSet one = rename("house.0.q", "blocks.0.to_q");
        RuleSet all = rename("house.{i}.q", "blocks.{i}.to_q");
        RuleSet asGood = rename("house.{i}.{m}", "blocks.{i}.{m}");
        RuleSearch search = search(one, all, asGood);
        assertThat(search.best(search.candidates(), beginning("blocks.")).orElseThrow().rules()).isEqualTo(all);
        assertThat(search.best(search.candidates(), beginning("house.")).orElseThrow().rules()).isEqualTo(RuleSet.EMPTY);
        assertThat(search.best(search.candidates(), result -> Optional.<Long>empty())).isEmpty();
    }

    @Test
    void aPersonsOwnSetsMayBeForEveryFamilyIfTheyMeetANameOfTheFile() throws RuleSyntaxException {
        RuleSet own = rename("house.{i}.q", "blocks.{i}.to_q");
        RuleSet ofAFamily = new RuleSet("mine", "", "", "flux", own.entries());
        RuleSet other = rename("garden.{i}.q", "blocks.{i}.to_q");
        RuleSearch search = search(own, ofAFamily, other);
        assertThat(search.own()).containsExactly(own, ofAFamily);
        assertThat(search.suiting()).startsWith(own, ofAFamily).doesNotContain(other);
        assertThat(search.known().mayBeFor(Set.of("cogvideox"), ofAFamily)).isTrue();
        assertThat(search.known().mayBeFor(Set.of("cogvideox"), BuiltInRules.find("flux-to-diffusers").orElseThrow())).isFalse();
    }
}
