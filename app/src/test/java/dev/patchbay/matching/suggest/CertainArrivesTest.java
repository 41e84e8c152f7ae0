package dev.patchbay.matching.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certain is what arrives in the base under the rules that are suggested, and each place of the base is given once. */
class CertainArrivesTest {

    private static final List<UnaryOperator<String>> NAMES = List.of(
            name -> "transformer." + name,
            name -> "diffusion_model." + name,
            name -> "lora_unet_" + name.replace('.', '_'),
            name -> "zorb.blat." + name,
            name -> "transformer.module." + name,
            name -> "transformer." + name.replace("to_q", "frim").replace("to_k", "snork"),
            name -> "transformer." + name.replace("norm", "form"),
            name -> "zorb." + name.replace("blocks.", "blots."));

    private static List<TensorInfo> pair(String name, long out, long in) {
        return List.of(
                new TensorInfo(name + ".lora_down.weight", DType.F16, Shape.of(4, in)),
                new TensorInfo(name + ".lora_up.weight", DType.F16, Shape.of(out, 4)));
    }

    /** Some linear layers of some blocks, each under one of two kinds of names. */
    private static List<TensorInfo> drawn(BaseModel base, Random random) {
        List<ModuleInfo> layers = new ArrayList<>(
                base.main().modules().stream().filter(module -> module.weight().dimensions() == 2).toList());
        Collections.shuffle(layers, random);
        List<UnaryOperator<String>> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        List<TensorInfo> tensors = new ArrayList<>();
        for (ModuleInfo layer : layers.subList(0, Math.min(40, layers.size()))) {
            String name = names.get(random.nextInt(2)).apply(layer.name());
            tensors.addAll(pair(name, layer.weight().size(0), layer.weight().size(1)));
        }
        return tensors;
    }

    @ParameterizedTest
    @ValueSource(strings = {"wan2.1-t2v-1.3b", "flux.1-dev", "ltx-video", "stable-diffusion-1.5"})
    void whatIsCertainIsFoundAgainUnderTheRulesAndNothingIsGivenTwice(String model) {
        BaseModel base = ModelCatalog.find(model).orElseThrow();
        for (int seed = 0; seed < 6; seed++) {
            List<TensorInfo> tensors = drawn(base, new Random(seed));
            Suggestions suggestions = SuggestionsTest.suggestions(tensors, base);
            Set<String> arrived = new HashSet<>();
            suggestions.rules().apply(tensors, base::unflatten).tensors().forEach(tensor -> arrived.add(tensor.name()));
            Set<Place> given = new HashSet<>();
            for (Suggestion one : suggestions.all()) {
                assertThat(one.targets()).as("%s, seed %d: %s", model, seed, one.source()).allMatch(given::add);
                if (one.certain()) {
                    assertThat(one.targets()).as("%s, seed %d: %s", model, seed, one.source()).allMatch(place ->
                            arrived.stream().anyMatch(name -> name.startsWith(place.address() + ".")));
                }
            }
        }
    }

    @Test
    void rowsOfAFusedLayerAreCertainAlthoughNoRuleCanNameSomeOfThem() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("layers.0.attention.qkv.weight", Shape.of(192, 64));
        shapes.put("layers.0.attention.out.weight", Shape.of(64, 64));
        BaseModel base = new BaseModel("made up", "", List.of(new ModuleDictionary("transformer", shapes)), Optional.empty());
        List<TensorInfo> tensors = Stream.of("to_q", "to_k", "to_out.0")
                .flatMap(part -> pair("diffusion_model.layers.0.attention." + part, 64, 64).stream())
                .toList();

        Suggestions suggestions = SuggestionsTest.suggestions(tensors, base);

        assertThat(suggestions.all()).hasSize(3).allMatch(Suggestion::certain);
        assertThat(suggestions.all().get(1).targets().getFirst().rows()).hasValueSatisfying(rows -> {
            assertThat(rows.from()).isEqualTo(64);
            assertThat(rows.to()).isEqualTo(128);
        });
    }

    @Test
    void aBlockBeyondTheModelsRangeLooksLikeNothing() {
        BaseModel flux = ModelCatalog.find("flux.1-dev").orElseThrow();
        List<TensorInfo> tensors = new ArrayList<>(pair("transformer.transformer_blocks.18.attn.to_q", 3072, 3072));
        tensors.addAll(pair("transformer.transformer_blocks.25.attn.to_q", 3072, 3072));

        Suggestions suggestions = SuggestionsTest.suggestions(tensors, flux);

        assertThat(suggestions.all()).extracting(Suggestion::source).containsExactly("transformer.transformer_blocks.18.attn.to_q");
        assertThat(suggestions.unmatched()).containsExactly("transformer.transformer_blocks.25.attn.to_q");
        assertThat(suggestions.beyond()).contains("transformer.transformer_blocks.25.attn.to_q.lora_down.weight");
        assertThat(suggestions.reasons()).containsExactly(
                Map.entry("transformer.transformer_blocks.25.attn.to_q", Unmatched.FEWER_BLOCKS));
    }

    @Test
    void forEachModuleWithoutAPlaceThereIsAReason() {
        BaseModel wan = ModelCatalog.find("wan2.1-t2v-1.3b").orElseThrow();
        List<TensorInfo> tensors = new ArrayList<>(pair("transformer.blocks.0.attn1.to_q", 1536, 1536));
        tensors.addAll(pair("diffusion_model.blocks.0.self_attn.q", 1536, 1536));
        tensors.addAll(pair("transformer.blocks.0.attn2.add_k_proj", 1536, 1536));
        tensors.addAll(pair("transformer.blocks.0.attn1.to_k", 1536, 5120));
        tensors.addAll(pair("transformer.zorb", 17, 1536));

        Suggestions suggestions = SuggestionsTest.suggestions(tensors, wan);

        assertThat(suggestions.reasons().keySet()).containsExactlyElementsOf(suggestions.unmatched());
        assertThat(suggestions.reasons().values()).containsExactlyInAnyOrder(
                Unmatched.REPEATED, Unmatched.ABSENT_LAYER, Unmatched.DOES_NOT_FIT, Unmatched.UNKNOWN_NAME);
    }

    @Test
    void tenThousandUnlikeNamesAgainstFourThousandModulesAreLeftAlone() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        List<TensorInfo> tensors = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            shapes.put("w" + Integer.toString(i, 36) + "x.proj.weight", Shape.of(64, 64));
        }
        for (int i = 0; i < 10_000; i++) {
            tensors.addAll(pair("u" + Integer.toString(i, 36) + "y.fc", 64, 64));
        }
        BaseModel base = new BaseModel("large", "", List.of(new ModuleDictionary("transformer", shapes)), Optional.empty());

        assertThat(SuggestionsTest.suggestions(tensors, base).unmatched()).hasSize(10_000);
    }
}
