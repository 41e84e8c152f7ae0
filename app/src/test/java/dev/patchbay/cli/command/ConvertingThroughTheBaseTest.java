package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A conversion brings every module to the base that it is given, or says which it cannot. */
class ConvertingThroughTheBaseTest extends CommandsOnMiniatures {

    @ParameterizedTest(name = "{1} for {0}, authors'' names {2}, base under them {3}")
    @CsvSource({
        "flux.1-dev, KOHYA, true, false", "flux.1-dev, COMFYUI, true, true", "flux.1-dev, KOHYA, true, true",
        "flux.1-dev, LYCORIS, false, false", "wan2.1-t2v-1.3b, KOHYA, true, true", "wan2.1-t2v-1.3b, PEFT, false, true",
        "hunyuan-video, KOHYA, true, false", "qwen-image, KOHYA, false, false", "z-image, BARE, false, false",
        "krea-2, COMFYUI, false, false",
    })
    void convertingBringsEveryModuleToTheBase(String model, Convention convention, boolean authors, boolean ofAuthors) throws IOException {
        Miniature miniature = new Miniature(model);
        List<Pair> pairs = authors ? miniature.ofAuthors() : miniature.own();
        String base = base(ofAuthors ? miniature.tensorsOfAuthors() : miniature.tensors());
        assertThat(run("convert", adapter(convention, pairs), "--to", "diffusers", "--base", base, "--out", target(), "--json")).isZero();
        Map<String, Matrix> changes = Miniature.changes(pairs);
        assertThat(json().at("/arrived/modules").asInt()).isEqualTo(changes.size());
        assertThat(json().at("/arrived/of").asInt()).isEqualTo(changes.size());
        assertWritten(miniature, changes);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"krea-2, COMFYUI", "krea-2, KOHYA", "z-image, PEFT"})
    void whatWouldDoNothingOnTheBaseIsRefused(String model, Convention convention) throws IOException {
        String base = base(new Miniature(model).tensors());
        Miniature other = new Miniature(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8)));
        int code = run("convert", adapter(convention, other.own()), "--to", "diffusers", "--base", base, "--out", target());
        assertThat(code).isEqualTo(2);
        assertThat(folder.resolve("out.safetensors")).doesNotExist();
    }

    @Test
    void sizesThatNoModuleOfTheBaseHasAreRefused() throws IOException {
        Miniature large = new Miniature(Map.of("lair.0.net.weight", Shape.of(24, 8)));
        String base = base(Map.of("lair.0.net.weight", Shape.of(12, 4)));
        int code = run("convert", adapter(Convention.DIFFUSERS, large.own()), "--to", "diffusers", "--base", base, "--out", target());
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("lair.0.net", "other sizes", "--base");
    }

    @Test
    void theReportCountsTheModulesThatTheBaseLacks() throws IOException {
        Miniature three = new Miniature(Map.of(
                "lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8), "lair.2.net.weight", Shape.of(24, 8)));
        String base = base(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8)));
        String adapter = adapter(Convention.DIFFUSERS, three.own());
        assertThat(run("convert", adapter, "--to", "diffusers", "--base", base, "--out", target())).isZero();
        assertThat(out.toString()).contains("2 of 3 modules arrive in base.safetensors");
    }

    @Test
    void anAdapterForComfyUiOfNoKnownFamilyKeepsItsNames() throws IOException {
        Miniature nobodys = new Miniature(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8)));
        String adapter = adapter(Convention.COMFYUI, nobodys.own());
        assertThat(run("convert", adapter, "--to", "comfyui", "--out", target())).isZero();
        try (Checkpoint before = open(adapter);
                Checkpoint after = open(target())) {
            assertThat(after.tensors().keySet()).containsExactlyInAnyOrderElementsOf(before.tensors().keySet().stream()
                    .map(name -> name.replace(".lora_A.", ".lora_down.").replace(".lora_B.", ".lora_up."))
                    .toList());
        }
    }

    /** ComfyUI finds any model's modules under the names that the model has, so q, k and v are joined or cut as the base has them. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"COMFYUI", "KOHYA", "PEFT"})
    void forComfyUiQKAndVAreWhatABaseOfNoKnownFamilyHas(Convention convention) throws IOException {
        Map<String, Shape> split = Map.of(
                "lair.0.att.to_q.weight", Shape.of(8, 8), "lair.0.att.to_k.weight", Shape.of(8, 8),
                "lair.0.att.to_v.weight", Shape.of(8, 8));
        Miniature apart = new Miniature(split);
        String base = base(Map.of("model.diffusion_model.lair.0.att.qkv.weight", Shape.of(24, 8)));
        assertThat(run("convert", adapter(convention, apart.own()), "--to", "comfyui", "--base", base, "--out", target())).isZero();
        Map<String, Matrix> changes = Miniature.changes(apart.own());
        Matrix fused = Stream.of("q", "k", "v").map(part -> changes.get("lair.0.att.to_" + part)).reduce(Matrix::above).orElseThrow();
        Map<String, Matrix> written = written();
        assertThat(written).containsOnlyKeys("lair.0.att.qkv");
        assertThat(written.values().iterator().next().minus(fused).norm()).isLessThanOrEqualTo(1e-5 * fused.norm());
    }
}
