package dev.patchbay.basemodel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FamilyEvidenceTest {

    @ParameterizedTest
    @MethodSource("names")
    void everyModelIsKnownByItsOwnModules(String name) {
        List<ModuleSize> all = ModelCatalog.find(name).orElseThrow().main().modules().stream()
                .filter(ModuleInfo::adaptable)
                .map(module -> new ModuleSize(module.name(), size(module.weight().size(1)), size(module.weight().size(0))))
                .toList();

        FamilyEvidence best = AdapterFamilies.rank(all).best().orElseThrow();

        assertThat(likenesses(best)).contains(name);
        assertThat(best.sizesFit()).isTrue();
    }

    /** The model that is named, and those that are said to look the same. */
    private static List<String> likenesses(FamilyEvidence best) {
        return Stream.concat(Stream.of(best.name()), best.sameAs().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyModelIsKnownByItsOwnTensors(String name) {
        FamilyEvidence best = TensorFamilies.rank(ModelCatalog.denoiser(name).tensors()).best().orElseThrow();

        assertThat(likenesses(best)).contains(ModelCatalog.denoiser(name).name());
        assertThat(best.score()).isEqualTo(1);
    }

    static List<String> names() {
        return ModelCatalog.models().stream().filter(model -> !model.isAlias()).map(CatalogModel::name).toList();
    }

    @Test
    void anAttentionAdapterCannotTellTheFiveBillionModelsApart() {
        FamilyEvidence best = AdapterFamilies.rank(attention(42, 3072, UnaryOperator.identity())).best().orElseThrow();

        assertThat(best.family()).isEqualTo("cogvideox");
        assertThat(best.name()).isEqualTo("cogvideox-5b");
        assertThat(best.sameAs()).containsExactly("cogvideox-5b-i2v", "cogvideox-1.5-5b", "cogvideox-1.5-5b-i2v");
        assertThat(best.evidence()).extracting(Message::toString).containsExactly(
                "168 of 168 modules have the names and sizes of cogvideox-5b",
                "they reach 42 of its 42 blocks",
                "these modules look the same in cogvideox-5b-i2v, cogvideox-1.5-5b, cogvideox-1.5-5b-i2v, so they cannot be told "
                        + "apart from these tensors");
    }

    @Test
    void namesFlattenedWithUnderscoresAreLookedUp() {
        FamilyEvidence best = AdapterFamilies.rank(attention(30, 1920, name -> name.replace('.', '_'))).best().orElseThrow();

        assertThat(best.name()).isEqualTo("cogvideox-2b");
    }

    @Test
    void anotherWidthLeavesOnlyTheFamily() {
        FamilyRanking ranked = AdapterFamilies.rank(attention(6, 128, UnaryOperator.identity()));
        FamilyEvidence nearest = ranked.nearest().orElseThrow();

        assertThat(ranked.models()).isEmpty();
        assertThat(likenesses(nearest)).startsWith("cogvideox").contains("ltx-video", "mochi");
        assertThat(nearest.sizesFit()).isFalse();
        assertThat(nearest.evidence().getFirst())
                .hasToString("24 of 24 modules have names of the family cogvideox, but sizes of no model of it that Patchbay knows");
    }

    @Test
    void aWholeTinyModelIsOfTheFamilyByItsNames() {
        Map<String, Shape> tiny = new LinkedHashMap<>();
        ModelCatalog.denoiser("cogvideox-2b").tensors().forEach((name, shape) -> {
            if (!name.matches("transformer_blocks\\.([6-9]|\\d\\d)\\..*")) {
                tiny.put(name, Shape.of(128, 128));
            }
        });

        FamilyEvidence best = TensorFamilies.rank(tiny).nearest().orElseThrow();

        assertThat(best.name()).isEqualTo("cogvideox");
        assertThat(best.score()).isEqualTo(0.5);
    }

    @Test
    void strangeNamesAreOfNoFamily() {
        assertThat(AdapterFamilies.rank(List.of(new ModuleSize("a.b.c", size(4), size(4))))).isEqualTo(FamilyRanking.NONE);
        assertThat(AdapterFamilies.rank(List.of())).isEqualTo(FamilyRanking.NONE);
        assertThat(TensorFamilies.rank(Map.of("x", Shape.SCALAR))).isEqualTo(FamilyRanking.NONE);
    }

    private static List<ModuleSize> attention(int blocks, long width, UnaryOperator<String> spelling) {
        return IntStream.range(0, blocks)
                .boxed()
                .flatMap(block -> List.of("to_q", "to_k", "to_v", "to_out.0").stream()
                        .map(leaf -> "transformer_blocks." + block + ".attn1." + leaf))
                .map(name -> new ModuleSize(spelling.apply(name), size(width), size(width)))
                .toList();
    }

    private static OptionalLong size(long size) {
        return OptionalLong.of(size);
    }
}
