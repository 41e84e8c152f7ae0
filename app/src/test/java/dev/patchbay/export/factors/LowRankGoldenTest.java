package dev.patchbay.export.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.bake.BakeExport;
import dev.patchbay.lowrank.ChangeSvd;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Singular values, approximations and changed weights against those that numpy computed from dense matrices. */
class LowRankGoldenTest {

    private static final Progress SILENT = (done, total, doing) -> {};

    private final JsonNode golden;

    @TempDir
    private Path folder;

    LowRankGoldenTest() throws IOException {
        golden = JsonMapper.shared().readTree(Files.readString(Path.of("src/test/resources/reference/lowrank/golden.json")));
    }

    private double[] numbers(String name) {
        return golden.get(name).valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    private SyntheticCheckpoint values(SyntheticCheckpoint checkpoint, String tensor, String name, long... shape) {
        double[] numbers = numbers(name);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return checkpoint.values(tensor, DType.F32, floats, shape);
    }

    private SyntheticCheckpoint pair() {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint().values("transformer.q.alpha", DType.F32, new float[] {1.5f});
        values(checkpoint, "transformer.q.lora_A.weight", "down", 3, 5);
        return values(checkpoint, "transformer.q.lora_B.weight", "up", 7, 3);
    }

    private static LayerChange change(SyntheticCheckpoint adapter) throws IOException {
        return new ModuleChange(adapter.build(), input(adapter).adapter().modules().getFirst()).read();
    }

    private static MergeInput input(SyntheticCheckpoint adapter) throws IOException {
        Checkpoint checkpoint = adapter.build();
        return new MergeInput(
                checkpoint, AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty()), 1);
    }

    private void assertMatrix(Matrix found, String name) {
        double[] wanted = numbers(name);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found.get(i / found.columns(), i % found.columns())).as(name + " " + i).isCloseTo(wanted[i], within(1e-5));
        }
    }

    private void assertValues(double[] found, String name) {
        double[] wanted = numbers(name);
        for (int i = 0; i < Math.min(found.length, wanted.length); i++) {
            assertThat(found[i]).as(name + " " + i).isCloseTo(wanted[i], within(1e-6));
        }
    }

    @Test
    void aPairHasTheSingularValuesAndTheBestApproximationOfItsDenseProduct() throws IOException {
        ChangeSvd svd = change(pair()).svd("q");

        assertValues(svd.values(), "singular_values");
        assertMatrix(svd.keep(2).rows(0, 7), "rank_2");
        assertThat(svd.keep(3).norm()).isCloseTo(golden.get("norm").doubleValue(), within(1e-6));
    }

    @Test
    void loHaIsTheProductOfBothProducts() throws IOException {
        SyntheticCheckpoint loha = new SyntheticCheckpoint().values("transformer.q.alpha", DType.F32, new float[] {0.5f});
        values(loha, "transformer.q.hada_w1_a", "hada_w1_a", 7, 2);
        values(loha, "transformer.q.hada_w1_b", "hada_w1_b", 2, 5);
        values(loha, "transformer.q.hada_w2_a", "hada_w2_a", 7, 2);
        values(loha, "transformer.q.hada_w2_b", "hada_w2_b", 2, 5);

        assertMatrix(change(loha).rows(0, 7), "loha");
        assertValues(change(loha).svd("q").values(), "loha_singular_values");
    }

    @Test
    void loKrIsTheKroneckerProduct() throws IOException {
        SyntheticCheckpoint lokr = values(new SyntheticCheckpoint(), "transformer.q.lokr_w1", "lokr_w1", 2, 3);
        values(lokr, "transformer.q.lokr_w2", "lokr_w2", 3, 2);

        assertMatrix(change(lokr).rows(0, 6), "lokr");
        assertValues(change(lokr).svd("q").values(), "lokr_singular_values");
    }

    @Test
    void doraIsDecomposedAsInPeftAndLycoris() throws IOException {
        assertMatrix(baked(values(pair(), "transformer.q.lora_magnitude_vector", "magnitude_out", 7)), "dora_out");
        assertMatrix(baked(values(pair(), "transformer.q.dora_scale", "magnitude_in", 1, 5)), "dora_in");
    }

    private Matrix baked(SyntheticCheckpoint adapter) throws IOException {
        Checkpoint base = values(new SyntheticCheckpoint(), "q.weight", "weight", 7, 5).build();
        Path target = folder.resolve(adapter.hashCode() + ".safetensors");
        BakeExport export = new BakeExport(base, List.of(input(adapter)));
        export.write(export.plan(Optional.empty(), SILENT, Cancellation.NEVER), target, false, SILENT, Cancellation.NEVER);
        try (Checkpoint written = ExportFixture.open(target)) {
            return Matrix.read("q", written.tensor("q.weight").orElseThrow().data());
        }
    }
}
