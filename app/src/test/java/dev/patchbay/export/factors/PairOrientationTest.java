package dev.patchbay.export.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.bake.BakeExport;
import dev.patchbay.export.merge.MergeExport;
import dev.patchbay.export.resize.ResizeExport;
import dev.patchbay.export.resize.ResizePlan;
import dev.patchbay.lowrank.DenseChange;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs that are stored with rows and columns exchanged, as MLX writes them. */
class PairOrientationTest {

    private static final String BLOCK = "transformer.blocks.";

    @TempDir
    private Path folder;

    /** {@code [in, r]} and {@code [r, out]}. */
    private static SyntheticCheckpoint turned(SyntheticCheckpoint checkpoint, int block, int in, int rank, int out) {
        return checkpoint.tensor(BLOCK + block + ".q.lora_A.weight", in, rank).tensor(BLOCK + block + ".q.lora_B.weight", rank, out);
    }

    private static Adapter straight(Checkpoint checkpoint) throws IOException {
        return PairOrientation.straight(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), Optional.empty());
    }

    private static boolean isTurned(SyntheticCheckpoint checkpoint) throws IOException {
        return straight(checkpoint.build()).modules().stream().anyMatch(PairOrientation::isTurned);
    }

    /** The change of a module of which both matrices lie the other way round, {@code [out, in]}, from the stored values themselves. */
    private static Matrix change(Checkpoint checkpoint, String down, String up) throws IOException {
        Matrix first = Matrix.read("m", checkpoint.tensor(down).orElseThrow().data());
        return first.times(Matrix.read("m", checkpoint.tensor(up).orElseThrow().data())).transposed();
    }

    private void resize(ResizeExport export, int rank, Path target) throws IOException {
        ResizePlan plan = export.plan(new RankChoice.Fixed(rank), Progress.SILENT, Cancellation.NEVER);
        export.write(plan, target, false, Progress.SILENT, Cancellation.NEVER);
    }

    @Test
    void anOblongLayerTellsForTheSquareOnesBesideIt() throws IOException {
        assertThat(isTurned(turned(turned(new SyntheticCheckpoint(), 0, 16, 4, 16), 1, 16, 4, 64))).isTrue();
        assertThat(isTurned(turned(turned(new SyntheticCheckpoint(), 0, 4, 16, 4), 1, 4, 16, 4))).as("as usual").isFalse();
    }

    @Test
    void squareLayersOfSeveralSizesHaveOneRankOneWayOnly() throws IOException {
        assertThat(isTurned(turned(turned(new SyntheticCheckpoint(), 0, 16, 4, 16), 1, 64, 4, 64))).isTrue();
        assertThat(isTurned(turned(turned(new SyntheticCheckpoint(), 0, 16, 4, 16), 1, 16, 64, 16))).as("rank 16, layers 4 and 64 wide")
                .isFalse();
    }

    @Test
    void aDeclaredRankTellsWhereShapesDoNot() throws IOException {
        SyntheticCheckpoint checkpoint = turned(new SyntheticCheckpoint(), 0, 16, 4, 16);

        assertThat(isTurned(checkpoint.metadata("lora_adapter_metadata", "{\"transformer.r\": 4, \"transformer.lora_alpha\": 4}")))
                .isTrue();
        assertThat(isTurned(checkpoint.metadata("lora_adapter_metadata", "{\"transformer.r\": 16, \"transformer.lora_alpha\": 4}")))
                .isFalse();
    }

    /** It was read as rank 16 of a layer 4 wide, resized, and called verified. */
    @Test
    void whatNothingTellsIsRefusedAndNamed() {
        Checkpoint source = turned(turned(new SyntheticCheckpoint(), 0, 16, 4, 16), 1, 16, 4, 16).build();

        assertThatThrownBy(() -> ResizeExport.of(source))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining(source.path().toString())
                .hasMessageContaining(BLOCK + "0.q.lora_A.weight is [16, 4]")
                .hasMessageContaining("rank 16, or rank 4")
                .hasMessageContaining("convert it first");
    }

    @Test
    void theBaseTellsAnyway() throws IOException {
        Checkpoint source = turned(new SyntheticCheckpoint(), 0, 16, 4, 16).build();
        Checkpoint base = new SyntheticCheckpoint().tensor("blocks.0.q.weight", 16, 16).build();
        Path target = folder.resolve("resized.safetensors");

        resize(ResizeExport.of(source, base), 2, target);

        try (Checkpoint written = ExportFixture.open(target)) {
            assertThat(written.tensor(BLOCK + "0.q.lora_A.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(16, 2));
        }
    }

    @Test
    void resizedItStaysTheOtherWayRoundAndIsTheBestApproximation() throws IOException {
        Checkpoint source = turned(turned(new SyntheticCheckpoint(), 0, 16, 4, 16), 1, 16, 4, 24)
                .values(BLOCK + "1.q.alpha", DType.F32, new float[] {2})
                .build();
        Path target = folder.resolve("resized.safetensors");

        resize(ResizeExport.of(source), 2, target);

        try (Checkpoint written = ExportFixture.open(target)) {
            for (int block = 0; block < 2; block++) {
                String down = BLOCK + block + ".q.lora_A.weight";
                String up = BLOCK + block + ".q.lora_B.weight";
                assertThat(written.tensor(down).orElseThrow().info().shape()).isEqualTo(Shape.of(16, 2));
                Matrix before = change(source, down, up);
                double best = new DenseChange(before).svd("m").error(2);
                assertThat(before.minus(change(written, down, up)).norm() / before.norm()).isCloseTo(best, within(1e-6));
            }
            assertThat(written.tensor(BLOCK + "1.q.alpha").orElseThrow().data().toFloats()).as("scale 2 / 4 stays").containsExactly(1f);
        }
    }

    @Test
    void theSameRankCopiesEveryBit() throws IOException {
        Checkpoint source = turned(new SyntheticCheckpoint(), 0, 16, 4, 24).build();
        Path target = folder.resolve("resized.safetensors");

        resize(ResizeExport.of(source), 4, target);

        try (Checkpoint written = ExportFixture.open(target)) {
            String down = BLOCK + "0.q.lora_A.weight";
            assertThat(written.tensor(down).orElseThrow().data().toFloats()).isEqualTo(source.tensor(down).orElseThrow().data().toFloats());
        }
    }

    @Test
    void mlxsOwnNamesAreReadAndKept() throws IOException {
        Checkpoint source =
                new SyntheticCheckpoint().tensor("transformer.blocks.0.q.lora_a", 16, 4).tensor("transformer.blocks.0.q.lora_b", 4, 16)
                        .build();
        Path target = folder.resolve("resized.safetensors");

        resize(ResizeExport.of(source), 2, target);

        try (Checkpoint written = ExportFixture.open(target)) {
            assertThat(written.tensor("transformer.blocks.0.q.lora_a").orElseThrow().info().shape()).isEqualTo(Shape.of(16, 2));
            assertThat(written.tensor("transformer.blocks.0.q.lora_b").orElseThrow().info().shape()).isEqualTo(Shape.of(2, 16));
        }
    }

    @Test
    void mergedItIsWrittenAsPyTorchReadsIt() throws IOException {
        Checkpoint source = turned(turned(new SyntheticCheckpoint(), 0, 16, 4, 16), 1, 16, 4, 24).build();
        Path target = folder.resolve("merged.safetensors");
        MergeExport merge = new MergeExport(List.of(new MergeInput(source, straight(source), 1)));

        merge.write(merge.plan(OptionalInt.empty(), Progress.SILENT, Cancellation.NEVER), target, false, Progress.SILENT,
                Cancellation.NEVER);

        try (Checkpoint written = ExportFixture.open(target)) {
            for (AdapterModule module : straight(written).modules()) {
                LayerChange change = new ModuleChange(written, module).read();
                Matrix before = change(source, module.down().orElseThrow().name(), module.up().orElseThrow().name());
                assertThat(change).isInstanceOfSatisfying(LowRankFactors.class, factors -> assertThat(factors.rank()).isEqualTo(4));
                assertThat(change.rows(0, change.outputs()).minus(before).norm()).isLessThan(1e-6 * before.norm());
            }
        }
    }

    @Test
    void bakedItAddsWhatItWasTrainedFor() throws IOException {
        Checkpoint source = turned(new SyntheticCheckpoint(), 0, 16, 4, 16).build();
        Checkpoint base = new SyntheticCheckpoint().tensor("blocks.0.q.weight", 16, 16).build();
        Adapter adapter =
                PairOrientation.straight(source, RuleSet.EMPTY.apply(source.infos()), Optional.of(OpenedBaseModel.of(base)));
        Path target = folder.resolve("baked.safetensors");
        BakeExport bake = new BakeExport(base, List.of(new MergeInput(source, adapter, 1)));

        bake.write(bake.plan(Optional.empty(), Progress.SILENT, Cancellation.NEVER), target, false, Progress.SILENT, Cancellation.NEVER);

        try (Checkpoint written = ExportFixture.open(target)) {
            Matrix before = Matrix.read("m", base.tensor("blocks.0.q.weight").orElseThrow().data());
            Matrix after = Matrix.read("m", written.tensor("blocks.0.q.weight").orElseThrow().data());
            Matrix change = change(source, BLOCK + "0.q.lora_A.weight", BLOCK + "0.q.lora_B.weight");
            assertThat(after.minus(before).minus(change).norm()).isLessThan(1e-6 * change.norm());
        }
    }
}
