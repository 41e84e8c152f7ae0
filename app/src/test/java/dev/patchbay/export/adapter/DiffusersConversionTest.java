package dev.patchbay.export.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.ExportReport;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ScaleChoice;
import dev.patchbay.loader.ScaleHandling;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.ScaleRule;
import dev.patchbay.mapping.SplitRule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffusersConversionTest {

    private static final String TO_Q = "transformer.transformer_blocks.0.attn1.to_q";

    @TempDir
    Path folder;

    @Test
    void bytesAreCopiedWhereNothingButNamesChanges() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("base_model.model.a.b.lora_A.weight", DType.BF16, 4, 8)
                .tensor("base_model.model.a.b.lora_B.weight", DType.BF16, 8, 4)
                .build();

        ExportReport report = write(source, RuleSet.EMPTY, OptionalDouble.empty());

        try (Checkpoint written = ExportFixture.open(report.out())) {
            assertThat(written.tensors().keySet())
                    .containsExactlyInAnyOrder("transformer.a.b.lora_A.weight", "transformer.a.b.lora_B.weight");
            assertThat(written.tensor("transformer.a.b.lora_B.weight").orElseThrow().info().dtype()).isEqualTo(DType.BF16);
            assertThat(written.tensor("transformer.a.b.lora_B.weight").orElseThrow().data().toFloats())
                    .containsExactly(source.tensor("base_model.model.a.b.lora_B.weight").orElseThrow().data().toFloats());
        }
        assertThat(report.maxRelativeError()).isZero();
        assertThat(report.plan().scale().orElseThrow().how()).isEqualTo(ScaleHandling.NONE);
        assertThat(report.plan().warnings()).extracting(Message::toString)
                .containsExactly("Nothing in the file says the scale of the adapter; 1 is taken, as loaders do.");
    }

    @Test
    void aDifferenceOfABiasStaysWhatItIsBesideAFoldedScale() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("diffusion_model.blocks.0.q.lora_down.weight", DType.F32, 2, 4)
                .tensor("diffusion_model.blocks.0.q.lora_up.weight", DType.F32, 3, 2)
                .values("diffusion_model.blocks.0.q.diff_b", DType.F32, new float[] {1, 2, 3}, 3)
                .build();

        ExportReport report = write(source, RuleSet.EMPTY, OptionalDouble.of(0.5));

        try (Checkpoint written = ExportFixture.open(report.out())) {
            assertThat(written.tensor("transformer.blocks.0.q.lora_B.bias").orElseThrow().data().toFloats()).containsExactly(1, 2, 3);
        }
        assertThat(report.plan().dropped()).isEmpty();
        assertThat(report.plan().warnings()).extracting(Message::toString)
                .anyMatch(warning -> warning.contains("names no built-in rules know"));
    }

    @Test
    void aScaleThatHalfPrecisionHoldsKeepsTheDtype() throws Exception {
        ExportReport report = write(pair(DType.F16).build(), RuleSet.EMPTY, OptionalDouble.of(0.3));

        assertThat(report.plan().tensors()).extracting(tensor -> tensor.info().dtype()).containsExactly(DType.F16, DType.F16);
        assertThat(report.plan().scale().orElseThrow().widened()).isZero();
        assertThat(report.maxRelativeError()).isBetween(1e-6, 1e-3);
    }

    @Test
    void aScaleThatBfloat16LosesWidensTheUpMatrixAlone() throws Exception {
        ExportReport report = write(pair(DType.BF16).build(), RuleSet.EMPTY, OptionalDouble.of(0.3));

        assertThat(report.plan().tensors()).extracting(tensor -> tensor.info().dtype()).containsExactly(DType.BF16, DType.F32);
        assertThat(report.plan().scale().orElseThrow().widened()).isEqualTo(1);
        assertThat(report.maxRelativeError()).isLessThan(1e-7);
    }

    @Test
    void valuesThatWouldOverflowOrVanishAreWidened() throws Exception {
        Checkpoint large = new SyntheticCheckpoint()
                .tensor(TO_Q + ".lora_A.weight", DType.F16, 1, 2)
                .values(TO_Q + ".lora_B.weight", DType.F16, new float[] {60000, 1}, 2, 1)
                .build();
        Checkpoint small = new SyntheticCheckpoint()
                .tensor(TO_Q + ".lora_A.weight", DType.F16, 1, 2)
                .values(TO_Q + ".lora_B.weight", DType.F16, new float[] {1e-6f, 2e-6f}, 2, 1)
                .build();

        assertThat(write(large, RuleSet.EMPTY, OptionalDouble.of(2)).plan().scale().orElseThrow().widened()).isEqualTo(1);
        assertThat(write(small, RuleSet.EMPTY, OptionalDouble.of(1.0 / 256)).plan().scale().orElseThrow().widened()).isEqualTo(1);
    }

    @Test
    void valuesThatAreNoNumbersAreRefusedByTheirTensor() {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor(TO_Q + ".lora_A.weight", DType.F16, 1, 2)
                .values(TO_Q + ".lora_B.weight", DType.F16, new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 3}, 3, 1)
                .build();

        assertThatThrownBy(() -> write(source, RuleSet.EMPTY, OptionalDouble.of(0.5)))
                .isInstanceOf(ExportException.class)
                .hasMessageContainingAll(TO_Q + ".lora_B.weight", "NaN");
    }

    @Test
    void theFactorOfAScaleRuleIsFoldedOnce() throws Exception {
        Checkpoint source = pair(DType.F32).build();
        RuleSet rules = RuleSet.of(List.of(
                new ScaleRule(KeyPattern.parse("**.lora_B.weight"), new ScaleRule.Factor.Constant(0.5)),
                new ScaleRule(KeyPattern.parse("**.lora_A.weight"), new ScaleRule.Factor.Constant(0.5))));

        ExportReport report = write(source, rules, OptionalDouble.empty());

        try (Checkpoint written = ExportFixture.open(report.out())) {
            float[] before = source.tensor(TO_Q + ".lora_B.weight").orElseThrow().data().toFloats();
            assertThat(written.tensor(TO_Q + ".lora_B.weight").orElseThrow().data().toFloats()[0]).isEqualTo(before[0] * 0.25f);
            assertThat(written.tensor(TO_Q + ".lora_A.weight").orElseThrow().data().toFloats())
                    .containsExactly(source.tensor(TO_Q + ".lora_A.weight").orElseThrow().data().toFloats());
        }
    }

    @Test
    void asMetadataTheTensorsStayAndRankAndAlphaAreWritten() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("transformer.a.lora_A.weight", 4, 8)
                .tensor("transformer.a.lora_B.weight", 8, 4)
                .tensor("transformer.b.lora_A.weight", 4, 8)
                .tensor("transformer.b.lora_B.weight", 8, 4)
                .tensor("transformer.c.lora_A.weight", 2, 8)
                .tensor("transformer.c.lora_B.weight", 8, 2)
                .build();

        ExportPlan plan = ExportFixture.export(source, RuleSet.EMPTY, OptionalDouble.of(0.5)).plan(ExportOptions.of(ScaleChoice.METADATA));

        assertThat(plan.tensors()).allMatch(tensor -> tensor.factor() == 1);
        assertThat(plan.scale().orElseThrow().how()).isEqualTo(ScaleHandling.METADATA);
        assertThat(plan.metadata()).containsEntry(
                "lora_adapter_metadata",
                "{\"transformer.r\":4,\"transformer.lora_alpha\":2,\"transformer.target_modules\":[\"a\",\"b\",\"c\"],"
                        + "\"transformer.rank_pattern\":{\"c\":2},\"transformer.alpha_pattern\":{\"c\":1}}");
    }

    @Test
    void aScaleIsSaidInMetadataWhereADifferenceOfABiasIsRescaledForIt() throws Exception {
        Checkpoint source = pair(DType.F32).tensor(TO_Q + ".diff_b", 32).build();

        ExportPlan plan = ExportFixture.export(source, RuleSet.EMPTY, OptionalDouble.of(0.5)).plan(ExportOptions.of(ScaleChoice.METADATA));

        assertThat(plan.scale().orElseThrow().how()).isEqualTo(ScaleHandling.METADATA);
        assertThat(plan.metadata()).containsKey("lora_adapter_metadata");
        assertThat(plan.tensors()).filteredOn(tensor -> tensor.info().name().endsWith(".lora_B.bias"))
                .allMatch(tensor -> tensor.factor() == 2).hasSize(1);
    }

    @Test
    void metadataThatIsReadAgainGivesTheSameScale() throws Exception {
        Checkpoint source = pair(DType.F32).build();
        Conversion export = ExportFixture.export(source, RuleSet.EMPTY, OptionalDouble.of(0.3));
        Path out = folder.resolve("metadata.safetensors");
        export.write(export.plan(ExportOptions.of(ScaleChoice.METADATA)), out, false, Progress.SILENT, Cancellation.NEVER);

        try (Checkpoint written = ExportFixture.open(out)) {
            MappingResult mapping = RuleSet.EMPTY.apply(written.infos());
            double scale = AdapterAssembler.assemble(written, mapping, OptionalDouble.empty()).modules().getFirst().scale();
            assertThat(scale).isEqualTo(0.3);
        }
    }

    @Test
    void metadataOfTheSourceIsKeptButForWhatWouldBeUntrue() throws Exception {
        Checkpoint source = pair(DType.F32)
                .metadata("lora_adapter_metadata", "{\"transformer.r\": 4, \"transformer.lora_alpha\": 8}")
                .metadata("ss_network_alpha", "8")
                .metadata("trainer", "somebody's \"own\"")
                .build();

        ExportPlan plan = ExportFixture.export(source, RuleSet.EMPTY).plan();

        assertThat(plan.scale().orElseThrow().values()).containsExactly(2.0);
        assertThat(plan.metadata())
                .containsOnlyKeys("format", "trainer", "patchbay")
                .containsEntry("format", "pt")
                .containsEntry("trainer", "somebody's \"own\"");
        assertThat(plan.metadata().get("patchbay"))
                .contains("\"source\":\"made-up.safetensors\"", "\"values\":[2.0]", "\"source\":\"metadata\"", "\"how\":\"folded\"");
    }

    @Test
    void aSplitPairSharesItsDownMatrix() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("transformer.a.qkv.lora_A.weight", 4, 8)
                .tensor("transformer.a.qkv.lora_B.weight", 24, 4)
                .build();
        Rule split = new SplitRule(KeyPattern.parse("transformer.a.qkv.{w:**}"), 0, List.of(), List.of(
                NameTemplate.parse("transformer.a.to_q.{w}"),
                NameTemplate.parse("transformer.a.to_k.{w}"),
                NameTemplate.parse("transformer.a.to_v.{w}")));

        ExportReport report = write(source, RuleSet.of(List.of(split)), OptionalDouble.of(1));

        assertThat(report.plan().tensors()).hasSize(6);
        assertThat(report.plan().split()).isEqualTo(6);
        try (Checkpoint written = ExportFixture.open(report.out())) {
            assertThat(written.tensor("transformer.a.to_v.lora_B.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(8, 4));
            assertThat(written.tensor("transformer.a.to_v.lora_A.weight").orElseThrow().data().toFloats())
                    .containsExactly(source.tensor("transformer.a.qkv.lora_A.weight").orElseThrow().data().toFloats());
        }
    }

    @Test
    void halvesForeignNamesAndOtherAlgorithmsAreLeftOutWithAWarning() throws Exception {
        Checkpoint source = pair(DType.F32)
                .tensor("transformer.only.lora_A.weight", 4, 8)
                .tensor("lora_unet_a_b.lora_down.weight", 4, 8)
                .tensor("lora_unet_a_b.lora_up.weight", 8, 4)
                .tensor(TO_Q + ".lora_magnitude_vector", 8)
                .build();

        ExportPlan plan = new Conversion(
                        source,
                        RuleSet.EMPTY.apply(source.infos()),
                        AdapterAssembler.assemble(source, RuleSet.EMPTY.apply(source.infos()), OptionalDouble.of(1)),
                        Optional.empty(),
                        Program.DIFFUSERS)
                .plan();

        assertThat(plan.tensors()).hasSize(2);
        assertThat(plan.dropped()).hasSize(4);
        assertThat(plan.warnings()).extracting(Message::toString).containsExactly(
                "Modules left out because one half of their pair is missing: 1, such as only.",
                "Modules left out because diffusers cannot read their names yet: 1, such as a_b.",
                "Parts left out because diffusers does not read them, so the new file acts differently from the old one: "
                        + "magnitudes of DoRA (1, such as transformer.transformer_blocks.0.attn1.to_q.lora_magnitude_vector).");
    }

    @Test
    void theComponentIsThatOfTheBaseWhereNamesHaveNone() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("down_blocks.0.attentions.0.proj_in.lora_A.weight", 4, 320)
                .tensor("down_blocks.0.attentions.0.proj_in.lora_B.weight", 320, 4)
                .build();
        MappingResult mapping = RuleSet.EMPTY.apply(source.infos());

        Adapter adapter = AdapterAssembler.assemble(source, mapping, OptionalDouble.of(1));
        ExportPlan plan = new Conversion(source, mapping, adapter, ModelCatalog.find("stable-diffusion-1.5"), Program.DIFFUSERS).plan();

        assertThat(plan.tensors().getFirst().info().name()).isEqualTo("unet.down_blocks.0.attentions.0.proj_in.lora_A.weight");
    }

    @Test
    void rulesWithProblemsAreNotExported() throws Exception {
        Checkpoint source = pair(DType.F32).build();
        RuleSet rules = RuleSet.of(List.of(
                new RenameRule(KeyPattern.parse("**.lora_{m}.weight"), NameTemplate.parse("transformer.x.lora_A.weight"))));

        assertThatThrownBy(() -> ExportFixture.export(source, rules).plan())
                .isInstanceOf(ExportException.class)
                .hasMessageStartingWith("The rules have to be put right before anything is written: ");
    }

    @Test
    void namesOfSatAreRefusedUntilTheyAreMapped() throws Exception {
        try (Checkpoint source = ExportFixture.open(ExportFixture.REFERENCE.resolve("sat-lora"))) {
            assertThatThrownBy(() -> ExportFixture.export(source, RuleSet.EMPTY).plan())
                    .isInstanceOf(ExportException.class)
                    .hasMessage("model.diffusion_model.transformer.layers.0.attention.query_key_value.matrix_A.0 and the other "
                            + "tensors still have names "
                            + "that diffusers cannot read; map them to modules of the base model first.");
        }
    }

    @Test
    void aFileWithoutAnAdapterIsRefused() throws Exception {
        Checkpoint source = new SyntheticCheckpoint().tensor("a.weight", 2, 2).build();

        assertThatThrownBy(() -> ExportFixture.export(source, RuleSet.EMPTY).plan())
                .isInstanceOf(ExportException.class)
                .hasMessage("made-up.safetensors: no pair of LoRA tensors was found, so there is nothing to export (Patchbay looks "
                        + "for lora_A/lora_B, "
                        + "lora_down/lora_up, lora.down/lora.up, lora_linear_layer, processor and matrix_A/matrix_B names).");
    }

    @Test
    void twoModulesForOneNameAreRefused() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("transformer.a.lora_A.weight", 4, 8)
                .tensor("transformer.a.lora_B.weight", 8, 4)
                .tensor("base_model.model.a.lora_A.weight", 4, 8)
                .tensor("base_model.model.a.lora_B.weight", 8, 4)
                .build();

        assertThatThrownBy(() -> ExportFixture.export(source, RuleSet.EMPTY).plan())
                .isInstanceOf(ExportException.class)
                .hasMessage("transformer.a.lora_A.weight and base_model.model.a.lora_A.weight would both become "
                        + "transformer.a.lora_A.weight; "
                        + "drop one of them, or map it elsewhere.");
    }

    @Test
    void valuesThatCannotBeMultipliedAreRefusedWithAScale() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("transformer.a.lora_A.weight", 1, 2)
                .data("transformer.a.lora_B.weight", new SyntheticCheckpoint.Bytes(DType.F8_E4M3, Shape.of(2, 1), new byte[2]))
                .build();

        assertThatThrownBy(() -> ExportFixture.export(source, RuleSet.EMPTY, OptionalDouble.of(0.5)).plan())
                .isInstanceOf(ExportException.class)
                .hasMessage("transformer.a.lora_B.weight: the scale cannot be folded into F8_E4M3 values; write it into the metadata "
                        + "instead.");
        assertThat(ExportFixture.export(source, RuleSet.EMPTY, OptionalDouble.of(0.5)).plan(ExportOptions.of(ScaleChoice.METADATA))
                .tensors()).hasSize(2);
    }

    private ExportReport write(Checkpoint source, RuleSet rules, OptionalDouble scale) throws Exception {
        Conversion export = ExportFixture.export(source, rules, scale);
        return export.write(export.plan(), folder.resolve("out.safetensors"), true, Progress.SILENT, Cancellation.NEVER);
    }

    private static SyntheticCheckpoint pair(DType dtype) {
        return new SyntheticCheckpoint().tensor(TO_Q + ".lora_A.weight", dtype, 4, 32).tensor(TO_Q + ".lora_B.weight", dtype, 32, 4);
    }
}
