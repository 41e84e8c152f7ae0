package dev.patchbay.inspection.check;

import static dev.patchbay.inspection.Inspected.attention;
import static dev.patchbay.inspection.Inspected.diffusers;
import static dev.patchbay.inspection.Inspected.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.tensor.DType;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One check at a time, on adapters made up for it. */
class ChecksTest {

    private static final String BASE = "cogvideox-2b";
    private static final String TO_Q = "transformer.transformer_blocks.0.attn1.to_q";

    @Test
    void halvesThatDisagreeAboutTheRank() throws Exception {
        SyntheticCheckpoint torn =
                new SyntheticCheckpoint().tensor(TO_Q + ".lora_A.weight", 8, 1920).tensor(TO_Q + ".lora_B.weight", 1920, 4);

        InspectionReport report = Inspected.of(torn, BASE);

        assertThat(only(report, ProblemCode.RANK_MISMATCH).message()).hasToString(
                "1 module: the two halves of transformer_blocks.0.attn1.to_q disagree about the rank: A is [8, 1920] and B is [1920, 4], "
                        + "but the rows of A have to be as many as the columns of B.");
        assertThat(report.tensorStates()).containsEntry(TO_Q + ".lora_A.weight", TensorState.MISMATCHED);
        assertThat(report.verdict().outcome()).isEqualTo(Outcome.RAISES);
    }

    @Test
    void aRankThatAPersonExpectsNamesTheTensorAndOffersTheOther() throws Exception {
        InspectionReport report = Inspected.of(diffusers(30, 1920, 8), BASE, Expectation.rank(4));

        Problem problem = only(report, ProblemCode.RANK_MISMATCH);
        assertThat(problem.message()).hasToString(TO_Q + ".lora_B.weight is [1920, 8]; a loader that is told rank 4 expects [1920, "
                + "4] and stops with a "
                + "size mismatch (120 modules). The file was trained with rank 8.");
        assertThat(problem.fixes()).hasSize(1);
        assertThat(problem.fixes().getFirst())
                .isInstanceOfSatisfying(QuickFix.ResizeRank.class, fix -> assertThat(fix.rank()).isEqualTo(4));
        assertThat(problem.fixes().getFirst().label()).hasToString("Reduce to rank 4 (the nearest of that rank)");
        assertThat(report.reaches().values()).noneMatch(ModuleReach::fits);
        assertThat(Inspected.of(diffusers(30, 1920, 8), BASE, Expectation.rank(8)).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.ALPHA_UNKNOWN);
    }

    @Test
    void anAlphaThatAPersonExpects() throws Exception {
        Expectation expectation = new Expectation(OptionalLong.empty(), OptionalDouble.of(4));

        Problem problem = only(Inspected.of(diffusers(30, 1920, 8), BASE, expectation), ProblemCode.ALPHA_MISMATCH);

        assertThat(problem.message())
                .hasToString("Trained with alpha 4 and rank 8 the scale should be 0.5, but it is 1 (nothing says it; 120 modules).");
        assertThat(problem.fixes().getFirst())
                .isInstanceOfSatisfying(QuickFix.SetScale.class, fix -> assertThat(fix.scale()).isEqualTo(0.5));
        SyntheticCheckpoint declared =
                diffusers(30, 1920, 8)
                        .metadata("lora_adapter_metadata",
                        "{\"transformer.r\": 8, \"transformer.lora_alpha\": 4, \"transformer.target_modules\": [\"to_q\"]}");
        assertThat(Inspected.of(declared, BASE, expectation).problems()).isEmpty();
    }

    @Test
    void aScaleThatNothingSaysIsAWarning() throws Exception {
        Problem problem = only(Inspected.of(diffusers(30, 1920, 8), BASE), ProblemCode.ALPHA_UNKNOWN);

        assertThat(problem.severity()).isEqualTo(Severity.WARNING);
        assertThat(problem.message()).hasToString("Nothing in the file says how strong the adapter is (alpha), so loaders take scale "
                + "1 (120 modules). "
                + "If it was trained with an alpha other than its rank, set the scale to alpha / rank.");
    }

