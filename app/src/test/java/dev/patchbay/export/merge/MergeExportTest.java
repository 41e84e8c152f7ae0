package dev.patchbay.export.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.export.factors.ModuleError;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeExportTest {

    private static final Progress SILENT = (done, total, doing) -> {};
    private static final String MODULE = "transformer.blocks.0.attn1.to_q";

    @TempDir
    private Path folder;

    private static Adapter adapter(Checkpoint checkpoint) throws IOException {
        return AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty());
    }

    private static MergeInput input(Checkpoint checkpoint, double strength) throws IOException {
        return new MergeInput(checkpoint, adapter(checkpoint), strength);
    }

    private LowRankReport merge(OptionalInt rank, MergeInput... inputs) throws IOException {
        MergeExport export = new MergeExport(List.of(inputs));
        return export.write(export.plan(rank, SILENT, Cancellation.NEVER), target(), false, SILENT, Cancellation.NEVER);
    }

    private Path target() {
        return folder.resolve("merged.safetensors");
    }

    private static Checkpoint one() {
        return new SyntheticCheckpoint()
                .tensor(MODULE + ".lora_A.weight", 4, 24)
                .tensor(MODULE + ".lora_B.weight", 16, 4)
                .metadata("modelspec.architecture", "cogvideox")
                .build();
    }

    /** The same layer under another spelling, with an alpha; and one layer more. */
    private static Checkpoint other() {
        return new SyntheticCheckpoint()
                .tensor(MODULE + ".lora_down.weight", 2, 24)
                .tensor(MODULE + ".lora_up.weight", 16, 2)
                .values(MODULE + ".alpha", DType.F32, new float[] {1})
                .tensor("transformer.blocks.1.attn1.to_q.lora_down.weight", 2, 24)
                .tensor("transformer.blocks.1.attn1.to_q.lora_up.weight", 16, 2)
                .metadata("modelspec.architecture", "cogvideox")
                .metadata("ss_network_dim", "2")
                .build();
    }

    private static Matrix dense(Checkpoint checkpoint, int module) throws IOException {
        AdapterModule found = adapter(checkpoint).modules().get(module);
        LowRankFactors factors = new ModuleChange(checkpoint, found).read().product("m");
        return factors.rows(0, factors.outputs());
    }

    @Test
    void theExactMergeIsTheSumOfTheChangesAtTheirStrengths() throws IOException {
        LowRankReport report = merge(OptionalInt.empty(), input(one(), 0.5), input(other(), -2));

        assertThat(report.modules()).extracting(ModuleError::rank).containsExactly(6, 2);
        assertThat(report.largestError()).isLessThan(1e-6);
        try (Checkpoint written = ExportFixture.open(target())) {
            Matrix expected = dense(one(), 0).times(0.5).plus(dense(other(), 0).times(-2));
            assertThat(dense(written, 0).minus(expected).norm() / expected.norm()).isLessThan(1e-6);
            assertThat(adapter(written).modules()).allSatisfy(module -> assertThat(module.scale()).isEqualTo(1));
        }
    }

    @Test
    void aMergeBackToARankStatesItsError() throws IOException {
        LowRankReport report = merge(OptionalInt.of(3), input(one(), 1), input(other(), 1));

        LowRankFactors sum = new ModuleChange(one(), adapter(one()).modules().getFirst())
                .read()
                .product("m")
                .plus(new ModuleChange(other(), adapter(other()).modules().getFirst()).read().product("m"));
        assertThat(report.modules()).extracting(ModuleError::rank).containsOnly(3);
        assertThat(report.modules().getFirst().error()).isCloseTo(sum.svd("m").error(3), within(1e-6));
        assertThat(report.modules().getLast().error()).isZero();
    }

    @Test
    void oneAdapterAtStrengthOneKeepsEveryBit() throws IOException {
        LowRankReport report = merge(OptionalInt.empty(), input(one(), 1));

        assertThat(report.largestError()).isZero();
        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(written.tensor(MODULE + ".lora_B.weight").orElseThrow().data().toFloats())
                    .isEqualTo(one().tensor(MODULE + ".lora_B.weight").orElseThrow().data().toFloats());
        }
    }

    @Test
    void metadataKeepsWhatIsTrueOfAllAndDeclaresRanksThatDiffer() throws IOException {
        merge(OptionalInt.empty(), input(one(), 1), input(other(), 1));

        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(written.metadata()).containsEntry("modelspec.architecture", "cogvideox").doesNotContainKey("ss_network_dim");
            assertThat(written.metadata().get("lora_adapter_metadata")).contains("rank_pattern");
            assertThat(written.metadata().get("patchbay")).contains("\"strength\":1.0");
        }
    }

    @Test
    void layersOfDifferentSizesAreRefusedWithBothSizes() {
        Checkpoint wide = new SyntheticCheckpoint().tensor(MODULE + ".lora_A.weight", 4, 25).tensor(MODULE + ".lora_B.weight", 16, 4)
                .build();

        assertThatThrownBy(() -> merge(OptionalInt.empty(), input(one(), 1), input(wide, 1)))
                .isInstanceOf(ExportException.class)
                .hasMessageContainingAll("16 × 24", "16 × 25");
        assertThat(target()).doesNotExist();
    }

    @Test
    void magnitudesCannotBeAdded() {
        Checkpoint dora = new SyntheticCheckpoint()
                .tensor(MODULE + ".lora_A.weight", 4, 24)
                .tensor(MODULE + ".lora_B.weight", 16, 4)
                .tensor(MODULE + ".lora_magnitude_vector", 16)
                .build();

        assertThatThrownBy(() -> merge(OptionalInt.empty(), input(one(), 1), input(dora, 1)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("bake");
    }

    @Test
    void adaptersThatFlattenTheirNamesMeetUnderThem() throws IOException {
        Checkpoint flat = new SyntheticCheckpoint().tensor("lora_unet_blocks_0_q.lora_down.weight", 4, 24)
                .tensor("lora_unet_blocks_0_q.lora_up.weight", 16, 4).build();

        assertThat(merge(OptionalInt.empty(), input(flat, 0.5), input(flat, 0.5)).largestError()).isLessThan(1e-6);
        try (Checkpoint written = new CheckpointOpener(List.of(new SafetensorsReader()), ReadLimits.DEFAULT).open(target())) {
            assertThat(written.tensors()).containsOnlyKeys("lora_unet_blocks_0_q.lora_down.weight", "lora_unet_blocks_0_q.lora_up.weight");
            assertThat(dense(written, 0).minus(dense(flat, 0)).norm()).isLessThan(1e-5);
        }
    }

    @Test
    void anAdapterWithFlattenedNamesMeetsOneThatHasThePaths() throws IOException {
        Checkpoint flat = new SyntheticCheckpoint().tensor("lora_unet_blocks_0_attn1_to_q.lora_down.weight", 4, 24)
                .tensor("lora_unet_blocks_0_attn1_to_q.lora_up.weight", 16, 4).build();

        LowRankReport report = merge(OptionalInt.empty(), input(flat, 1), input(one(), 1));
        assertThat(report.modules()).extracting(ModuleError::module).containsExactly(MODULE);
    }

    @Test
    void namesThatCannotMeetAreRefusedWithTheWayOut() {
        Checkpoint flat = new SyntheticCheckpoint().tensor("lora_unet_other_q.lora_down.weight", 4, 24)
                .tensor("lora_unet_other_q.lora_up.weight", 16, 4).build();

        assertThatThrownBy(() -> merge(OptionalInt.empty(), input(flat, 1), input(one(), 1))).isInstanceOf(ExportException.class)
                .hasMessageContainingAll("lora_unet_other_q", MODULE, "--base");
    }

    @Test
    void loHaAndLoKrAreAddedAsTheirProducts() throws IOException {
        Checkpoint loha = new SyntheticCheckpoint()
                .tensor(MODULE + ".hada_w1_a", 16, 2)
                .tensor(MODULE + ".hada_w1_b", 2, 24)
                .tensor(MODULE + ".hada_w2_a", 16, 2)
                .tensor(MODULE + ".hada_w2_b", 2, 24)
                .build();
        Checkpoint lokr = new SyntheticCheckpoint().tensor(MODULE + ".lokr_w1", 4, 3).tensor(MODULE + ".lokr_w2", 4, 8).build();
        MergeExport export = new MergeExport(List.of(input(one(), 1), input(loha, 0.5), input(lokr, -2)));
        MergePlan plan = export.plan(OptionalInt.empty(), SILENT, Cancellation.NEVER);

        LowRankReport report = export.write(plan, target(), false, SILENT, Cancellation.NEVER);
        assertThat(plan.warnings()).singleElement().satisfies(warning -> assertThat(warning.text()).contains("rank 20"));
        assertThat(report.largestError()).isLessThan(1e-6);
        try (Checkpoint written = new CheckpointOpener(List.of(new SafetensorsReader()), ReadLimits.DEFAULT).open(target())) {
            Matrix wanted = dense(one(), 0).plus(dense(loha, 0).times(0.5)).plus(dense(lokr, 0).times(-2));
            assertThat(dense(written, 0).minus(wanted).norm()).isLessThan(1e-5 * wanted.norm());
        }
    }
}
