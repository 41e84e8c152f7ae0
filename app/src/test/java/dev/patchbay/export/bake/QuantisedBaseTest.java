package dev.patchbay.export.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.quantised.LogicalTensors;
import dev.patchbay.checkpoint.quantised.QuantisedFile;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Baking into bases that are stored as codes: a change is added to the weight, never to its codes. */
class QuantisedBaseTest {

    private static final Progress SILENT = (done, total, doing) -> {};
    private static final String LAYER = "blocks.0.to_q";
    private static final String OTHER = "blocks.0.to_k";

    @TempDir
    private Path folder;

    private static int[] codes(int count) {
        int[] codes = new int[count];
        for (int i = 0; i < count; i++) {
            codes[i] = 0x20 + i * 5 % 0x50;
        }
        return codes;
    }

    private static QuantisedFile float8() {
        return new QuantisedFile()
                .codes("scaled_fp8", DType.F8_E4M3, Shape.of(2), 0, 0)
                .codes(LAYER + ".weight", DType.F8_E4M3, Shape.of(6, 4), codes(24))
                .floats(LAYER + ".scale_weight", Shape.of(1), 0.003f)
                .floats(LAYER + ".scale_input", Shape.of(1), 1)
                .plain(LAYER + ".bias", 6)
                .codes(OTHER + ".weight", DType.F8_E4M3, Shape.of(6, 4), codes(24))
                .floats(OTHER + ".scale_weight", Shape.of(1), 0.5f);
    }

    private static QuantisedFile nf4() {
        return new QuantisedFile()
                .codes(LAYER + ".weight", DType.U8, Shape.of(12, 1), codes(12))
                .floats(LAYER + ".weight.absmax", Shape.of(1), 0.7f)
                .json(
                        LAYER + ".weight.quant_state.bitsandbytes__nf4",
                        "{\"quant_type\": \"nf4\", \"blocksize\": 64, \"dtype\": \"float16\", \"shape\": [6, 4]}");
    }