    @Test
    void metadataWithAnotherRankStopsDiffusers() throws Exception {
        SyntheticCheckpoint checkpoint =
                diffusers(30, 1920, 8)
                        .metadata("lora_adapter_metadata",
                        "{\"transformer.r\": 4, \"transformer.lora_alpha\": 4, \"transformer.target_modules\": [\"to_q\"]}");

        InspectionReport report = Inspected.of(checkpoint, BASE);

        assertThat(only(report, ProblemCode.RANK_MISMATCH).found()).isEqualTo("8");
        assertThat(report.verdict().message()).hasToString("diffusers stops: size mismatch for " + TO_Q);
    }

    @Test
    void metadataWithoutItsComponentStopsDiffusers() throws Exception {
        SyntheticCheckpoint checkpoint = diffusers(30, 1920, 8).metadata("lora_adapter_metadata", "{\"r\": 8, \"lora_alpha\": 8}");

        assertThat(Inspected.of(checkpoint, BASE).verdict().message())
                .hasToString("diffusers stops: KeyError: 'model_type', since lora_adapter_metadata lacks the prefix “transformer.”.");
    }

    @Test
    void aHalfThatIsMissing() throws Exception {
        InspectionReport report = Inspected.of(new SyntheticCheckpoint().tensor(TO_Q + ".lora_A.weight", 8, 1920), BASE);

        assertThat(only(report, ProblemCode.MISSING_HALF).message()).hasToString(
                "1 module: transformer.transformer_blocks.0.attn1.to_q lacks "
                + "its half lora_B (up). "
                + "A LoRA layer needs both.");
        assertThat(report.tensorStates()).containsEntry(TO_Q + ".lora_A.weight", TensorState.MISMATCHED);
    }

    @Test
    void rowsAndColumnsThatAreExchanged() throws Exception {
        String feedForward = "transformer.transformer_blocks.0.ff.net.0.proj";
        SyntheticCheckpoint turned =
                new SyntheticCheckpoint().tensor(feedForward + ".lora_A.weight", 1920, 8).tensor(feedForward + ".lora_B.weight", 8, 7680);

        Problem problem = only(Inspected.of(turned, BASE), ProblemCode.TRANSPOSED);

        assertThat(problem.axis()).isEqualTo("transposed");
        assertThat(problem.fixes()).singleElement().satisfies(fix -> assertThat(fix.certain()).isTrue());
        assertThat(problem.message()).hasToString("1 module: rows and columns of transformer_blocks.0.ff.net.0.proj are exchanged. "
                + "The file has "
                + "[1920, 8] · [8, 7680], and the layer in cogvideox-2b is [7680, 1920]; MLX writes such files.");
    }

    @Test
    void otherAlgorithmsAreNeverPassedOver() throws Exception {
        SyntheticCheckpoint checkpoint = diffusers(30, 1920, 8);
        for (int block = 0; block < 3; block++) {
            checkpoint.tensor("transformer.transformer_blocks." + block + ".attn1.to_q.lora_magnitude_vector", 1920);
        }

        Problem dora = only(Inspected.of(checkpoint, BASE), ProblemCode.UNSUPPORTED_ALGORITHM);

        assertThat(dora.message().toString())
                .startsWith("3 tensors such as " + TO_Q + ".lora_magnitude_vector: magnitudes of DoRA in PEFT's spelling.");
        Problem lycoris = only(
                Inspected.of(diffusers(30, 1920, 8).tensor(TO_Q + ".dora_scale", 1920, 1), BASE), ProblemCode.UNSUPPORTED_ALGORITHM);
        assertThat(lycoris.severity()).isEqualTo(Severity.ERROR);
        InspectionReport loha = Inspected.of(new SyntheticCheckpoint().tensor("lora_unet_a.hada_w1_a", 8, 4), BASE);
        assertThat(loha.problems()).extracting(Problem::code).contains(ProblemCode.UNSUPPORTED_ALGORITHM, ProblemCode.MISSING_HALF);
    }

