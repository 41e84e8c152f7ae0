package dev.patchbay.export.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BakeExportTest {

    private static final Progress SILENT = (done, total, doing) -> {};
    private static final String LAYER = "blocks.0.to_q";
    private static final String ADAPTER = "transformer." + LAYER;

    @TempDir
    private Path folder;

    private static SyntheticCheckpoint base() {
        return new SyntheticCheckpoint()
                .tensor(LAYER + ".weight", 6, 4)
                .tensor(LAYER + ".bias", 6)
                .tensor("blocks.0.conv.weight", 5, 3, 2, 2)
                .tensor("blocks.0.norm.weight", 4)
                .tensor("blocks.0.norm.bias", 4);
    }

    private static MergeInput input(SyntheticCheckpoint adapter, double strength) throws IOException {
        Checkpoint checkpoint = adapter.build();
        return new MergeInput(
                checkpoint, AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty()),
                strength);
    }

    private static SyntheticCheckpoint lora() {
        return new SyntheticCheckpoint()
                .tensor(ADAPTER + ".lora_A.weight", 2, 4)
                .tensor(ADAPTER + ".lora_B.weight", 6, 2)
                .values(ADAPTER + ".alpha", DType.F32, new float[] {1});
    }

    private BakeReport bake(Checkpoint base, Optional<DType> dtype, Path target, MergeInput... inputs) throws IOException {
        BakeExport export = new BakeExport(base, List.of(inputs));
        return export.write(export.plan(dtype, SILENT, Cancellation.NEVER), target, false, SILENT, Cancellation.NEVER);
    }

    private Path target() {
        return folder.resolve("baked.safetensors");
    }

    private static Matrix read(Checkpoint checkpoint, String name) throws IOException {
        return Matrix.read(name, checkpoint.tensor(name).orElseThrow().data());
    }

    private static Matrix read(MergeInput input, String name) throws IOException {
        return read(input.checkpoint(), name);
    }

    private static void assertClose(Matrix found, Matrix wanted) {
        assertThat(found.minus(wanted).norm()).isLessThan(1e-5 * wanted.norm());
    }

    @Test
    void loraIsAddedWithItsScaleAndStrengthAndAllElseIsCopied() throws IOException {
        MergeInput lora = input(lora(), -0.5);
        BakeReport report = bake(base().build(), Optional.empty(), target(), lora);

        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.largestError()).isLessThan(1e-6);
        try (Checkpoint written = ExportFixture.open(target()); Checkpoint base = base().build()) {
            Matrix delta = read(lora, ADAPTER + ".lora_B.weight").times(read(lora, ADAPTER + ".lora_A.weight")).times(0.5 * -0.5);
            assertClose(read(written, LAYER + ".weight"), read(base, LAYER + ".weight").plus(delta));
            assertThat(read(written, "blocks.0.conv.weight")).isEqualTo(read(base, "blocks.0.conv.weight"));
            assertThat(written.metadata().get("patchbay")).contains("bake", "-0.5");
        }
    }

    @Test
    void severalAdaptersAreAddedInAnyOrder() throws IOException {
        SyntheticCheckpoint other =
                new SyntheticCheckpoint().tensor(ADAPTER + ".lora_down.weight", 1, 4).tensor(ADAPTER + ".lora_up.weight", 6, 1);
        bake(base().build(), Optional.empty(), target(), input(lora(), 1), input(other, 2));
        bake(base().build(), Optional.empty(), folder.resolve("turned.safetensors"), input(other, 2), input(lora(), 1));

        try (Checkpoint one = ExportFixture.open(target()); Checkpoint turned = ExportFixture.open(folder.resolve("turned.safetensors"))) {
            assertClose(read(one, LAYER + ".weight"), read(turned, LAYER + ".weight"));
        }
    }

    @Test
    void aConvolutionIsChangedWithItsKernel() throws IOException {
        MergeInput conv = input(
                new SyntheticCheckpoint()
                        .tensor("transformer.blocks.0.conv.lora_A.weight", 2, 3, 2, 2)
                        .tensor("transformer.blocks.0.conv.lora_B.weight", 5, 2, 1, 1),
                1);
        bake(base().build(), Optional.empty(), target(), conv);

        try (Checkpoint written = ExportFixture.open(target()); Checkpoint base = base().build()) {
            Matrix delta = read(conv, "transformer.blocks.0.conv.lora_B.weight")
                    .times(read(conv, "transformer.blocks.0.conv.lora_A.weight"));
            assertClose(read(written, "blocks.0.conv.weight"), read(base, "blocks.0.conv.weight").plus(delta));
        }
    }

    @Test
    void loHaIsAdded() throws IOException {
        SyntheticCheckpoint adapter = new SyntheticCheckpoint();
        for (String side : List.of("hada_w1", "hada_w2")) {
            adapter.tensor(ADAPTER + "." + side + "_a", 6, 2).tensor(ADAPTER + "." + side + "_b", 2, 4);
        }
        MergeInput loha = input(adapter, 1);
        bake(base().build(), Optional.empty(), target(), loha);

        try (Checkpoint written = ExportFixture.open(target()); Checkpoint base = base().build()) {
            Matrix one = read(loha, ADAPTER + ".hada_w1_a").times(read(loha, ADAPTER + ".hada_w1_b"));
            Matrix other = read(loha, ADAPTER + ".hada_w2_a").times(read(loha, ADAPTER + ".hada_w2_b"));
            Matrix found = read(written, LAYER + ".weight").minus(read(base, LAYER + ".weight"));
            for (int row = 0; row < 6; row++) {
                for (int column = 0; column < 4; column++) {
                    assertThat(found.get(row, column)).isCloseTo(one.get(row, column) * other.get(row, column), within(1e-5));
                }
            }
        }
    }

    @Test
    void loKrIsAdded() throws IOException {
        MergeInput lokr = input(new SyntheticCheckpoint().tensor(ADAPTER + ".lokr_w1", 2, 2).tensor(ADAPTER + ".lokr_w2", 3, 2), 1);
        bake(base().build(), Optional.empty(), target(), lokr);

        try (Checkpoint written = ExportFixture.open(target()); Checkpoint base = base().build()) {
            Matrix found = read(written, LAYER + ".weight").minus(read(base, LAYER + ".weight"));
            Matrix left = read(lokr, ADAPTER + ".lokr_w1");
            Matrix right = read(lokr, ADAPTER + ".lokr_w2");
            assertThat(found.get(4, 3)).isCloseTo(left.get(1, 1) * right.get(1, 1), within(1e-5));
            assertThat(found.get(2, 0)).isCloseTo(left.get(0, 0) * right.get(2, 0), within(1e-5));
        }
    }

    @Test
    void adaLoraIsAddedAndNoneOfItIsCalledLeftOut() throws IOException {
        MergeInput ada = input(
                new SyntheticCheckpoint()
                        .tensor("base_model.model." + LAYER + ".lora_A", 2, 4)
                        .tensor("base_model.model." + LAYER + ".lora_B", 6, 2)
                        .tensor("base_model.model." + LAYER + ".lora_E", 2, 1)
                        .values("base_model.model." + LAYER + ".ranknum", DType.F32, new float[] {2}),
                1);
        Checkpoint base = base().build();
        BakeExport export = new BakeExport(base, List.of(ada));
        BakePlan plan = export.plan(Optional.empty(), SILENT, Cancellation.NEVER);
        export.write(plan, target(), false, SILENT, Cancellation.NEVER);

        assertThat(plan.warnings()).isEmpty();
        try (Checkpoint written = ExportFixture.open(target())) {
            Matrix diagonal = read(ada, "base_model.model." + LAYER + ".lora_E");
            Matrix down = read(ada, "base_model.model." + LAYER + ".lora_A").timesRows(row -> diagonal.get(row, 0));
            Matrix found = read(written, LAYER + ".weight").minus(read(base, LAYER + ".weight"));
            assertThat(found.minus(read(ada, "base_model.model." + LAYER + ".lora_B").times(down)).norm()).isLessThan(1e-5);
        }
    }

    @Test
    void doraGivesEveryRowItsMagnitude() throws IOException {
        float[] magnitudes = {1, 2, 3, 4, 5, 6};
        MergeInput dora = input(lora().values(ADAPTER + ".lora_magnitude_vector", DType.F32, magnitudes, 6), 1);
        bake(base().build(), Optional.empty(), target(), dora);

        try (Checkpoint written = ExportFixture.open(target()); Checkpoint base = base().build()) {
            Matrix found = read(written, LAYER + ".weight");
            Matrix delta = read(dora, ADAPTER + ".lora_B.weight").times(read(dora, ADAPTER + ".lora_A.weight")).times(0.5);
            Matrix changed = read(base, LAYER + ".weight").plus(delta);
            for (int row = 0; row < 6; row++) {
                assertThat(found.rows(row, row + 1).norm()).isCloseTo(magnitudes[row], within(1e-5));
                assertClose(found.rows(row, row + 1),
                        changed.rows(row, row + 1).times(magnitudes[row] / changed.rows(row, row + 1).norm()));
            }
        }
    }

    @Test
    void doraPerInputGivesEveryColumnItsMagnitude() throws IOException {
        float[] magnitudes = {1, 2, 3, 4};
        MergeInput dora = input(lora().values(ADAPTER + ".dora_scale", DType.F32, magnitudes, 1, 4), 1);
        bake(base().build(), Optional.empty(), target(), dora);

        try (Checkpoint written = ExportFixture.open(target())) {
            Matrix columns = read(written, LAYER + ".weight").transposed();
            for (int column = 0; column < 4; column++) {
                assertThat(columns.rows(column, column + 1).norm()).isCloseTo(magnitudes[column], within(1e-5));
            }
        }
    }

    /** As PEFT 0.21 scales it: the magnitudes stay, the product is halved. */
    @Test
    void doraAtHalfStrengthTurnsEveryRowHalfTheWayAndKeepsItsMagnitude() throws IOException {
        float[] magnitudes = {1, 2, 3, 4, 5, 6};
        MergeInput half = input(lora().values(ADAPTER + ".lora_magnitude_vector", DType.F32, magnitudes, 6), 0.5);
        bake(base().build(), Optional.empty(), target(), half);

        try (Checkpoint baked = ExportFixture.open(target());
                Checkpoint base = base().build()) {
            Matrix found = read(baked, LAYER + ".weight");
            Matrix delta = read(half, ADAPTER + ".lora_B.weight").times(read(half, ADAPTER + ".lora_A.weight")).times(0.5 * 0.5);
            Matrix changed = read(base, LAYER + ".weight").plus(delta);
            for (int row = 0; row < 6; row++) {
                assertClose(
                        found.rows(row, row + 1),
                        changed.rows(row, row + 1).times(magnitudes[row] / changed.rows(row, row + 1).norm()));
            }
        }
    }

    @Test
    void doraAtNoStrengthLeavesTheBaseAsItIs() throws IOException {
        MergeInput none = input(lora().values(ADAPTER + ".lora_magnitude_vector", DType.F32, new float[] {1, 2, 3, 4, 5, 6}, 6), 0);
        bake(base().build(), Optional.empty(), target(), none);
        try (Checkpoint baked = ExportFixture.open(target());
                Checkpoint base = base().build()) {
            assertThat(read(baked, LAYER + ".weight")).isEqualTo(read(base, LAYER + ".weight"));
        }
    }

    @Test
    void wholeDifferencesOfWeightsNormsAndBiasesAreAdded() throws IOException {
        MergeInput diff = input(
                new SyntheticCheckpoint()
                        .tensor(ADAPTER + ".diff", 6, 4)
                        .tensor(ADAPTER + ".diff_b", 6)
                        .tensor("transformer.blocks.0.norm.w_norm", 4)
                        .tensor("transformer.blocks.0.norm.b_norm", 4),
                2);
        BakeReport report = bake(base().build(), Optional.empty(), target(), diff);

        assertThat(report.changed()).isEqualTo(4);
        try (Checkpoint written = ExportFixture.open(target()); Checkpoint base = base().build()) {
            assertClose(read(written, LAYER + ".weight"), read(base, LAYER + ".weight").plus(read(diff, ADAPTER + ".diff").times(2)));
            assertClose(read(written, LAYER + ".bias"), read(base, LAYER + ".bias").plus(read(diff, ADAPTER + ".diff_b").times(2)));
            assertClose(
                    read(written, "blocks.0.norm.weight"),
                    read(base, "blocks.0.norm.weight").plus(read(diff, "transformer.blocks.0.norm.w_norm").times(2)));
        }
    }

    @Test
    void theTypeIsKeptOrChosenAndRoundingIsMeasured() throws IOException {
        Checkpoint narrow = new SyntheticCheckpoint().tensor(LAYER + ".weight", DType.BF16, 6, 4).tensor("other.weight", DType.BF16, 3, 3)
                .build();

        BakeReport kept = bake(narrow, Optional.empty(), target(), input(lora(), 1));
        BakeReport widened = bake(narrow, Optional.of(DType.F32), folder.resolve("wide.safetensors"), input(lora(), 1));

        assertThat(kept.largestError()).isBetween(1e-5, 4e-3);
        assertThat(kept.largestChangeError()).isGreaterThan(1e-5);
        assertThat(widened.largestError()).isLessThan(1e-6);
        try (Checkpoint one = ExportFixture.open(target()); Checkpoint wide = ExportFixture.open(folder.resolve("wide.safetensors"))) {
            assertThat(one.tensor(LAYER + ".weight").orElseThrow().info().dtype()).isEqualTo(DType.BF16);
            assertThat(wide.tensor("other.weight").orElseThrow().info().dtype()).isEqualTo(DType.F32);
            assertThat(read(wide, "other.weight")).isEqualTo(read(narrow, "other.weight"));
        }
    }

    @Test
    void valuesThatATypeDoesNotHoldAreRefusedAndNothingIsLeft() throws IOException {
        assertThatThrownBy(() -> bake(base().build(), Optional.of(DType.F16), target(), input(lora(), 1e8)))
                .isInstanceOf(ExportException.class)
                .hasMessageContainingAll(LAYER, "F16");
        assertThat(target()).doesNotExist();
    }

    @Test
    void aShardedFolderStaysSoWithIndexAndConfiguration() throws IOException {
        Path source = Files.createDirectory(folder.resolve("transformer"));
        Checkpoint made = base().build();
        shard(source.resolve("diffusion_pytorch_model-00001-of-00002.safetensors"), made, LAYER + ".weight", LAYER + ".bias");
        shard(source.resolve("diffusion_pytorch_model-00002-of-00002.safetensors"), made, "blocks.0.conv.weight", "blocks.0.norm.weight");
        Files.writeString(source.resolve("diffusion_pytorch_model.safetensors.index.json"), """
                {"metadata": {"total_size": 1}, "weight_map": {
                  "blocks.0.to_q.weight": "diffusion_pytorch_model-00001-of-00002.safetensors",
                  "blocks.0.to_q.bias": "diffusion_pytorch_model-00001-of-00002.safetensors",
                  "blocks.0.conv.weight": "diffusion_pytorch_model-00002-of-00002.safetensors",
                  "blocks.0.norm.weight": "diffusion_pytorch_model-00002-of-00002.safetensors"}}""");
        Files.writeString(source.resolve("config.json"), "{\"_class_name\": \"CogVideoXTransformer3DModel\"}");
        Path target = folder.resolve("baked");

        try (Checkpoint base = ExportFixture.open(source)) {
            BakeReport report = bake(base, Optional.empty(), target, input(lora(), 1));
            assertThat(report.tensors()).isEqualTo(4);
        }
        assertThat(target.resolve("diffusion_pytorch_model.safetensors.index.json")).content()
                .contains("\"total_size\"", "-00002-of-00002");
        assertThat(target.resolve("config.json")).hasSameTextualContentAs(source.resolve("config.json"));
        try (Checkpoint written = ExportFixture.open(target)) {
            assertThat(written.layout()).isEqualTo(CheckpointLayout.MODEL_FOLDER);
            assertThat(written.tensors()).hasSize(4);
        }
    }

    private static void shard(Path file, Checkpoint source, String... names) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (String name : names) {
            tensors.put(name, source.tensor(name).orElseThrow().data());
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of("format", "pt"), channel);
        }
    }

    @Test
    void anAdapterForAnotherModelIsRefusedAndNothingIsWritten() {
        SyntheticCheckpoint wide = new SyntheticCheckpoint().tensor(ADAPTER + ".lora_A.weight", 2, 9)
                .tensor(ADAPTER + ".lora_B.weight", 6, 2);
        SyntheticCheckpoint stranger = new SyntheticCheckpoint().tensor("transformer.x.lora_A.weight", 2, 4)
                .tensor("transformer.x.lora_B.weight", 6, 2);

        assertThatThrownBy(() -> bake(base().build(), Optional.empty(), target(), input(wide, 1)))
                .isInstanceOf(ExportException.class)
                .hasMessageContainingAll("6 × 9", "[6, 4]");
        assertThatThrownBy(() -> bake(base().build(), Optional.empty(), target(), input(stranger, 1))).isInstanceOf(ExportException.class);
        assertThat(target()).doesNotExist();
    }

    @Test
    void modulesThatTheBaseLacksAreNamedInAWarning() throws IOException {
        SyntheticCheckpoint partly = lora().tensor("transformer.x.lora_A.weight", 2, 4).tensor("transformer.x.lora_B.weight", 6, 2);

        BakePlan plan = new BakeExport(base().build(), List.of(input(partly, 1))).plan(Optional.empty(), SILENT, Cancellation.NEVER);

        assertThat(plan.warnings()).singleElement().satisfies(warning -> assertThat(warning.text()).contains("transformer.x"));
    }

    /** A modulation is a parameter of a block under the names of Wan's authors, and another under those of diffusers. */
    @ParameterizedTest(name = "{0} changes {1}")
    @CsvSource({
        "transformer.blocks.0.diff_m, blocks.0.modulation",
        "diffusion_model.blocks.0.diff_m, blocks.0.scale_shift_table",
        "diffusion_model.blocks.0.diff_m, model.diffusion_model.blocks.0.modulation",
        "diffusion_model.blocks.0.modulation.diff, blocks.0.scale_shift_table",
        "diffusion_model.head.diff_m, scale_shift_table",
        "diffusion_model.head.diff_m, head.modulation",
        "diffusion_model.blocks.0.scale_shift_table.diff, blocks.0.scale_shift_table",
    })
    void aDifferenceOfAParameterIsAdded(String part, String parameter) throws Exception {
        Checkpoint base = base().tensor(parameter, 1, 6, 4).build();
        MergeInput adapter = input(lora().tensor(part, 1, 6, 4), 0.5);

        BakeReport report = bake(base, Optional.empty(), target(), adapter);

        assertThat(report.changed()).isEqualTo(2);
        try (Checkpoint written = ExportFixture.open(target())) {
            Matrix wanted = read(base, parameter).plus(read(adapter, part).times(0.5));
            assertThat(read(written, parameter).minus(wanted).norm()).isLessThan(1e-6 * wanted.norm());
        }
    }

    @Test
    void aDifferenceOfAParameterOfOtherSizesIsRefused() throws Exception {
        Checkpoint base = base().tensor("blocks.0.modulation", 1, 6, 8).build();
        MergeInput adapter = input(lora().tensor("diffusion_model.blocks.0.diff_m", 1, 6, 4), 1);

        assertThatThrownBy(() -> bake(base, Optional.empty(), target(), adapter))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("blocks.0");
    }
}
