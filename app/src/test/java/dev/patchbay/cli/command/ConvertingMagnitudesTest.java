package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where only some pairs have DoRA's magnitudes, a conversion for a program of PEFT's layers writes the others' too: the lengths of the rows
 * of the base's weight plus the change, which leave the layer as it would be without.
 */
class ConvertingMagnitudesTest extends CommandsOnMiniatures {

    /** Of every other pair, by the model's own layer. */
    private final Map<String, Matrix> given = new HashMap<>();

    private String dora(Convention convention, List<Pair> pairs) throws IOException {
        boolean kohya = convention == Convention.KOHYA;
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (Pair pair : pairs) {
            String path = convention.path(pair);
            int outputs = pair.up().rows();
            file.values(path + convention.down(), DType.F32, pair.down().toFloats(), 2, pair.down().columns());
            file.values(path + convention.up(), DType.F32, pair.up().toFloats(), outputs, 2);
            file.values(path + ".alpha", DType.F32, new float[] {1});
            if (pairs.indexOf(pair) % 2 == 0) {
                Matrix lengths = Matrix.of(outputs, 1, lengths(outputs));
                file.values(path + (kohya ? ".dora_scale" : ".lora_magnitude_vector"), DType.F32, lengths.toFloats(),
                        kohya ? new long[] {outputs, 1} : new long[] {outputs});
                pair.modules().forEach(one -> given.put(one.module().name(), rows(lengths, one)));
            }
        }
        return write("adapter", file);
    }

    private static float[] lengths(int count) {
        float[] lengths = new float[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = 1 + i % 5;
        }
        return lengths;
    }

    private static Matrix rows(Matrix all, LinkedModule linked) {
        return Matrix.stacked(linked.rows().stream().map(range -> all.rows((int) range.from(), (int) range.to())).toList());
    }

    /** The weight of a layer of the model, wherever the base keeps its rows. */
    private static Matrix weight(Checkpoint base, Miniature miniature, String layer) throws IOException {
        for (Map.Entry<String, List<LinkedModule>> fused : miniature.linked().entrySet()) {
            Optional<LinkedModule> own = fused.getValue().stream().filter(one -> one.module().name().equals(layer)).findFirst();
            if (own.isPresent() && base.tensor(fused.getKey() + ".weight").isPresent()) {
                return rows(read(base, fused.getKey() + ".weight"), own.get());
            }
        }
        throw new AssertionError(layer);
    }

    private static Matrix lengthsOfRows(Matrix matrix) {
        List<Matrix> lengths = new ArrayList<>();
        for (int row = 0; row < matrix.rows(); row++) {
            lengths.add(Matrix.of(1, 1, new float[] {(float) matrix.rows(row, row + 1).norm()}));
        }
        return Matrix.stacked(lengths);
    }

    @ParameterizedTest(name = "{0} from {1} for {2}, layers under authors'' names {3}, base under them {4}")
    @CsvSource({
        "flux.1-dev, DIFFUSERS, diffusers, false, false", "flux.1-dev, DIFFUSERS, peft, false, true",
        "flux.1-dev, KOHYA, diffusers, true, true", "flux.1-dev, KOHYA, peft, true, false", "z-image, PEFT, diffusers, false, true",
        "wan2.1-t2v-1.3b, KOHYA, peft, true, true", "hunyuan-video, KOHYA, diffusers, true, false",
        "stable-diffusion-xl, KOHYA, diffusers, false, false",
    })
    void thoseThatAreMissingFollowFromTheWeights(String model, Convention convention, String target, boolean authors, boolean ofAuthors)
            throws IOException {
        Miniature miniature = new Miniature(model);
        List<Pair> pairs = authors ? miniature.ofAuthors() : miniature.own();
        String base = base(ofAuthors ? miniature.tensorsOfAuthors() : miniature.tensors());
        Path written = folder.resolve(target.equals("peft") ? "out" : "out.safetensors");

        assertThat(run("convert", dora(convention, pairs), "--to", target, "--base", base, "--out", written.toString(), "--json"))
                .as(err.toString()).isZero();

        assertThat(json().at("/verified").asBoolean()).as(out.toString()).isTrue();
        Map<String, Matrix> changes = Miniature.changes(pairs);
        try (Checkpoint after = open(written.toString()); Checkpoint before = open(base)) {
            WrittenAdapter found = new WrittenAdapter(after);
            assertThat(found.modules()).hasSameSizeAs(changes.keySet());
            for (String module : found.modules()) {
                String layer = module.substring(target.equals("peft") ? "base_model.model.".length() : module.indexOf('.') + 1);
                Matrix change = Optional.ofNullable(changes.get(layer)).orElseThrow();
                Matrix wanted = Optional.ofNullable(given.get(layer))
                        .orElse(lengthsOfRows(weight(before, miniature, layer).plus(change)));
                assertThat(found.magnitude(module).orElseThrow().minus(wanted).norm()).as(module)
                        .isLessThanOrEqualTo(1e-4 * wanted.norm());
            }
        }
    }

    /** A program that reads each module by itself needs none. */
    @ParameterizedTest
    @CsvSource({"comfyui", "kohya"})
    void whereEachModuleStandsAloneNoneIsAdded(String target) throws IOException {
        Miniature miniature = new Miniature("stable-diffusion-xl");
        String adapter = dora(Convention.DIFFUSERS, miniature.own());
        run("convert", adapter, "--to", target, "--base", base(miniature.tensors()), "--out", target(), "--json");
        try (Checkpoint after = open(target())) {
            WrittenAdapter found = new WrittenAdapter(after);
            assertThat(found.modules().stream().filter(module -> found.magnitude(module).isPresent()).count()).isEqualTo(given.size());
        }
    }

    /** The weight of a layer is not in the file: a made up length would be a false one. */
    @Test
    void withoutTheWeightOfALayerNothingIsWritten() throws IOException {
        Miniature miniature = new Miniature(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8)));
        String adapter = dora(Convention.DIFFUSERS, miniature.own());
        assertThat(run("convert", adapter, "--to", "diffusers", "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains("1 of 2 modules have DoRA magnitudes").hasLineCount(1);
        assertThat(Files.exists(Path.of(target()))).isFalse();
    }
}