    /** What diffusers applies and others do not is no error of the file. */
    @ParameterizedTest
    @CsvSource({".lora_magnitude_vector, magnitudes of DoRA", ".lora_B.bias, biases beside the up matrices"})
    void whatNotEveryProgramAppliesIsAWarning(String suffix, String words) throws Exception {
        SyntheticCheckpoint file = diffusers(30, 1920, 8);
        for (int block = 0; block < 30; block++) {
            for (String leaf : List.of("to_q", "to_k", "to_v", "to_out.0")) {
                file.tensor("transformer.transformer_blocks." + block + ".attn1." + leaf + suffix, 1920);
            }
        }
        InspectionReport report = Inspected.of(file, BASE);

        Problem problem = only(report, ProblemCode.UNSUPPORTED_ALGORITHM);
        assertThat(problem.severity()).isEqualTo(Severity.WARNING);
        assertThat(problem.message().toString()).contains(words).doesNotContain("Patchbay's preview");
        assertThat(report.count(Severity.ERROR)).isZero();
        assertThat(report.verdict().outcome()).isEqualTo(Outcome.APPLIES);
    }

    @ParameterizedTest
    @CsvSource({
        "'', .lora_A.weight, .lora_B.weight, prefix, IGNORED",
        "base_model.model., .lora_A.weight, .lora_B.weight, container, IGNORED",
        "diffusion_model., .lora_A.weight, .lora_B.weight, container, IGNORED",
        "transformer., .lora_down.weight, .lora_up.weight, suffix, RAISES",
        "transformer., .lora_A.default.weight, .lora_B.default.weight, infix, RAISES",
    })
    void namesThatAreRightButForOneAxisAreNamedByItAndHaveACertainFix(String prefix, String down, String up, String axis, Outcome outcome)
            throws Exception {
        InspectionReport report = Inspected.of(attention(30, 1920, 8, name -> prefix + name, down, up), BASE);

        Problem problem = only(report, ProblemCode.NAME_MISMATCH);
        assertThat(problem.axis()).isEqualTo(axis);
        assertThat(problem.severity()).isEqualTo(Severity.ERROR);
        assertThat(problem.tensors()).hasSize(240);
        assertThat(problem.fixes()).hasSize(1);
        assertThat(problem.fixes().getFirst().certain()).isTrue();
        assertThat(report.verdict().outcome()).isEqualTo(outcome);
    }

    @Test
    void axesThatMixAreMendedTogether() throws Exception {
        InspectionReport report =
                Inspected.of(attention(30, 1920, 8, name -> "base_model.model." + name, ".lora_down.weight", ".lora_up.weight"), BASE);

        QuickFix fix = report.problems().getFirst().fixes().getFirst();
        assertThat(fix.certain()).isTrue();
        assertThat(fix.label().toString()).startsWith("Map 240 tensors with “").contains(" + ");
    }

    @Test
    void flattenedNamesAreLookedUpAndMendedWithTheirSuffix() throws Exception {
        SyntheticCheckpoint kohya =
                attention(30, 1920, 8, name -> "lora_unet__" + name.replace('.', '_'), ".lora_down.weight", ".lora_up.weight");
        for (int block = 0; block < 30; block++) {
            kohya.values("lora_unet__transformer_blocks_" + block + "_attn1_to_q.alpha", DType.F32, new float[] {4}, new long[0]);
        }

        InspectionReport report = Inspected.of(kohya, BASE);

        assertThat(report.problems().getFirst().tensors()).hasSize(60);
        QuickFix fix = report.problems().getFirst().fixes().getFirst();
        assertThat(fix.certain()).isTrue();
        InspectionReport after = Inspected.of(
                kohya.build(), Inspected.base(BASE), ((QuickFix.ChangeRules) fix).rules(), Expectation.NONE, OptionalDouble.empty());
        assertThat(after.verdict().outcome()).isEqualTo(Outcome.APPLIES);
        assertThat(after.tensorStates().values()).containsOnly(TensorState.MAPPED);
    }

