package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merge adds what adapters change in the base, whatever their names are. */
class MergingThroughTheBaseTest extends CommandsOnMiniatures {

    @ParameterizedTest(name = "{1} for {0}, authors'' names {2}")
    @CsvSource({
        "flux.1-dev, KOHYA, true", "flux.1-dev, COMFYUI, true", "flux.1-dev, LYCORIS, false", "wan2.1-t2v-1.3b, KOHYA, true",
        "hunyuan-video, KOHYA, true", "qwen-image, KOHYA, false", "z-image, COMFYUI, false", "krea-2, BARE, false",
    })
    void halfAndHalfOfOneFileAreTheFile(String model, Convention convention, boolean authors) throws IOException {
        Miniature miniature = new Miniature(model);
        List<Pair> pairs = authors ? miniature.ofAuthors() : miniature.own();
        String adapter = adapter(convention, pairs);
        String base = base(miniature.tensors());
        assertThat(run("merge", adapter + ":0.5", adapter + ":0.5", "--base", base, "--out", target(), "--json")).isZero();
        assertThat(json().at("/modules").asInt()).isEqualTo(Miniature.changes(pairs).size());
        assertWritten(miniature, Miniature.changes(pairs));
    }

    @Test
    void withoutABaseFilesOfOneConventionAreMergedUnderIt() throws IOException {
        Miniature nobodys = new Miniature(Map.of("lair.0.att.qkv.weight", Shape.of(24, 8), "lair.1.att.qkv.weight", Shape.of(24, 8)));
        String adapter = adapter(Convention.KOHYA, nobodys.own());
        assertThat(run("merge", adapter + ":0.5", adapter + ":0.5", "--out", target(), "--json")).isZero();
        try (Checkpoint merged = open(target());
                Checkpoint file = open(adapter)) {
            assertThat(file.tensors().keySet()).containsAll(merged.tensors().keySet());
        }
        Map<String, Matrix> written = written();
        Miniature.changes(nobodys.own()).forEach((name, wanted) ->
                assertThat(written.get(name.replace('.', '_')).minus(wanted).norm()).isLessThanOrEqualTo(1e-5 * wanted.norm()));
    }

