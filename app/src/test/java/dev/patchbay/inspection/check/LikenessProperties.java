package dev.patchbay.inspection.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspection;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.matching.suggest.Suggestion;
import dev.patchbay.matching.suggest.Suggestions;
import dev.patchbay.tensor.name.BlockTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What {@code check} says a name looks like is what {@code suggest} proposes for it, and no module is proposed twice. */
class LikenessProperties {

    private static final List<String> MODELS = List.of("wan2.1-t2v-1.3b", "flux.1-dev", "stable-diffusion-1.5");
    private static final List<UnaryOperator<String>> NAMES = List.of(
            name -> "transformer." + name.replace("to_q", "frim").replace("to_k", "snork"),
            name -> "transformer." + name.replace("norm", "form").replace("proj", "project"),
            name -> "zorb." + name.replace("blocks.", "blots."),
            name -> "transformer." + name.replace("attn", "atten").replace("ff.net", "feed"));

    private static SyntheticCheckpoint drawn(BaseModel base, Random random) {
        List<ModuleInfo> layers = new ArrayList<>(
                base.main().modules().stream().filter(module -> module.weight().dimensions() == 2).toList());
        Collections.shuffle(layers, random);
        UnaryOperator<String> names = NAMES.get(random.nextInt(NAMES.size()));
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        for (ModuleInfo layer : layers.subList(0, Math.min(30, layers.size()))) {
            String name = names.apply(layer.name());
            made.tensor(name + ".lora_A.weight", 4, layer.weight().size(1)).tensor(name + ".lora_B.weight", layer.weight().size(0), 4);
        }
        return made;
    }

    @Property(tries = 25)
    void checkAndSuggestSayTheSame(@ForAll @IntRange(min = 0, max = 100_000) int seed, @ForAll @IntRange(min = 0, max = 2) int model) {
        BaseModel base = ModelCatalog.find(MODELS.get(model)).orElseThrow();
        Checkpoint checkpoint = drawn(base, new Random(seed)).build();
        MappingResult mapping = RuleSet.EMPTY.apply(checkpoint.infos(), base::unflatten);
        Adapter adapter = AdapterFit.named(checkpoint, mapping);
        RuleSearch search = new RuleSearch(checkpoint.infos(), base::unflatten, KnownRules.BUILT_IN);
        InspectionReport report = Inspection.inspect(checkpoint, mapping, adapter, base, Expectation.NONE, search);
        Suggestions suggestions = Suggestions.of(new AdapterFit(checkpoint, mapping, adapter, base, Expectation.NONE), search);

        Map<String, Suggestion> proposed = new HashMap<>();
        suggestions.all().forEach(one -> one.tensors().forEach(tensor -> proposed.put(tensor.name(), one)));
        Set<String> said = new HashSet<>();
        for (Problem problem : report.problems()) {
            if (!problem.message().key().equals("inspection.names.looksLike")) {
                continue;
            }
            Suggestion first = proposed.get(problem.tensors().getFirst());
            assertThat(first).as(problem.message().text()).isNotNull();
            String target = first.targets().getFirst().module().name();
            assertThat(problem.module()).isEqualTo(target);
            String shown = problem.tensors().size() > 2 ? BlockTemplate.of(target) : target;
            assertThat(problem.message().text()).contains(shown, NameSuggestions.LikelyModule.shown(first.similarity()));
            assertThat(first.isKnown()).isFalse();
            assertThat(said.add(problem.module())).as("each module is given once: " + problem.module()).isTrue();
        }
        Set<String> unmatched = new HashSet<>(suggestions.unmatched());
        assertThat(suggestions.all()).extracting(Suggestion::source).noneMatch(unmatched::contains);
        assertThat(suggestions.all().stream().flatMap(one -> one.targets().stream())).doesNotHaveDuplicates();
    }
}