    @Test
    void whatTheBaseWasOpenedWithoutCannotBeChecked() throws Exception {
        SyntheticCheckpoint checkpoint = diffusers(30, 1920, 8)
                .tensor("unet.down_blocks.0.attn1.to_q.lora_A.weight", 8, 320)
                .tensor("unet.down_blocks.0.attn1.to_q.lora_B.weight", 320, 8);

        Problem problem = only(Inspected.of(checkpoint, BASE), ProblemCode.NAME_MISMATCH);

        assertThat(problem.axis()).isEqualTo("component");
        assertThat(problem.severity()).isEqualTo(Severity.WARNING);
        assertThat(problem.message()).hasToString("1 module: unet.down_blocks.0.attn1.to_q belongs to unet, and cogvideox-2b was "
                + "opened without such a "
                + "part, so it cannot be checked.");
    }

    @Test
    void aFileOfNothingButStrangeNamesIsToldInReasonableTimeAndLength() throws Exception {
        SyntheticCheckpoint strange = new SyntheticCheckpoint();
        for (int i = 0; i < 20_000; i++) {
            strange.tensor("a" + i + ".b.lora_A.weight", 1, 1);
        }

        InspectionReport report = Inspected.of(strange, BASE);

        assertThat(report.problems()).filteredOn(problem -> problem.code() == ProblemCode.NAME_MISMATCH).hasSize(101);
        assertThat(report.problems()).extracting(problem -> problem.message().toString())
                .contains("And 19900 other modules that cogvideox-2b does not have, such as a100.b.");
        assertThat(report.tensorStates()).hasSize(20_000);
    }

    @Test
    void convolutionsFitByTheirKernels() throws Exception {
        String conv = "unet.down_blocks.0.resnets.0.conv1";
        SyntheticCheckpoint right =
                new SyntheticCheckpoint().tensor(conv + ".lora_A.weight", 8, 320, 3, 3).tensor(conv + ".lora_B.weight", 320, 8, 1, 1);
        SyntheticCheckpoint wrong =
                new SyntheticCheckpoint().tensor(conv + ".lora_A.weight", 8, 320, 1, 1).tensor(conv + ".lora_B.weight", 320, 8, 1, 1);

        assertThat(Inspected.of(right, "stable-diffusion-1.5").verdict().outcome()).isEqualTo(Outcome.APPLIES);
        assertThat(only(Inspected.of(wrong, "stable-diffusion-1.5"), ProblemCode.SHAPE_MISMATCH).message()).hasToString(
                "1 module: down_blocks.0.resnets.0.conv1 does not fit. The file has [8, 320, 1, 1] · [320, 8, 1, 1], and the layer in "
                        + "stable-diffusion-1.5 is [320, 320, 3, 3].");
    }

    @Test
    void shapesThatAreNoMatricesAreProblemsAndNoFailures() throws Exception {
        SyntheticCheckpoint strange = new SyntheticCheckpoint()
                .tensor(TO_Q + ".lora_A.weight")
                .tensor(TO_Q + ".lora_B.weight", 3)
                .tensor("transformer.norm_final.lora_A.weight", 0, 0)
                .tensor("transformer.norm_final.lora_B.weight", 0, 0);

        InspectionReport report = Inspected.of(strange, BASE, Expectation.rank(4));

        assertThat(report.problems()).extracting(Problem::code).contains(ProblemCode.SHAPE_MISMATCH, ProblemCode.RANK_MISMATCH);
        assertThat(report.verdict().outcome()).isEqualTo(Outcome.RAISES);
    }
}
