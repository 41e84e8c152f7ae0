package dev.patchbay.basemodel.naming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bases that were opened from files with their authors' names. */
class AuthorsNamesTest {

    /** The catalogue's model as its authors publish it, with this before each name. */
    private static BaseModel authors(String model, String namespace, String prefix) {
        Map<String, Shape> tensors = new LinkedHashMap<>();
        NativeTensors.of(ModelCatalog.denoiser(model)).get(namespace).forEach((name, shape) -> tensors.put(prefix + name, shape));
        return new BaseModel(model, ModelCatalog.denoiser(model).family(),
                List.of(new ModuleDictionary(ModelCatalog.denoiser(model).component(), tensors)), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "flux.1-dev, native, model.diffusion_model.", "flux.2-klein-4b, native, ''", "z-image, native, diffusion_model.",
        "lumina-image-2.0, native, ''", "hunyuan-video, native, model.diffusion_model.", "hunyuan-video-1.5, comfyui, ''",
        "wan2.1-vace-1.3b, native, ''", "ideogram-4, native, ''", "krea-2, native, ''", "ltx-2, native, model.diffusion_model.",
        "cosmos-predict2-2b-text2image, native, ''", "stable-diffusion-3.5-large, native, ''", "auraflow, native, ''",
    })
    void everyModuleOfDiffusersIsFoundWithAllItsRows(String model, String namespace, String prefix) {
        ModuleLocator locator = new ModuleLocator(authors(model, namespace, prefix));
        Map<String, Long> rows = new LinkedHashMap<>();

        ModelCatalog.find(model).orElseThrow().main().modules().stream().filter(one -> one.weight().dimensions() >= 2).forEach(info -> {
            ModuleLocation found = locator.locate("", "transformer", info.name(), OptionalInt.empty())
                    .orElseThrow(() -> new AssertionError(info.name()));
            ModuleLocation flat = locator.locate("lora_unet", "", info.name().replace('.', '_'), OptionalInt.empty()).orElseThrow();
            assertThat(found.weight()).as(info.name()).isEqualTo(info.weight());
            assertThat(flat.modules()).as(info.name()).isEqualTo(found.modules());
            LinkedModule linked = found.modules().getFirst();
            long own = linked.rows().stream().mapToLong(RowRange::size).sum();
            rows.merge(linked.module().name(), own, Long::sum);
            assertThat(own).isEqualTo(info.weight().size(0));
        });

        BaseModel base = authors(model, namespace, prefix);
        rows.forEach((name, sum) ->
                assertThat(sum).as(name).isEqualTo(base.main().module(name).orElseThrow().weight().size(0)));
    }

    @Test
    void fusedRowsFollowOneAnotherAndHalvesAreExchanged() {
        ModuleLocator flux = new ModuleLocator(authors("flux.1-dev", "native", "model.diffusion_model."));
        LinkedModule mlp = flux.locate("", "transformer", "single_transformer_blocks.3.proj_mlp", OptionalInt.empty())
                .orElseThrow().modules().getFirst();
        LinkedModule last = flux.locate("", "transformer", "norm_out.linear", OptionalInt.empty()).orElseThrow().modules().getFirst();

        assertThat(mlp.module().name()).isEqualTo("model.diffusion_model.single_blocks.3.linear1");
        assertThat(mlp.part()).contains(new RowRange(9216, 21504));
        assertThat(last.rows()).containsExactly(new RowRange(3072, 6144), new RowRange(0, 3072));
    }

    @Test
    void rowsThatOnlyAnInfixWouldTellAreNotGuessed() {
        ModuleLocator locator = new ModuleLocator(authors("minimax-h3", "native", ""));

        assertThat(locator.locate("", "transformer", "transformer_blocks.0.attn.to_q", OptionalInt.empty())).isEmpty();
        assertThat(locator.locate("", "transformer", "transformer_blocks.0.attn.to_out.0", OptionalInt.empty())).isPresent();
    }
}