    @ParameterizedTest
    @CsvSource({"merge", "bake"})
    void aWholeModelAmongTheAdaptersIsNamedFirst(String command) throws IOException {
        Miniature nobodys = new Miniature(Map.of("lair.0.att.qkv.weight", Shape.of(24, 8)));
        String adapter = adapter(Convention.KOHYA, nobodys.own());
        String model = base(nobodys.tensors());
        assertThat(run(command, adapter, model, "--base", model, "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains(model + " is a whole model").doesNotContain(adapter);
    }

    @Test
    void aBaseUnderItsAuthorsNamesLeadsAMergeAndACheckToDiffusersNames() throws IOException {
        Miniature miniature = new Miniature("wan2.1-t2v-1.3b");
        String adapter = adapter(Convention.COMFYUI, miniature.ofAuthors());
        String base = base(miniature.tensorsOfAuthors());
        assertThat(run("merge", adapter + ":0.5", adapter + ":0.5", "--base", base, "--out", target(), "--json")).isZero();
        assertWritten(miniature, Miniature.changes(miniature.ofAuthors()));
        run("check", adapter, "--base", base, "--json");
        assertThat(json().at("/verdicts/comfyui/applied").asInt()).isEqualTo(miniature.ofAuthors().size());
    }

    /** Some names are ComfyUI's and others are diffusers', so that only the base tells which layers are the same. */
    @Test
    void namesOfDifferentKindsMeetInTheBase() throws IOException {
        Miniature miniature = new Miniature("qwen-image");
        String base = base(miniature.tensors());
        String comfy = adapter(Convention.COMFYUI, miniature.own());
        assertThat(run("merge", comfy + ":0.5", comfy + ":0.5", "--base", base, "--out", target(), "--json")).isZero();
        assertWritten(miniature, Miniature.changes(miniature.own()));
        String diffusers = adapter(Convention.DIFFUSERS, miniature.own(), "second");
        assertThat(run("merge", comfy + ":0.5", diffusers + ":0.5", "--base", base, "--out", target(), "--overwrite", "--json")).isZero();
        assertWritten(miniature, Miniature.changes(miniature.own()));
    }

    /** The base keeps q, k and v in one layer, one adapter has them apart under diffusers' names and the other fused under ComfyUI's. */
    @Test
    void rowsOfAFusedLayerOfTheBaseMeetThere() throws IOException {
        String base = base(Map.of("lair.0.att.qkv.weight", Shape.of(24, 8), "lair.1.att.qkv.weight", Shape.of(24, 8)));
        Map<String, Shape> fused = Map.of("lair.0.att.qkv.weight", Shape.of(24, 8), "lair.1.att.qkv.weight", Shape.of(24, 8));
        Miniature whole = new Miniature(fused);
        Miniature apart = new Miniature(Map.of(
                "lair.0.att.to_q.weight", Shape.of(8, 8), "lair.0.att.to_v.weight", Shape.of(8, 8),
                "lair.1.att.to_q.weight", Shape.of(8, 8), "lair.1.att.to_v.weight", Shape.of(8, 8)));
        String comfy = adapter(Convention.COMFYUI, whole.own());
        String diffusers = adapter(Convention.DIFFUSERS, apart.own(), "second");
        assertThat(run("merge", comfy, diffusers, "--base", base, "--out", target(), "--json")).isZero();
        Map<String, Matrix> sums = new TreeMap<>(Miniature.changes(whole.own()));
        Map<String, Matrix> parts = Miniature.changes(apart.own());
        sums.replaceAll((name, change) -> {
            String block = name.substring(0, name.length() - "qkv".length());
            Matrix q = Objects.requireNonNull(parts.get(block + "to_q"));
            Matrix v = Objects.requireNonNull(parts.get(block + "to_v"));
            return change.plus(q.above(Matrix.zero(8, 8)).above(v));
        });
        assertWritten(whole, sums);
    }

    /** W' = m · (W + s·BA) / ‖W + s·BA‖ by rows, with the strength in s as PEFT has it: the sum is twice what half the strength does. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void magnitudesAreMergedByTheWeightsOfTheBase(boolean fused) throws IOException {
        Miniature model = new Miniature(Map.of("lair.0.att.to_q.weight", Shape.of(6, 4), "lair.1.att.to_q.weight", Shape.of(6, 4)));
        SyntheticCheckpoint weights = new SyntheticCheckpoint();
        SyntheticCheckpoint dora = new SyntheticCheckpoint();
        Map<String, Matrix> wanted = new TreeMap<>();
        for (Pair pair : model.own()) {
            float[] before = new float[24];
            float[] magnitude = {1, 2, 0.5f, 3, 1.5f, 1};
            for (int i = 0; i < before.length; i++) {
                before[i] = (float) Math.sin(i + pair.name().hashCode() % 7);
            }
            Matrix weight = Matrix.of(6, 4, before);
            Matrix changed = weight.plus(pair.up().times(pair.down()).times(pair.scale() / 2));
            Matrix change = changed.timesRows(row -> magnitude[row] / changed.rows(row, row + 1).norm()).minus(weight).times(2);
            String path = "transformer." + pair.name();
            dora.values(path + ".lora_A.weight", DType.F32, pair.down().toFloats(), pair.down().rows(), pair.down().columns());
            dora.values(path + ".lora_B.weight", DType.F32, pair.up().toFloats(), pair.up().rows(), pair.up().columns());
            dora.values(path + ".alpha", DType.F32, new float[] {(float) pair.alpha()});
            dora.values(path + ".lora_magnitude_vector", DType.F32, magnitude, 6);
            String stored = fused ? pair.name().replace("to_q", "qkv") : pair.name();
            wanted.put(stored, fused ? change.above(Matrix.zero(12, 4)) : change);
            float[] rows = fused ? weight.above(Matrix.zero(12, 4)).toFloats() : before;
            weights.values(stored + ".weight", DType.F32, rows, fused ? 18 : 6, 4);
        }
        String base = write("base", weights);
        String adapter = write("dora", dora);
        assertThat(run("merge", adapter + ":0.5", adapter + ":0.5", "--base", base, "--out", target(), "--json")).isZero();
        assertWritten(model, wanted);
    }

    @Test
    void magnitudesWithoutTheWeightsOfTheBaseAreNotMerged() throws IOException {
        SyntheticCheckpoint dora = new SyntheticCheckpoint();
        dora.tensor("transformer.transformer_blocks.0.attn.to_q.lora_A.weight", 2, 3072);
        dora.tensor("transformer.transformer_blocks.0.attn.to_q.lora_B.weight", 3072, 2);
        dora.tensor("transformer.transformer_blocks.0.attn.to_q.lora_magnitude_vector", 3072);
        String adapter = write("dora", dora);
        assertThat(run("merge", adapter, "--base", "flux.1-dev", "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains("magnitudes", "as a file or folder", "bake");
        assertThat(run("merge", adapter, "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains("magnitudes", "as a file or folder", "bake");
    }

    /** A merged file holds pairs only; what else its inputs do is not lost without a word. */
    @Test
    void biasesAreSaidToBeLost() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        file.tensor("transformer.transformer_blocks.0.attn.to_q.lora_A.weight", 2, 3072);
        file.tensor("transformer.transformer_blocks.0.attn.to_q.lora_B.weight", 3072, 2);
        file.tensor("transformer.transformer_blocks.0.attn.to_q.lora_B.bias", 3072);
        assertThat(run("merge", write("biased", file), "--base", "flux.1-dev", "--out", target(), "--json")).isZero();
        assertThat(json().at("/warnings").toString()).contains("biases (1, such as", "acts differently");
    }
}
