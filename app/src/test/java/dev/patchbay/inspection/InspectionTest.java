package dev.patchbay.inspection;

import static dev.patchbay.inspection.Inspected.DEMO;
import static dev.patchbay.inspection.Inspected.REFERENCE;
import static dev.patchbay.inspection.Inspected.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a person is told: whole sentences, states and verdicts of whole files. */
class InspectionTest {

    private static final String PIPELINE = DEMO.resolve("pipeline").toString();
    private static final String TINY = REFERENCE.resolve("diffusers-transformer").toString();
    private static final RuleSet SAT = BuiltInRules.find("sat-lora-to-cogvideox").orElseThrow();

    @Test
    void theTrainingStateOfSatIsExplainedOncePerKindOfModuleWithACertainFix() throws Exception {
        InspectionReport report = Inspected.of(REFERENCE.resolve("sat-lora"), TINY, RuleSet.EMPTY);

        List<Problem> names = report.problems().stream().filter(problem -> problem.code() == ProblemCode.NAME_MISMATCH).toList();
        assertThat(names).hasSize(4).allSatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.ERROR);
            assertThat(problem.axis()).isEqualTo("namespace");
            assertThat(problem.tensors()).hasSize(60);
            assertThat(problem.fixes()).hasSize(1);
            assertThat(problem.fixes().getFirst().certain()).isTrue();
            assertThat(problem.fixes().getFirst().label()).hasToString("Map 240 tensors with “SAT LoRA to diffusers (CogVideoX)”");
            assertThat(((QuickFix.ChangeRules) problem.fixes().getFirst()).rules()).isEqualTo(SAT);
        });
        assertThat(report.verdict().outcome()).isEqualTo(Outcome.RAISES);
        assertThat(report.verdict().message().toString())
                .startsWith("diffusers stops: Invalid LoRA checkpoint. Make sure all LoRA param names contain 'lora' substring.");
        assertThat(report.tensorStates()).containsEntry("first_stage_model.encoder.conv_in.conv.weight", TensorState.LEFTOVER);
        assertThat(report.tensorStates().values().stream().filter(TensorState.UNMATCHED::equals)).hasSize(240);
        assertThat(report.reaches()).isEmpty();
    }

    @Test
    void eachKindOfModuleIsSaidWithTheModuleThatTheRulesLeadItTo() throws Exception {
        InspectionReport report = Inspected.of(REFERENCE.resolve("sat-lora"), TINY, RuleSet.EMPTY);

        assertThat(report.problems()).filteredOn(problem -> problem.code() == ProblemCode.NAME_MISMATCH)
                .extracting(problem -> problem.message().toString())
                .containsExactly(
                        otherName("query_key_value.0", "to_q"),
                        otherName("query_key_value.1", "to_k"),
                        otherName("query_key_value.2", "to_v"),
                        otherName("dense.0", "to_out.0"));
        assertThat(report.problems().get(1).module()).isEqualTo("transformer_blocks.0.attn1.to_k");
        assertThat(report.problems().get(1).expected()).isEqualTo("transformer_blocks.{i}.attn1.to_k");
    }

    private static String otherName(String found, String wanted) {
        return "30 blocks: diffusers-transformer has no module model.diffusion_model.transformer.layers.{i}.attention." + found
                + ", so what looks for those names passes over it; it is another name for transformer_blocks.{i}.attn1." + wanted + ".";
    }

    @Test
    void whatIsLeftOverIsSaidByKindAndTheScaleThatNobodyWroteDown() throws Exception {
        InspectionReport report = Inspected.of(REFERENCE.resolve("sat-lora"), TINY, RuleSet.EMPTY);

        assertThat(report.problems())
                .filteredOn(problem -> problem.severity() == Severity.INFO)
                .extracting(problem -> problem.message().toString())
                .containsExactly(
                        "120 tensors such as model.diffusion_model.transformer.layers.0.attention.query_key_value.original.weight: "
                                + "weights of the "
                                + "base model under the trained layers; an export leaves them out.",
                        "3 tensors such as conditioner.embedders.0.transformer.shared.weight: the text encoder, no part of the adapter; "
                                + "an export leaves it out.",
                        "2 tensors such as first_stage_model.encoder.conv_in.conv.weight: the VAE, no part of the adapter; "
                                + "an export leaves it out.",
                        "437 tensors such as model.diffusion_model.transformer.layers.0.mlp.dense_h_to_4h.weight: no part of the adapter; "
                                + "an export leaves them out.",
                        "scale 1/rank = 0.25 is written nowhere in the file; SAT trains with it, and Patchbay applies it.");
    }

    @Test
    void afterTheFixEverythingIsMappedAndNothingIsWrong() throws Exception {
        InspectionReport report = Inspected.of(REFERENCE.resolve("sat-lora"), TINY, SAT);

        assertThat(report.count(Severity.ERROR)).isZero();
        assertThat(report.count(Severity.WARNING)).isZero();
        assertThat(report.verdict().outcome()).isEqualTo(Outcome.APPLIES);
        assertThat(report.verdict().message()).hasToString("diffusers applies the whole adapter (120 modules).");
        assertThat(report.tensorStates().values().stream().filter(TensorState.MAPPED::equals)).hasSize(240);
        assertThat(report.tensorStates()).containsEntry("first_stage_model.encoder.conv_in.conv.weight", TensorState.DROPPED);
        assertThat(report.reaches()).hasSize(120);
        assertThat(report.reaches().get("transformer.transformer_blocks.7.attn1.to_k")).isEqualTo(new ModuleReach(
                "transformer",
                "transformer_blocks.7.attn1.to_k",
                4,
                true,
                List.of(
                        "model.diffusion_model.transformer.layers.7.attention.query_key_value.matrix_A.1",
                        "model.diffusion_model.transformer.layers.7.attention.query_key_value.matrix_B.1")));
    }

    @Test
    void theRightFixOnABaseOfAnotherWidthIsOfferedButNotCertain() throws Exception {
        InspectionReport before = Inspected.of(DEMO.resolve("trail-sat"), "cogvideox-2b", RuleSet.EMPTY);
        QuickFix fix = before.problems().getFirst().fixes().getFirst();

        assertThat(fix.certain()).isFalse();
        assertThat(fix.label()).hasToString("Map 48 tensors with “SAT LoRA to diffusers (CogVideoX)”");
        InspectionReport after = Inspected.of(DEMO.resolve("trail-sat"), "cogvideox-2b", ((QuickFix.ChangeRules) fix).rules());
        assertThat(only(after, ProblemCode.SHAPE_MISMATCH).message()).hasToString(
                "24 modules: transformer_blocks.{i}.attn1.to_q was trained for a layer of [128, 128], but in cogvideox-2b it is "
                        + "[1920, 1920]: "
                        + "trained on a model 128 wide, this one is 1920.");
        assertThat(after.tensorStates().values().stream().filter(TensorState.MISMATCHED::equals)).hasSize(48);
        assertThat(after.reaches().values()).isNotEmpty().noneMatch(ModuleReach::fits);
    }

    @Test
    void thePeftFolderHasAWrapperAndClaimsAnotherRank() throws Exception {
        InspectionReport report = Inspected.of(DEMO.resolve("outline-peft"), PIPELINE, RuleSet.EMPTY);

        Problem container = only(report, ProblemCode.NAME_MISMATCH);
        assertThat(container.axis()).isEqualTo("container");
        assertThat(container.message()).hasToString(
                "24 modules: the names start with “base_model.model”, which training tools wrap around the model. diffusers looks for "
                        + "transformer.transformer_blocks.0.attn1.to_k.lora_A.weight; "
                        + "base_model.model.transformer_blocks.0.attn1.to_k.lora_A.weight is not such a name.");
        assertThat(container.fixes()).extracting(QuickFix::certain).containsExactly(true);
        Problem rank = only(report, ProblemCode.RANK_MISMATCH);
        assertThat(rank.severity()).isEqualTo(Severity.ERROR);
        assertThat(rank.expected()).isEqualTo("16");
        assertThat(rank.found()).isEqualTo("8");
        assertThat(rank.message()).hasToString("adapter_config.json says rank 16, but the tensors have rank 8 (24 modules). Loaders "
                + "that believe it "
                + "stop with a size mismatch; an export by Patchbay carries the right rank.");
        assertThat(report.verdict().outcome()).isEqualTo(Outcome.IGNORED);
        assertThat(report.verdict().message()).hasToString("diffusers runs without the adapter and only warns: "
                + "No LoRA keys associated to CogVideoXTransformer3DModel found with the prefix='transformer'");

        InspectionReport after = Inspected.of(
                DEMO.resolve("outline-peft"), PIPELINE, ((QuickFix.ChangeRules) container.fixes().getFirst()).rules());
        assertThat(after.count(Severity.ERROR)).isZero();
        assertThat(after.verdict().outcome()).isEqualTo(Outcome.APPLIES);
        assertThat(only(after, ProblemCode.RANK_MISMATCH).message()).hasToString(
                "adapter_config.json says rank 16, but the tensors have rank 8 (24 modules). The exported file does not carry that "
                        + "statement any more.");
    }

    @Test
    void aRepairedFileHasNoProblems() throws Exception {
        InspectionReport report = Inspected.of(DEMO.resolve("trail-diffusers.safetensors"), PIPELINE, RuleSet.EMPTY);

        assertThat(report.problems()).isEmpty();
        assertThat(report.verdict().outcome()).isEqualTo(Outcome.APPLIES);
        assertThat(report.verdict().version()).isEqualTo("0.40.0.dev0");
    }

    @Test
    void aBaseOfAnotherFamilyIsNamed() throws Exception {
        SyntheticCheckpoint wan = new SyntheticCheckpoint();
        for (int block = 0; block < 30; block++) {
            for (String leaf : List.of("attn1.to_q", "attn2.to_k")) {
                wan.tensor("transformer.blocks." + block + "." + leaf + ".lora_A.weight", 16, 1536);
                wan.tensor("transformer.blocks." + block + "." + leaf + ".lora_B.weight", 1536, 16);
            }
        }

        InspectionReport report = Inspected.of(wan, "cogvideox-2b");

        assertThat(only(report, ProblemCode.WRONG_FAMILY).message()).hasToString(
                "A base of another family: this adapter (60 modules) has the names and sizes of wan2.1-t2v-1.3b, a wan model, but "
                        + "cogvideox-2b is "
                        + "a cogvideox model. An adapter only works on the family it was trained on; choose another base or another "
                                + "adapter.");
        assertThat(report.problems()).extracting(Problem::code).doesNotContain(ProblemCode.NAME_MISMATCH, ProblemCode.SHAPE_MISMATCH);
        assertThat(report.verdict().message())
                .hasToString("diffusers stops: Target modules not found in the base model, blocks.0.attn1.to_q for one.");
    }

    @Test
    void aSatAdapterIsOfTheCogVideoXFamilyAlthoughItsNamesAreNot() throws Exception {
        InspectionReport report = Inspected.of(DEMO.resolve("trail-sat"), "wan2.1-t2v-1.3b", RuleSet.EMPTY);

        assertThat(only(report, ProblemCode.WRONG_FAMILY).message()).hasToString(
                "A base of another family: this adapter (24 modules) has names of cogvideox, cogview4 models, but wan2.1-t2v-1.3b is a "
                        + "wan model. An adapter only works on the family it was trained on; choose another base or another adapter.");
    }

    @Test
    void anAdapterOfTheSameFamilyAndAnotherSizeIsNamedByItsModel() throws Exception {
        InspectionReport report = Inspected.of(Inspected.diffusers(42, 3072, 8), "cogvideox-2b");

        assertThat(report.problems()).extracting(Problem::code).doesNotContain(ProblemCode.WRONG_FAMILY);
        assertThat(only(report, ProblemCode.SHAPE_MISMATCH).message()).hasToString(
                "120 modules: transformer_blocks.{i}.attn1.to_q was trained for a layer of [3072, 3072], but in cogvideox-2b it is "
                        + "[1920, 1920]: "
                        + "trained on a model 3072 wide such as cogvideox-5b, this one is 1920.");
        assertThat(report.verdict().message()).hasToString("diffusers stops: size mismatch for "
                + "transformer.transformer_blocks.0.attn1.to_q");
    }

    @Test
    void blocksBeyondTheLastAreAPartThatDoesNothing() throws Exception {
        InspectionReport report = Inspected.of(Inspected.diffusers(32, 1920, 8), "cogvideox-2b");

        assertThat(report.verdict().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.verdict().message()).hasToString("diffusers applies 120 of 128 modules; the others do nothing.");
        assertThat(report.count(Severity.ERROR)).isEqualTo(4);
    }

    @Test
    void aFileWithoutAnAdapterSaysSo() throws Exception {
        InspectionReport report = Inspected.of(REFERENCE.resolve("diffusers-transformer"), "cogvideox-2b", RuleSet.EMPTY);

        assertThat(report.problems()).extracting(Problem::code).containsExactly(ProblemCode.SHAPE_MISMATCH);
        assertThat(report.problems().getFirst().message().toString())
                .startsWith("The weights of a whole model, but ").contains(" have another shape than in cogvideox-2b, such as ");
        assertThat(Inspected.of(REFERENCE.resolve("diffusers-transformer"), TINY, RuleSet.EMPTY).problems()).isEmpty();
        InspectionReport strange = Inspected.of(new SyntheticCheckpoint().tensor("a.b", 3), "cogvideox-2b");
        assertThat(only(strange, ProblemCode.NAME_MISMATCH).message()).hasToString("made-up.safetensors: not one of 1 tensor is named like "
                + "part of a LoRA (lora_A/lora_B, lora_down/lora_up, matrix_A/matrix_B and the like). If it is one, drag its tensors onto "
                + "the modules they belong to.");
    }

    @Test
    void aRepairOfPartOfTheModulesShowsHowFarItIs() throws Exception {
        RuleSet rules = RuleSet.of(List.of(new RenameRule(
                KeyPattern.parse("model.diffusion_model.transformer.layers.{i:int}.attention.query_key_value.matrix_{m}.{p:0=to_q,1=to_k}"),
                NameTemplate.parse("transformer.transformer_blocks.{i}.attn1.{p}.lora_{m}.weight"))));

        try (Checkpoint checkpoint = TestOpener.OPENER.open(DEMO.resolve("trail-sat"))) {
            InspectionReport report =
                    Inspected.of(checkpoint, Inspected.base(PIPELINE), rules, Expectation.NONE, OptionalDouble.empty());

            assertThat(report.tensorStates().values().stream().filter(TensorState.MAPPED::equals)).hasSize(24);
            assertThat(report.tensorStates().values().stream().filter(TensorState.UNMATCHED::equals)).hasSize(24);
            assertThat(report.count(Severity.ERROR)).isEqualTo(2);
            QuickFix fix = report.problems().getFirst().fixes().getFirst();
            assertThat(fix.certain()).isTrue();
        }
    }

    @Test
    void aBlockBeyondTheDepthIsNamedAsThat() throws Exception {
        InspectionReport report = Inspected.of(Inspected.diffusers(31, 1920, 8), "cogvideox-2b");
        assertThat(Inspected.only(report, ProblemCode.NAME_MISMATCH, "transformer_blocks.30.attn1.to_q").message().text())
                .isEqualTo("1 module: cogvideox-2b has no transformer_blocks.30.attn1.to_q: it has fewer blocks than the adapter was "
                        + "made for, "
                        + "so this part of the adapter does nothing.");
    }

    @Test
    void oneOddLayerIsNotBlamedOnTheModelThatAllOthersFit() throws Exception {
        SyntheticCheckpoint checkpoint = Inspected.diffusers(29, 1920, 8)
                .tensor("transformer.transformer_blocks.29.attn1.to_q.lora_A.weight", 8, 3072)
                .tensor("transformer.transformer_blocks.29.attn1.to_q.lora_B.weight", 3072, 8);
        assertThat(Inspected.only(Inspected.of(checkpoint, "cogvideox-2b"), ProblemCode.SHAPE_MISMATCH).message().text())
                .endsWith("trained on a model 3072 wide, this one is 1920.");
    }
}
