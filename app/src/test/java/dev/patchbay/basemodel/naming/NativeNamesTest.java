package dev.patchbay.basemodel.naming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists of foreign names, held against the module dictionaries of the catalogue. */
class NativeNamesTest {

    /** Lists that name a part of the model only: the rest has the names of another namespace of the family. */
    private static final Set<String> PARTIAL = Set.of(
            "flux/xlabs",
            "flux/comfyui",
            "flux2/cut",
            "hunyuan-image/apart",
            "hunyuan-video/comfyui",
            "krea2/fused",
            "minimax-h3/diffsynth",
            "z-image/dots");

    /** Families whose modules are called the same everywhere. */
    private static final Set<String> SAME_EVERYWHERE = Set.of("ernie-image", "hidream", "kandinsky5", "qwen-image");

    static Stream<Arguments> lists() {
        return ModelCatalog.names().stream().flatMap(model -> names(model).modules().stream()
                .map(NativeModule::namespace)
                .distinct()
                .map(namespace -> Arguments.of(model, namespace)));
    }

    @Test
    void everyDenoiserHasForeignNamesUnlessTheyAreTheSameEverywhere() {
        assertThat(ModelCatalog.names()).allSatisfy(model -> assertThat(names(model).modules().isEmpty())
                .as(model)
                .isEqualTo(SAME_EVERYWHERE.contains(ModelCatalog.denoiser(model).family())));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyModuleIsReachedByItsForeignName(String model, String namespace) {
        if (PARTIAL.contains(NamingScheme.nameOf(ModelCatalog.denoiser(model).family()) + "/" + namespace)) {
            return;
        }
        Set<String> reached = of(model, namespace)
                .flatMap(module -> module.modules().stream())
                .map(linked -> linked.module().name())
                .collect(Collectors.toSet());

        assertThat(main(model).modules().stream().map(ModuleInfo::name)).allSatisfy(name -> assertThat(reached).contains(name));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void noModuleIsReachedTwiceAndNoRowIsLost(String model, String namespace) {
        Set<String> reached = new HashSet<>();
        of(model, namespace).forEach(module -> {
            List<RowRange> rows = new ArrayList<>();
            for (LinkedModule linked : module.modules()) {
                assertThat(reached.add(linked.module().name())).as(module.name() + " reaches " + linked.module().name()).isTrue();
                assertThat(linked.rows().stream().mapToLong(RowRange::size).sum()).isEqualTo(linked.module().weight().size(0));
                rows.addAll(linked.rows());
            }
            assertThat(rows.stream().mapToLong(RowRange::size).sum()).isEqualTo(module.weight().size(0));
            assertThat(rows.stream().map(RowRange::from)).doesNotHaveDuplicates();
            assertThat(rows).allMatch(range -> range.from() >= 0 && range.to() <= module.weight().size(0));
        });
    }

    @ParameterizedTest
    @MethodSource("lists")
    void namesAndFlattenedNamesLeadBackToTheirModule(String model, String namespace) {
        NativeNames names = names(model);
        String infix = NamingScheme.of(ModelCatalog.denoiser(model).family()).infix(namespace).orElse("");

        of(model, namespace).forEach(module -> {
            String whole = "model.diffusion_model." + module.name();
            String flattened = module.name().replace('.', '_');
            assertThat(names.find(module.name(), infix).orElseThrow().modules()).isEqualTo(module.modules());
            assertThat(names.find(whole, infix).orElseThrow().modules()).isEqualTo(module.modules());
            assertThat(names.findFlattened(flattened, infix).orElseThrow().modules()).isEqualTo(module.modules());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "cogvideox-2b, transformer.layers.7.attention.dense, transformer_blocks.7.attn1.to_out.0",
        "cogvideox-5b, blocks.41.ff_proj, transformer_blocks.41.ff.net.0.proj",
        "cogvideox-1.5-5b-i2v, ofs_embed.2, ofs_embedding.linear_2",
        "wan2.1-t2v-14b, blocks.39.cross_attn.o, blocks.39.attn2.to_out.0",
        "wan2.1-t2v-1.3b, time_projection.1, condition_embedder.time_proj",
        "hunyuan-video, txt_in.individual_token_refiner.blocks.1.mlp.fc2, context_embedder.token_refiner.refiner_blocks.1.ff.net.2",
        "flux.1-dev, single_blocks.37.linear2, single_transformer_blocks.37.proj_out",
        "flux.1-dev, double_blocks.3.processor.proj2, transformer_blocks.3.attn.to_add_out",
        "ltx-video, patchify_proj, proj_in",
        "cosmos-1.0-7b-text2world, blocks.block12.blocks.1.block.attn.to_k.0, transformer_blocks.12.attn2.to_k",
        "framepack-i2v-hy, double_blocks.11.img_mlp.fc2, transformer_blocks.11.ff.net.2",
        "wan2.2-animate-14b, face_adapter.fuser_blocks.7.linear1_q, face_adapter.7.to_q",
        "mochi-1, blocks.47.mod_y, transformer_blocks.47.norm1_context.linear_1",
        "mochi-1, blocks.46.mod_y, transformer_blocks.46.norm1_context.linear",
        "stable-diffusion-3-medium, joint_blocks.0.context_block.mlp.fc1, transformer_blocks.0.ff_context.net.0.proj",
        "stable-diffusion-1.5, output_blocks.5.2.conv, up_blocks.1.upsamplers.0.conv",
        "stable-diffusion-1.5, input_blocks.4.0.skip_connection, down_blocks.1.resnets.0.conv_shortcut",
        "stable-diffusion-xl, output_blocks.2.1.transformer_blocks.9.ff.net.2, up_blocks.0.attentions.2.transformer_blocks.9.ff.net.2",
    })
    void oneModuleHasOneNameInEach(String model, String name, String module) {
        assertThat(names(model).find(name).orElseThrow().modules()).extracting(linked -> linked.module().name()).containsExactly(module);
    }

    @Test
    void aFusedLayerIsSeveralModulesByRows() {
        NativeModule linear = names("flux.1-dev").find("single_blocks.0.linear1").orElseThrow();

        assertThat(linear.weight()).isEqualTo(Shape.of(21504, 3072));
        assertThat(linear.modules()).extracting(linked -> linked.module().name() + " " + linked.rows()).containsExactly(
                "single_transformer_blocks.0.attn.to_q [RowRange[from=0, to=3072]]",
                "single_transformer_blocks.0.attn.to_k [RowRange[from=3072, to=6144]]",
                "single_transformer_blocks.0.attn.to_v [RowRange[from=6144, to=9216]]",
                "single_transformer_blocks.0.proj_mlp [RowRange[from=9216, to=21504]]");
    }

    @Test
    void chunksThatLieApartAreGatheredAndHalvesAreExchanged() {
        NativeModule modulation = names("cogvideox-2b").find("mixins.adaln_layer.adaLN_modulations.0.1").orElseThrow();
        Map<String, List<RowRange>> rows = modulation.modules().stream()
                .collect(Collectors.toMap(linked -> linked.module().name(), LinkedModule::rows));

        assertThat(rows).containsEntry("transformer_blocks.0.norm1.linear", List.of(new RowRange(0, 5760), new RowRange(11520, 17280)));
        assertThat(rows).containsEntry("transformer_blocks.0.norm2.linear", List.of(new RowRange(5760, 11520), new RowRange(17280, 23040)));
        assertThat(names("flux.1-dev").find("final_layer.adaLN_modulation.1").orElseThrow().modules().getFirst().rows())
                .containsExactly(new RowRange(3072, 6144), new RowRange(0, 3072));
    }

    @Test
    void aNumberBehindAFusedLayerIsOneOfItsModules() {
        NativeNames names = names("cogvideox-2b");

        assertThat(names.find("model.diffusion_model.transformer.layers.3.attention.query_key_value.1").orElseThrow().modules())
                .extracting(linked -> linked.module().name())
                .containsExactly("transformer_blocks.3.attn1.to_k");
        assertThat(names.find("transformer.layers.3.attention.query_key_value.3")).isEmpty();
        assertThat(names.find("transformer.layers.30.attention.query_key_value")).isEmpty();
    }

    @Test
    void rowsByHeadComeInTurnsWhereTheInfixSaysSo() {
        NativeNames names = names("minimax-h3");

        assertThat(names.find("blocks.0.attn.qkv_proj").orElseThrow().modules().getFirst().rows()).containsExactly(new RowRange(0, 7168));
        assertThat(names.find("blocks.0.attn.qkv_proj", "default").orElseThrow().modules().get(1).rows())
                .hasSize(56)
                .startsWith(new RowRange(128, 256), new RowRange(512, 640))
                .endsWith(new RowRange(21_248, 21_376));
        assertThat(names.find("blocks.0.attn.out_proj", "default")).as("other names are those of any infix").isPresent();
    }

    @Test
    void theLastContextBlockAloneHasItsHalvesExchanged() {
        NativeNames large = names("stable-diffusion-3.5-large");

        assertThat(large.find("joint_blocks.37.context_block.adaLN_modulation.1").orElseThrow().modules().getFirst().rows()).hasSize(2);
        assertThat(large.find("joint_blocks.23.context_block.adaLN_modulation.1").orElseThrow().modules().getFirst().rows()).hasSize(1);
        assertThat(names("stable-diffusion-3.5-medium")
                        .find("joint_blocks.23.context_block.adaLN_modulation.1").orElseThrow().modules().getFirst().rows())
                .hasSize(2);
    }

    @Test
    void aFamilyWithoutAListHasNoForeignNames() {
        assertThat(NativeNames.of("unknown", new ModuleDictionary("transformer", main("cogvideox-2b").tensors())).modules()).isEmpty();
    }

    private static Stream<NativeModule> of(String model, String namespace) {
        return names(model).modules().stream().filter(module -> module.namespace().equals(namespace));
    }

    private static NativeNames names(String model) {
        return ModelCatalog.locator(model).nativeNames();
    }

    private static ModuleDictionary main(String model) {
        return ModelCatalog.find(model).orElseThrow().main();
    }
}
