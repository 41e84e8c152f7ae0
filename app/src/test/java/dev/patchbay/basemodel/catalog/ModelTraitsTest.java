package dev.patchbay.basemodel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What tells the models of one family apart. */
class ModelTraitsTest {

    /** Equal in every layer that the traits look at; they differ in others, or only in tensors that belong to no layer. */
    private static final Set<String> ALIKE = Set.of(
            "qwen-image", "qwen-image-layered", "wan2.1-i2v-14b", "wan2.1-flf2v-14b", "hunyuan-video-1.5",
            "hunyuan-video-1.5-step-distilled", "ltx-2.3", "ltx-2.5", "sana-1600m", "sana-1.5-1600m", "sana-sprint-1600m", "sana-600m",
            "sana-sprint-600m", "cosmos-1.0-14b-text2world", "cosmos-predict2-14b-text2image");

    private static CatalogModel model(String name) {
        return ModelCatalog.model(name).orElseThrow();
    }

    private static List<String> words(String name) {
        return ModelTraits.sentences(model(name)).stream().map(Message::text).toList();
    }

    @Test
    void inputsAndLayersThatOnlySomeHave() {
        assertThat(words("flux.1-dev")).containsExactly("input of 64", "a guidance embedding");
        assertThat(words("flux.1-schnell")).containsExactly("input of 64", "no guidance embedding");
        assertThat(words("flux.1-fill-dev")).containsExactly("input of 384", "a guidance embedding");
        assertThat(words("stable-diffusion-xl-inpainting")).containsExactly("input of 9");
        assertThat(words("wan2.1-i2v-14b")).containsExactly("40 blocks", "width 5120", "input of 36", "layers for an image encoder");
    }

    @Test
    void numbersOfBlocksAndWidths() {
        assertThat(ModelTraits.of(model("cogvideox-2b"))).containsEntry("blocks", 30).containsEntry("width", 1920);
        assertThat(ModelTraits.of(model("cogvideox-5b-i2v"))).containsEntry("blocks", 42).containsEntry("input", 32);
    }

    @Test
    void theOnlyModelOfAFamilyNeedsNone() {
        assertThat(ModelTraits.of(model("krea-2"))).isEmpty();
    }

    @Test
    void modelsThatAreNotTheSameDifferInSomething() {
        Map<String, List<String>> byTraits = new HashMap<>();
        ModelCatalog.models().stream().filter(model -> !model.isAlias() && !ALIKE.contains(model.name())).forEach(model -> byTraits
                .computeIfAbsent(model.family() + ModelTraits.of(model), one -> new ArrayList<>())
                .add(model.name()));
        assertThat(byTraits.values().stream().filter(names -> names.size() > 1).collect(Collectors.toList())).isEmpty();
    }
}
