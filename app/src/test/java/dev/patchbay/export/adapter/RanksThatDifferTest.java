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
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lora_B [64, 6] · lora_A [2, 64]} is no product: no reader gets such a pair. */
class RanksThatDifferTest {

    private static final String BLOCK = "transformer.transformer_blocks.0.attn1.";

    @TempDir
    Path folder;

    private static SyntheticCheckpoint torn() {
        return new SyntheticCheckpoint().tensor(BLOCK + "to_q.lora_A.weight", 2, 64).tensor(BLOCK + "to_q.lora_B.weight", 64, 6);
    }

    private static Conversion conversion(Checkpoint source, RuleSet rules, Program target) throws IOException {
        MappingResult mapping = rules.apply(source.infos());
        Adapter adapter = AdapterAssembler.assemble(source, mapping, OptionalDouble.of(1));
        return new Conversion(source, mapping, adapter, ModelCatalog.find("cogvideox-2b"), target);
    }

    @ParameterizedTest
    @EnumSource
    void aPairThatCannotBeMultipliedIsNotWritten(Program target) {
        assertThatThrownBy(() -> conversion(torn().build(), RuleSet.EMPTY, target).plan())
                .isInstanceOf(ExportException.class)
                .hasMessage("made-up.safetensors: no LoRA pair can be multiplied, such as transformer_blocks.0.attn1.to_q with the shapes "
                        + "[2, 64] · [64, 6]: the ranks of down and up differ, so there is nothing to export.");
    }

    @ParameterizedTest
    @EnumSource
    void theOthersAreWrittenAndThePairIsNamed(Program target) throws Exception {
        Checkpoint source = torn().tensor(BLOCK + "to_out.0.lora_A.weight", 2, 1920).tensor(BLOCK + "to_out.0.lora_B.weight", 1920, 2)
                .build();

        Conversion conversion = conversion(source, RuleSet.EMPTY, target);
        ExportPlan plan = conversion.plan();

        assertThat(plan.modules()).hasSize(1);
        assertThat(plan.dropped()).contains(BLOCK + "to_q.lora_A.weight", BLOCK + "to_q.lora_B.weight");
        assertThat(plan.warnings()).extracting(Message::toString).contains(
                "Modules left out because the ranks of their factors differ, so that no product can be formed: 1, such as "
                        + "transformer_blocks.0.attn1.to_q with the shapes [2, 64] · [64, 6].");
        ExportReport report = conversion.write(
                plan,
                folder.resolve(target == Program.PEFT || target == Program.SAT ? "out" : "out.safetensors"),
                false,
                Progress.SILENT,
                Cancellation.NEVER);
        assertThat(report.changes().modules()).hasSize(1);
    }

    @Test
    void matricesThatMlxStoresTheOtherWayRoundAreAPairOnceTheyAreTurned() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor(BLOCK + "to_q.lora_a", 1920, 2)
                .tensor(BLOCK + "to_q.lora_b", 2, 1920)
                .build();

        Conversion conversion = conversion(source, BuiltInRules.find("mlx").orElseThrow(), Program.DIFFUSERS);
        ExportReport report = conversion.write(
                conversion.plan(), folder.resolve("out.safetensors"), false, Progress.SILENT, Cancellation.NEVER);

        try (Checkpoint written = ExportFixture.open(report.out())) {
            assertThat(written.tensor(BLOCK + "to_q.lora_A.weight").orElseThrow().info().shape()).hasToString("[2, 1920]");
            assertThat(written.tensor(BLOCK + "to_q.lora_B.weight").orElseThrow().info().shape()).hasToString("[1920, 2]");
        }
        assertThat(report.changes().modules()).hasSize(1);
    }

    /** The factors of the other algorithms' products are asked as well. */
    @ParameterizedTest
    @ValueSource(strings = {"hada_w1", "hada_w2", "lokr_w1", "lokr_w2"})
    void factorsOfLohaAndLokrNeedOneRankToo(String torn) {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String factor : new String[] {torn.substring(0, 5) + "w1", torn.substring(0, 5) + "w2"}) {
            source.tensor(BLOCK + "to_q." + factor + "_a", 8, 2).tensor(BLOCK + "to_q." + factor + "_b", factor.equals(torn) ? 3 : 2, 8);
        }

        assertThatThrownBy(() -> conversion(source.build(), RuleSet.EMPTY, Program.COMFYUI).plan())
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("[8, 2] · [3, 8]");
    }
}
