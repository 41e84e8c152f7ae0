package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Baking finds the layers of the base by names and shapes: conventions, against bases under diffusers' and their authors' names. */
class BakingThroughTheBaseTest extends CommandsOnMiniatures {

    private void assertBaked(String base, Map<String, Matrix> changes) throws IOException {
        assertThat(json().at("/changed").asInt()).isEqualTo(changes.size());
        try (Checkpoint before = open(base);
                Checkpoint after = open(target())) {
            for (StoredTensor tensor : before.tensors().values()) {
                String name = tensor.info().name();
                Matrix apart = read(after, name).minus(read(before, name));
                Matrix wanted = changes.getOrDefault(name.replaceFirst("\\.weight$", ""), Matrix.zero(apart.rows(), apart.columns()));
                assertThat(apart.minus(wanted).norm()).as(name).isLessThanOrEqualTo(1e-5 * (1 + wanted.norm()));
            }
        }
    }

    @ParameterizedTest(name = "{1} into {0} under diffusers' names")
    @CsvSource({
        "flux.1-dev, DIFFUSERS", "flux.1-dev, PEFT", "flux.1-dev, BARE", "flux.1-dev, COMFYUI", "flux.1-dev, KOHYA",
        "wan2.1-t2v-1.3b, KOHYA", "qwen-image, KOHYA", "qwen-image, COMFYUI", "z-image, LYCORIS", "z-image, PEFT", "hunyuan-video, KOHYA",
        "flux.2-dev, LYCORIS", "krea-2, KOHYA",
    })
    void theModelsOwnNamesAreBaked(String model, Convention convention) throws IOException {
        Miniature miniature = new Miniature(model);
        String base = base(miniature.tensors());
        assertThat(run("bake", adapter(convention, miniature.own()), "--base", base, "--out", target(), "--json")).isZero();
        assertBaked(base, Miniature.changes(miniature.own()));
    }

    @ParameterizedTest(name = "authors'' names by {1} into {0} under diffusers' names")
    @CsvSource({
        "flux.1-dev, KOHYA", "flux.1-dev, COMFYUI", "flux.1-dev, BARE", "wan2.1-t2v-1.3b, KOHYA", "wan2.1-t2v-1.3b, COMFYUI",
        "hunyuan-video, KOHYA", "hunyuan-video, COMFYUI", "ltx-video, COMFYUI", "mochi-1, COMFYUI",
    })
    void authorsNamesAreBaked(String model, Convention convention) throws IOException {
        Miniature miniature = new Miniature(model);
        String base = base(miniature.tensors());
        assertThat(run("bake", adapter(convention, miniature.ofAuthors()), "--base", base, "--out", target(), "--json")).isZero();
        assertBaked(base, Miniature.changes(miniature.ofAuthors()));
    }

    @ParameterizedTest(name = "authors'' names by {1} into {0} under its authors' names")
    @CsvSource({"flux.1-dev, KOHYA", "flux.1-dev, COMFYUI", "wan2.1-t2v-1.3b, KOHYA", "wan2.1-t2v-1.3b, BARE", "hunyuan-video, KOHYA"})
    void authorsNamesAreBakedIntoTheAuthorsCheckpoint(String model, Convention convention) throws IOException {
        Miniature miniature = new Miniature(model);
        String base = base(miniature.tensorsOfAuthors());
        assertThat(run("bake", adapter(convention, miniature.ofAuthors()), "--base", base, "--out", target(), "--json")).isZero();
        assertBaked(base, miniature.changesOfAuthors(Miniature.changes(miniature.ofAuthors())));
    }

    /** A model that nobody knows, which keeps q, k and v in one layer; the adapter has them apart. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"COMFYUI", "KOHYA", "PEFT"})
    void whereTheBaseFusesQKAndVTheirRowsAreFoundByShapesAlone(Convention convention) throws IOException {
        String base = base(Map.of("lair.0.att.qkv.weight", Shape.of(24, 8), "lair.0.att.out.weight", Shape.of(8, 8)));
        Miniature apart = new Miniature(Map.of(
                "lair.0.att.to_q.weight", Shape.of(8, 8), "lair.0.att.to_v.weight", Shape.of(8, 8),
                "lair.0.att.to_out.0.weight", Shape.of(8, 8)));
        assertThat(run("bake", adapter(convention, apart.own()), "--base", base, "--out", target(), "--json")).isZero();
        Map<String, Matrix> changes = Miniature.changes(apart.own());
        Matrix fused = changes.get("lair.0.att.to_q").above(Matrix.zero(8, 8)).above(changes.get("lair.0.att.to_v"));
        assertBaked(base, Map.of("lair.0.att.qkv", fused, "lair.0.att.out", changes.get("lair.0.att.to_out.0")));
    }

    @Test
    void whereTheBaseKeepsQKAndVApartAFusedPairIsSplit() throws IOException {
        Map<String, Shape> split = Map.of(
                "lair.0.att.q_proj.weight", Shape.of(8, 8), "lair.0.att.k_proj.weight", Shape.of(4, 8),
                "lair.0.att.v_proj.weight", Shape.of(4, 8));
        String base = base(split);
        Miniature fused = new Miniature(Map.of("lair.0.att.qkv.weight", Shape.of(16, 8)));
        assertThat(run("bake", adapter(Convention.KOHYA, fused.own()), "--base", base, "--out", target(), "--json")).isZero();
        Matrix change = Miniature.changes(fused.own()).get("lair.0.att.qkv");
        assertBaked(base, Map.of(
                "lair.0.att.q_proj", change.rows(0, 8), "lair.0.att.k_proj", change.rows(8, 12), "lair.0.att.v_proj",
                change.rows(12, 16)));
    }

    @Test
    void layersThatTheAdapterHasTwiceCountOnce() throws IOException {
        Miniature split = new Miniature(Map.of(
                "lair.0.att.to_q.weight", Shape.of(8, 8), "lair.0.att.to_k.weight", Shape.of(8, 8),
                "lair.0.att.to_v.weight", Shape.of(8, 8)));
        String base = base(split.tensors());
        List<Pair> pairs = new Miniature(Map.of("lair.0.att.qkv.weight", Shape.of(24, 8))).own();
        Pair fused = pairs.getFirst();
        List<Pair> twice = new ArrayList<>(split.own().stream().map(pair -> {
            int from = List.of("to_q", "to_k", "to_v").indexOf(pair.name().substring("lair.0.att.".length())) * 8;
            return new Pair("", pair.name(), fused.down(), fused.up().rows(from, from + 8), fused.alpha(), pair.weight(), pair.modules());
        }).toList());
        Map<String, Matrix> changes = Miniature.changes(twice);
        twice.add(fused);
        assertThat(run("bake", adapter(Convention.KOHYA, twice), "--base", base, "--out", target(), "--json")).isZero();
        assertThat(json().at("/warnings/0").asString()).contains("count once");
        assertBaked(base, changes);
    }
}
