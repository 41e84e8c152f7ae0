package dev.patchbay.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.ScaleRule;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.tensor.DType;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AdapterAssemblerTest {

    private static final String SAT = "model.diffusion_model.transformer.layers.0.attention.query_key_value";
    private static final OptionalDouble NOT_CHOSEN = OptionalDouble.empty();

    @Test
    void satPairsAreModulesWithOneOverRank() throws Exception {
        Adapter adapter = assemble(sat().build(), List.of());

        assertThat(adapter.modules()).extracting(AdapterModule::module).containsExactly(SAT + ".0", SAT + ".1", SAT + ".2");
        assertThat(adapter.modules()).allSatisfy(module -> {
            assertThat(module.rank()).isEqualTo(4);
            assertThat(module.scale()).isEqualTo(0.25);
            assertThat(module.scaleSource()).isEqualTo(ScaleSource.SAT_DEFAULT);
            assertThat(module.isComplete()).isTrue();
        });
        assertThat(adapter.leftovers()).extracting(MappedTensor::name)
                .containsExactly(SAT + ".original.weight", "conditioner.embedders.0.transformer.shared.weight");
        assertThat(adapter.convention())
                .contains(new Convention("none", "none", "sat", "matrix_A/matrix_B", "none", "none", "split", "lora", "none"));
    }

    @Test
    void renamedSatPairsKeepTheirScale() throws Exception {
        Adapter adapter = assemble(sat().build(), List.of(toDiffusers()));

        assertThat(adapter.modules()).extracting(AdapterModule::address).containsExactly(
                "transformer.transformer_blocks.0.attn1.to_q",
                "transformer.transformer_blocks.0.attn1.to_k",
                "transformer.transformer_blocks.0.attn1.to_v");
        assertThat(adapter.modules()).allSatisfy(module -> {
            assertThat(module.scale()).isEqualTo(0.25);
            assertThat(module.scaleSource()).isEqualTo(ScaleSource.SAT_DEFAULT);
        });
        assertThat(adapter.convention().orElseThrow().namespace()).isEqualTo("diffusers");
    }

    @Test
    void aScaleRuleReplacesTheHabit() throws Exception {
        Rule scale = new ScaleRule(KeyPattern.parse("**.lora_B.weight"), new ScaleRule.Factor.Constant(0.5));

        AdapterModule module = assemble(sat().build(), List.of(toDiffusers(), scale)).modules().getFirst();

        assertThat(module.scale()).isEqualTo(0.5);
        assertThat(module.scaleSource()).isEqualTo(ScaleSource.RULE);
    }

    @Test
    void aScaleRuleMultipliesADeclaredAlpha() throws Exception {
        Checkpoint checkpoint = new SyntheticCheckpoint()
                .tensor("transformer.a.lora_A.weight", 4, 8)
                .tensor("transformer.a.lora_B.weight", 8, 4)
                .values("transformer.a.alpha", DType.F32, new float[] {8}, new long[0])
                .build();
        Rule scale = new ScaleRule(KeyPattern.parse("**.lora_B.weight"), new ScaleRule.Factor.Constant(0.5));

        AdapterModule module = assemble(checkpoint, List.of(scale)).modules().getFirst();

        assertThat(module.scale()).isEqualTo(1);
        assertThat(module.scaleSource()).isEqualTo(ScaleSource.RULE);
    }

    @Test
    void aChosenScaleOverridesEverything() throws Exception {
        Checkpoint checkpoint = sat().build();

        Adapter adapter = AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.of(0.7));

        assertThat(adapter.modules()).allSatisfy(module -> {
            assertThat(module.scale()).isEqualTo(0.7);
            assertThat(module.scaleSource()).isEqualTo(ScaleSource.CHOSEN);
        });
    }

    @Test
    void anAlphaTensorIsDividedByTheRankOfItsPairAndIsNoLeftover() throws Exception {
        Checkpoint checkpoint = new SyntheticCheckpoint()
                .tensor("lora_unet_a_b.lora_down.weight", DType.F16, 8, 16)
                .tensor("lora_unet_a_b.lora_up.weight", DType.F16, 16, 8)
                .values("lora_unet_a_b.alpha", DType.F16, new float[] {4}, new long[0])
                .values("lora_unet_c.alpha", DType.F16, new float[] {4}, new long[0])
                .build();

        Adapter adapter = assemble(checkpoint, List.of());

        assertThat(adapter.modules().getFirst().scale()).isEqualTo(0.5);
        assertThat(adapter.modules().getFirst().scaleSource()).isEqualTo(ScaleSource.ALPHA_TENSOR);
        assertThat(adapter.leftovers()).extracting(MappedTensor::name).containsExactly("lora_unet_c.alpha");
        assertThat(adapter.convention())
                .contains(new Convention("lora_unet", "none", "flattened", "lora_down/lora_up", "none", "tensor", "split", "lora", "none"));
    }

    @Test
    void anAlphaTensorIsFoundAlthoughOnlyTheHalvesWereRenamed() throws Exception {
        Checkpoint checkpoint = new SyntheticCheckpoint()
                .tensor("lora_unet_a.lora_down.weight", 8, 16)
                .tensor("lora_unet_a.lora_up.weight", 16, 8)
                .values("lora_unet_a.alpha", DType.F32, new float[] {2}, new long[0])
                .build();
        Rule rename = new RenameRule(
                KeyPattern.parse("lora_unet_a.lora_{w:down=A,up=B}.weight"), NameTemplate.parse("transformer.x.lora_{w}.weight"));

        AdapterModule module = assemble(checkpoint, List.of(rename)).modules().getFirst();

        assertThat(module.address()).isEqualTo("transformer.x");
        assertThat(module.scale()).isEqualTo(0.25);
    }

    @Test
    void metadataWithAComponentGivesRankAndAlpha() throws Exception {
        AdapterModule module = assemble(pair("transformer.blocks.0.to_q", 4)
                .metadata("lora_adapter_metadata", "{\"transformer.r\": 4, \"transformer.lora_alpha\": 8}")
                .build(), List.of()).modules().getFirst();

        assertThat(module.scale()).isEqualTo(2);
        assertThat(module.scaleSource()).isEqualTo(ScaleSource.METADATA);
    }

    @Test
    void patternsOfTheConfigurationMatchTheEndOfAName() throws Exception {
        String config = """
                {"r": 4, "lora_alpha": 4, "alpha_pattern": {"to_q": 8, "^blocks.0.to_k": 2, "0\\\\.to_[v]": 1},
                 "rank_pattern": {"to_out": 2}}
                """;
        Checkpoint checkpoint = pair("base_model.model.blocks.0.to_q", 4)
                .tensor("base_model.model.blocks.0.to_k.lora_A.weight", 4, 8)
                .tensor("base_model.model.blocks.0.to_v.lora_A.weight", 4, 8)
                .tensor("base_model.model.blocks.0.to_out.lora_A.weight", 2, 8)
                .tensor("base_model.model.blocks.0.into_q.lora_A.weight", 4, 8)
                .companion("adapter_config.json", config)
                .build();

        assertThat(assemble(checkpoint, List.of()).modules()).extracting(AdapterModule::scale).containsExactly(2.0, 0.5, 0.25, 2.0, 1.0);
        assertThat(assemble(checkpoint, List.of()).modules())
                .extracting(AdapterModule::scaleSource)
                .containsOnly(ScaleSource.ADAPTER_CONFIG);
    }

    @Test
    void aRankStabilizedConfigurationDividesByTheRoot() throws Exception {
        Checkpoint checkpoint = pair("base_model.model.a", 4)
                .companion("adapter_config.json", "{\"r\": 4, \"lora_alpha\": 4, \"use_rslora\": true}")
                .build();

        assertThat(assemble(checkpoint, List.of()).modules().getFirst().scale()).isEqualTo(2);
    }

    @Test
    void aConfigurationWhoseExpressionsExplodeIsGivenUp() throws Exception {
        Checkpoint checkpoint = pair("base_model.model." + "a".repeat(60), 4)
                .companion("adapter_config.json", "{\"r\": 4, \"lora_alpha\": 2, \"alpha_pattern\": {\"(a+)+b\": 8, \"(\": 1}}")
                .build();

        assertThat(assemble(checkpoint, List.of()).modules().getFirst().scale()).isEqualTo(0.5, within(0.0));
    }

    @Test
    void whatIsNoJsonIsAWarning() throws Exception {
        Checkpoint checkpoint = pair("transformer.a", 4)
                .metadata("lora_adapter_metadata", "[[[[")
                .companion("adapter_config.json", "3")
                .build();

        assertThat(assemble(checkpoint, List.of()).modules().getFirst().scaleSource()).isEqualTo(ScaleSource.ASSUMED_ONE);
        assertThat(Declarations.of(checkpoint).warnings()).extracting(Object::toString).containsExactly(
                "lora_adapter_metadata is not the JSON object it should be, so rank and alpha cannot be read from it.",
                "adapter_config.json is not the JSON object it should be, so rank and alpha cannot be read from it.");
    }

    @Test
    void anInfixIsAnAxisOfItsOwnAndASecondAdapterIsLeftOver() throws Exception {
        Checkpoint checkpoint = new SyntheticCheckpoint()
                .tensor("blocks.0.q.lora_A.default.weight", 4, 8)
                .tensor("blocks.0.q.lora_B.default.weight", 8, 4)
                .tensor("blocks.0.q.lora_A.other.weight", 2, 8)
                .build();

        Adapter adapter = assemble(checkpoint, List.of());

        assertThat(adapter.modules()).hasSize(1);
        assertThat(adapter.leftovers()).extracting(MappedTensor::name).containsExactly("blocks.0.q.lora_A.other.weight");
        assertThat(adapter.convention())
                .contains(new Convention("none", "none", "native", "lora_A/lora_B", "default", "none", "split", "lora", "none"));
    }

    @Test
    void shapesThatAreNoMatricesDoNotBreakAnything() throws Exception {
        Checkpoint checkpoint = new SyntheticCheckpoint()
                .tensor("transformer.a.lora_A.weight")
                .tensor("transformer.b.lora_B.weight", 3)
                .tensor("transformer.c.lora_A.weight", 0, 4)
                .tensor("transformer.c.alpha", 2, 2)
                .build();

        Adapter adapter = assemble(checkpoint, List.of());

        assertThat(adapter.modules()).extracting(AdapterModule::rank).containsExactly(0L, 0L, 0L);
        assertThat(adapter.modules()).extracting(AdapterModule::scale).allMatch(Double::isFinite);
    }

    @Test
    void nothingIsNoAdapter() throws Exception {
        Adapter adapter = assemble(new SyntheticCheckpoint().tensor("a.weight", 2).build(), List.of());

        assertThat(adapter.modules()).isEmpty();
        assertThat(adapter.convention()).isEmpty();
        assertThat(adapter.leftovers()).hasSize(1);
    }

    private static SyntheticCheckpoint pairWithAlpha(SyntheticCheckpoint checkpoint, String module, long out, long rank, float alpha)
            throws Exception {
        return checkpoint.tensor(module + ".lora_down.weight", rank, 8)
                .tensor(module + ".lora_up.weight", out, rank)
                .values(module + ".alpha", DType.F32, new float[] {alpha}, new long[0]);
    }

    @Test
    void aFusedPairHasTheScaleOfItsFirstPart() throws Exception {
        SyntheticCheckpoint checkpoint =
                pairWithAlpha(pairWithAlpha(new SyntheticCheckpoint(), "transformer.a.q", 8, 1, 2), "transformer.a.k", 8, 2, 1);

        AdapterModule module = assemble(
                checkpoint.build(), List.of(RuleLine.parse("fuse transformer.a.q.{w:**}, transformer.a.k.{w:**} → transformer.a.qk.{w}")))
                .modules()
                .getFirst();

        assertThat(module.rank()).isEqualTo(3);
        assertThat(module.scale()).isEqualTo(2);
    }

    @Test
    void aPairThatIsCutKeepsItsScaleWhetherItsRankIsDividedOrNot() throws Exception {
        for (String pair : List.of("share", "divide")) {
            Checkpoint checkpoint = pairWithAlpha(new SyntheticCheckpoint(), "transformer.a.qk", 16, 4, 2).build();

            Adapter adapter = assemble(
                    checkpoint, List.of(
                    RuleLine.parse("split transformer.a.qk.{w:**} dim 0 pair " + pair + " → transformer.a.q.{w}, transformer.a.k.{w}")));

            assertThat(adapter.modules()).hasSize(2).allSatisfy(module -> assertThat(module.scale()).isEqualTo(0.5));
        }
    }

    private static Adapter assemble(Checkpoint checkpoint, List<Rule> rules) throws Exception {
        return AdapterAssembler.assemble(checkpoint, RuleSet.of(rules).apply(checkpoint.infos()), NOT_CHOSEN);
    }

    private static SyntheticCheckpoint pair(String module, long rank) {
        return new SyntheticCheckpoint().tensor(module + ".lora_A.weight", rank, 8).tensor(module + ".lora_B.weight", 8, rank);
    }

    private static SyntheticCheckpoint sat() {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint().tensor(SAT + ".original.weight", 24, 8);
        for (int i = 0; i < 3; i++) {
            checkpoint.tensor(SAT + ".matrix_A." + i, 4, 8).tensor(SAT + ".matrix_B." + i, 8, 4);
        }
        return checkpoint.tensor("conditioner.embedders.0.transformer.shared.weight", 16, 8);
    }

    private static Rule toDiffusers() throws Exception {
        return new RenameRule(
                KeyPattern.parse(""
                        + "model.diffusion_model.transformer.layers.{i:int}.attention.query_key_value.matrix_{m}.{p:0=to_q,1=to_k,2=to_v}"),
                NameTemplate.parse("transformer.transformer_blocks.{i}.attn1.{p}.lora_{m}.weight"));
    }
}