    private static MergeInput lora() throws IOException {
        Checkpoint checkpoint = new SyntheticCheckpoint()
                .tensor("transformer." + LAYER + ".lora_A.weight", 2, 4)
                .tensor("transformer." + LAYER + ".lora_B.weight", 6, 2)
                .build();
        return new MergeInput(
                checkpoint, AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty()), 1);
    }

    private Checkpoint bake(Checkpoint base, Optional<DType> type) throws IOException {
        BakeExport export = new BakeExport(base, List.of(lora()));
        Path target = folder.resolve("baked.safetensors");
        export.write(export.plan(type, SILENT, Cancellation.NEVER), target, true, SILENT, Cancellation.NEVER);
        return ExportFixture.open(target);
    }

    private static Matrix read(Checkpoint checkpoint, String name) throws IOException {
        return Matrix.read(name, checkpoint.tensor(name).orElseThrow().data());
    }

    private static Matrix delta() throws IOException {
        Checkpoint adapter = lora().checkpoint();
        return read(adapter, "transformer." + LAYER + ".lora_B.weight").times(read(adapter, "transformer." + LAYER + ".lora_A.weight"));
    }

    @Test
    void theChangeIsAddedToTheWeightOfScaledFloat8AndNoCompanionIsLeft() throws IOException {
        for (Map.Entry<DType, Double> rounding : Map.of(DType.F32, 1e-6, DType.F16, 1e-3, DType.BF16, 4e-3).entrySet()) {
            try (Checkpoint written = bake(float8().build(), Optional.of(rounding.getKey()))) {
                assertThat(written.tensors()).containsOnlyKeys(LAYER + ".weight", LAYER + ".bias", OTHER + ".weight");
                assertThat(written.infos()).allMatch(info -> info.dtype() == rounding.getKey());
                Checkpoint meant = LogicalTensors.view(float8().build());
                Matrix wanted = read(meant, LAYER + ".weight").plus(delta());
                double error = read(written, LAYER + ".weight").minus(wanted).norm() / wanted.norm();
                assertThat(error).isLessThan(rounding.getValue());
                Matrix untouched = read(meant, OTHER + ".weight");
                assertThat(read(written, OTHER + ".weight").minus(untouched).norm() / untouched.norm()).isLessThan(rounding.getValue());
            }
        }
    }

    @Test
    void theChangeIsAddedToTheWeightOfNf4() throws IOException {
        try (Checkpoint written = bake(nf4().build(), Optional.of(DType.F32))) {
            assertThat(written.infos()).singleElement().satisfies(info -> assertThat(info.shape()).isEqualTo(Shape.of(6, 4)));
            Matrix wanted = read(LogicalTensors.view(nf4().build()), LAYER + ".weight").plus(delta());
            assertThat(read(written, LAYER + ".weight").minus(wanted).norm()).isLessThan(1e-6 * wanted.norm());
        }
    }

    @Test
    void theChangeIsAddedToTheNumbersOfABlockType() throws IOException {
        int[] blocks = codes(6 * 18);
        for (int row = 0; row < 6; row++) {
            blocks[row * 18] = 0;
            blocks[row * 18 + 1] = 0x2c;
        }
        QuantisedFile file = new QuantisedFile().codes(LAYER + ".weight", DType.Q4_0, Shape.of(6, 32), blocks);
        Checkpoint wide = new SyntheticCheckpoint()
                .tensor("transformer." + LAYER + ".lora_A.weight", 2, 32)
                .tensor("transformer." + LAYER + ".lora_B.weight", 6, 2)
                .build();
        MergeInput input = new MergeInput(
                wide, AdapterAssembler.assemble(wide, RuleSet.EMPTY.apply(wide.infos()), OptionalDouble.empty()), 1);
        BakeExport export = new BakeExport(file.build(), List.of(input));
        Path target = folder.resolve("baked.safetensors");
        export.write(export.plan(Optional.of(DType.F32), SILENT, Cancellation.NEVER), target, true, SILENT, Cancellation.NEVER);
        try (Checkpoint written = ExportFixture.open(target)) {
            Matrix up = read(wide, "transformer." + LAYER + ".lora_B.weight");
            Matrix change = up.times(read(wide, "transformer." + LAYER + ".lora_A.weight"));
            Matrix wanted = read(file.build(), LAYER + ".weight").plus(change);
            assertThat(read(written, LAYER + ".weight").minus(wanted).norm()).isLessThan(1e-6 * wanted.norm());
        }
        assertThatThrownBy(() -> export.plan(Optional.empty(), SILENT, Cancellation.NEVER)).hasMessageContainingAll("Q4_0", "--dtype");
    }

    @Test
    void theShapesOfTheBaseAreThoseOfItsWeights() {
        assertThat(OpenedBaseModel.of(nf4().build()).main().tensors()).isEqualTo(Map.of(LAYER + ".weight", Shape.of(6, 4)));
        assertThat(OpenedBaseModel.of(float8().build()).main().tensors())
                .containsOnlyKeys(LAYER + ".weight", LAYER + ".bias", OTHER + ".weight");
    }

    @Test
    void withoutATypeItIsRefusedForThatReason() {
        assertThatThrownBy(() -> bake(nf4().build(), Optional.empty())).isInstanceOf(ExplainedException.class)
                .hasMessageContainingAll("made-up.safetensors", LAYER + ".weight", "NF4", "--dtype");
    }

    @Test
    void brokenCompanionsAreRefusedBeforeAnythingIsWritten() {
        QuantisedFile broken = new QuantisedFile().codes(LAYER + ".weight", DType.F8_E4M3, Shape.of(6, 4), codes(24))
                .floats(LAYER + ".weight_scale", Shape.of(1), Float.NaN);
        BakeExport export = new BakeExport(broken.build(), inputs());
        assertThatThrownBy(() -> export.plan(Optional.of(DType.BF16), SILENT, Cancellation.NEVER))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContainingAll(LAYER + ".weight_scale", "NaN");
    }

    private static List<MergeInput> inputs() {
        try {
            return List.of(lora());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
