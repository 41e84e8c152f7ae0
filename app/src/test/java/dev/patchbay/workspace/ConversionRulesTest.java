package dev.patchbay.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with a file without a base: what it is for is found out, or asked for, and never just assumed. */
class ConversionRulesTest {

    private static final int MODULES = 10;

    static Stream<String> models() {
        return ModelCatalog.models().stream()
                .filter(model -> !model.isAlias())
                .filter(model -> !foreign(model.name()).isEmpty())
                .map(CatalogModel::name);
    }

    private static List<NativeModule> foreign(String model) {
        BaseModel base = ModelCatalog.find(model).orElseThrow();
        return NativeNames.of(base.family(), base.main()).modules().stream()
                .filter(module -> Set.of("native", "comfyui").contains(module.namespace()) && module.weight().dimensions() == 2)
                .toList();
    }

    /** A few of a model's layers, anywhere in it, as its authors call them. */
    @ParameterizedTest
    @MethodSource("models")
    void theNamesOfAModelsAuthorsLeadToItsModulesOrTheModelIsAskedFor(String model) throws Exception {
        for (String container : List.of("diffusion_model.", "lora_unet_", "base_model.model.", "")) {
            List<NativeModule> drawn = draw(model, new Random((model + container).hashCode()));
            SyntheticCheckpoint file = new SyntheticCheckpoint();
            drawn.forEach(module -> pair(file, container, module.name(), module.weight()));

            Optional<ConversionRules> rules = choose(file, model);

            Set<String> wanted = drawn.stream()
                    .flatMap(module -> module.modules().stream())
                    .map(LinkedModule::module)
                    .map(module -> ModelCatalog.denoiser(model).component() + "." + module.name())
                    .collect(Collectors.toSet());
            rules.ifPresent(found -> assertThat(modules(found)).as(container).isEqualTo(wanted));
        }
    }

    private static List<NativeModule> draw(String model, Random random) {
        List<NativeModule> all = new ArrayList<>(foreign(model));
        String namespace = all.getFirst().namespace();
        all.removeIf(module -> !module.namespace().equals(namespace));
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(MODULES, all.size()));
    }

    private static void pair(SyntheticCheckpoint file, String container, String name, Shape weight) {
        String path = container + (container.endsWith("_") ? name.replace('.', '_') : name);
        file.pair(path, weight.size(0), weight.size(1), 4);
    }

    /** Empty if the person is asked for the model, and the right one is among those that are named. */
    private static Optional<ConversionRules> choose(SyntheticCheckpoint file, String model) throws Exception {
        try {
            return Optional.of(choose(file, Program.DIFFUSERS));
        } catch (ExportException asked) {
            assertThat(asked).hasMessageContaining(model).hasMessageContaining("--base");
            return Optional.empty();
        }
    }

    private static ConversionRules choose(SyntheticCheckpoint file, Program target) throws Exception {
        return ConversionRules.choose(new Analyzer(WorkspaceState.EMPTY.with(file.build()), KnownRules.BUILT_IN), target);
    }

    private static Set<String> modules(ConversionRules rules) {
        return rules.file().search().apply(rules.rules()).tensors().stream()
                .map(MappedTensor::name)
                .map(name -> AdapterKey.parse(name).orElseThrow())
                .map(key -> key.component() + "." + key.module())
                .collect(Collectors.toSet());
    }

    @Test
    void modelsThatMakeTheSameFileNeedNotBeToldApart() throws Exception {
        SyntheticCheckpoint wan = new SyntheticCheckpoint();
        pair(wan, "lora_unet_", "blocks.3.cross_attn.q", Shape.of(5120, 5120));

        ConversionRules rules = choose(wan, Program.DIFFUSERS);

        assertThat(rules.guessed()).isTrue();
        assertThat(modules(rules)).containsExactly("transformer.blocks.3.attn2.to_q");
    }

    /** Single blocks of FLUX and of HunyuanVideo are named and sized alike, but FramePack's trainers call them as diffusers does. */
    @ParameterizedTest
    @CsvSource({"DIFFUSERS, true", "COMFYUI, true", "KOHYA, false"})
    void familiesThatMakeTheSameFileNeedNotBeToldApart(Program target, boolean same) throws Exception {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        pair(file, "lora_unet_", "single_blocks.4.linear1", Shape.of(21504, 3072));

        if (same) {
            assertThat(choose(file, target).guessed()).isTrue();
        } else {
            assertThatThrownBy(() -> choose(file, target)).hasMessageContaining("framepack-i2v-hy");
        }
    }

    @Test
    void modelsThatMakeAnotherFileEachAreNamedInTheRefusal() {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        pair(file, "lora_unet_", "time_in.in_layer", Shape.of(3072, 256));

        assertThatThrownBy(() -> choose(file, Program.DIFFUSERS)).isInstanceOf(ExportException.class)
                .hasMessageContaining("flux.1-dev")
                .hasMessageContaining("flux.2-klein-4b")
                .hasMessageContaining("--base");
    }

    @Test
    void namesThatStandAsDiffusersWritesThemNeedNoModel() throws Exception {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        pair(file, "transformer.", "transformer_blocks.4.attn.to_q", Shape.of(3072, 3072));

        ConversionRules rules = choose(file, Program.DIFFUSERS);

        assertThat(rules.guessed()).isFalse();
        assertThat(rules.rules().entries()).isEmpty();
    }

    /** The names of a family, in sizes that none of its models has: what is missing is a model of these sizes, and it may be a file. */
    @ParameterizedTest
    @ValueSource(strings = {"lora_unet_", "diffusion_model."})
    void namesOfAFamilyInSizesOfNoModelAreRefusedWithTheReason(String container) {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (String layer : List.of("attention.to_q", "attention.to_out.0", "attention.out", "attention.qkv")) {
            pair(file, container, "context_refiner.0." + layer, Shape.of(24, 24));
        }

        assertThatThrownBy(() -> choose(file, Program.DIFFUSERS)).isInstanceOf(ExportException.class)
                .hasMessageContaining("4 of 4 modules have names of the family z-image, but sizes of no model of it")
                .hasMessageContaining("--base");
    }

    @Test
    void namesThatNobodyKnowsAreRefusedForDiffusersAndKeptForAProgramThatTakesAny() throws Exception {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        pair(file, "diffusion_model.", "stages.0.mix.proj_q", Shape.of(24, 24));

        assertThatThrownBy(() -> choose(file, Program.DIFFUSERS)).hasMessageContaining("of no model that Patchbay knows");
        for (Program program : List.of(Program.COMFYUI, Program.PEFT)) {
            assertThat(modules(choose(file, program))).as(program.title()).containsExactly(".stages.0.mix.proj_q");
        }
    }
}
