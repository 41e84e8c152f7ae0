package dev.patchbay.export.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.Conversion;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.ConversionRules;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Layers that a file says twice, fused and apart, count once, under the names of the base. */
class RepeatedModulesTest {

    private static final BaseModel Z_IMAGE = ModelCatalog.find("z-image").orElseThrow();
    private static final int WIDTH = 3840;
    private static final String QKV = "lora_unet_layers_2_attention_qkv";

    private static SyntheticCheckpoint source(float fusedValue) {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String leaf : List.of("to_q", "to_k", "to_v")) {
            pair(source, "lora_unet_layers_2_attention_" + leaf, WIDTH, 1);
        }
        pair(source, "lora_unet_layers_2_attention_to_out_0", WIDTH, 1);
        pair(source, QKV, 3 * WIDTH, fusedValue);
        pair(source, "lora_unet_layers_2_attention_out", WIDTH, 1);
        return source;
    }

    private static void pair(SyntheticCheckpoint source, String module, int rows, float value) {
        source.values(module + ".lora_down.weight", DType.F32, filled(WIDTH, 1), 1, WIDTH);
        source.values(module + ".lora_up.weight", DType.F32, filled(rows, value), rows, 1);
        source.values(module + ".alpha", DType.F32, new float[] {1});
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    private static ExportPlan plan(Checkpoint source) throws IOException {
        WorkspaceState state = new WorkspaceState(
                Optional.of(source), Optional.of(Z_IMAGE), RuleSet.EMPTY, Expectation.NONE, OptionalDouble.empty());
        ConversionRules chosen = ConversionRules.choose(new Analyzer(state, KnownRules.BUILT_IN), Program.DIFFUSERS);
        Analysis analysis = chosen.file().map(chosen.rules());
        return new Conversion(source, analysis.mapping(), analysis.adapter(), Optional.of(Z_IMAGE), Program.DIFFUSERS).plan();
    }

    @Test
    void theLayersAreWrittenOnceUnderTheNamesOfTheBase() throws Exception {
        ExportPlan plan = plan(source(1).build());

        assertThat(plan.modules()).extracting(module -> module.name()).containsExactlyInAnyOrder(
                "transformer.layers.2.attention.to_q", "transformer.layers.2.attention.to_k", "transformer.layers.2.attention.to_v",
                "transformer.layers.2.attention.to_out.0");
        assertThat(plan.warnings()).extracting(Message::key).containsExactly("export.warning.repeated");
        assertThat(plan.warnings().getFirst().arguments()).startsWith(2);
    }

    /** diffusers' converter leaves a fused layer out beside the parts, whatever is in it. */
    @Test
    void whereTheTwoDisagreeTheBasesOwnNamesCountAndThatIsSaid() throws Exception {
        ExportPlan plan = plan(source(2).build());

        assertThat(plan.modules()).hasSize(4);
        assertThat(plan.warnings()).extracting(Message::key)
                .containsExactly("export.warning.repeated", "export.warning.repeatedOtherwise");
    }

    @Test
    void aFusedLayerWithNothingBesideItIsNoRepeat() throws Exception {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        pair(source, QKV, 3 * WIDTH, 1);

        ExportPlan plan = plan(source.build());

        assertThat(plan.modules()).hasSize(3);
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void checkCallsThemRepeatsAndNotUnknownNames() throws Exception {
        List<Problem> problems =
                Inspected.of(source(1).build(), Z_IMAGE, RuleSet.EMPTY, Expectation.NONE, OptionalDouble.empty()).problems();

        assertThat(problems).filteredOn(problem -> problem.code() == ProblemCode.REPEATED_MODULE).singleElement().satisfies(problem ->
                assertThat(problem.message().text()).startsWith("2 modules such as layers_2_attention_qkv"));
        assertThat(problems).filteredOn(problem -> problem.code() == ProblemCode.NAME_MISMATCH)
                .noneMatch(problem -> problem.message().text().contains("attention_qkv"));
    }
}
