package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.lowrank.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code resize}, {@code merge} and {@code bake} on reference files, as a person would type them. */
class LowRankCommandsTest extends CommandsInFolder {

    private static final String MODULE = "transformer.transformer_blocks.0.attn1.to_q";

    @Test
    void resizeHalvesTheRankAndSaysWhatThatCosts() throws IOException {
        assertThat(run("resize", lora(), "--rank", "2", "--out", file("small.safetensors"), "--json")).isZero();

        assertThat(err.toString()).isEmpty();
        JsonNode report = json();
        assertThat(report.at("/modules").asInt()).isEqualTo(120);
        assertThat(report.at("/ranks/2").asInt()).isEqualTo(120);
        assertThat(report.at("/max_relative_error").asDouble()).isBetween(0.01, 0.9);
        assertThat(report.at("/module_errors/0/rank_before").asInt()).isEqualTo(4);
        assertThat(report.at("/read_back").asBoolean()).isTrue();
        assertThat(report.at("/verified").asBoolean()).as("not known without a base").isFalse();
        assertThat(report.at("/warnings").isArray()).isTrue();
        try (Checkpoint written = open(file("small.safetensors"))) {
            assertThat(written.tensor(MODULE + ".lora_A.weight").orElseThrow().info().shape().size(0)).isEqualTo(2);
        }
    }

    @Test
    void resizeToAnErrorBoundKeepsIt() {
        assertThat(run("resize", lora(), "--error", "0.3", "--out", file("small.safetensors"), "--json")).isZero();
        assertThat(json().at("/max_relative_error").asDouble()).isLessThanOrEqualTo(0.3 + 1e-6);
    }

    @Test
    void resizeUpFillsWithZerosAndChangesNothing() {
        assertThat(run("resize", lora(), "--rank", "8", "--out", file("large.safetensors"), "--json")).isZero();
        assertThat(json().at("/max_relative_error").asDouble()).isZero();
        assertThat(json().at("/warnings/0").asString()).contains("zeros");
    }

    @Test
    void resizeTakesExactlyOneWayToSayHowMuch() {
        assertThat(run("resize", SAT_LORA, "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(run("resize", SAT_LORA, "--rank", "2", "--error", "0.1", "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(run("resize", SAT_LORA, "--rank", "0", "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(run("resize", SAT_LORA, "--energy", "1.5", "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(folder.resolve("x.safetensors")).doesNotExist();
    }

    @Test
    void aRankThatNoMemoryHoldsIsRefused() {
        assertThat(run("resize", lora(), "--rank", "2000000000", "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(err.toString()).contains("2000000000", "smaller");
    }

    @Test
    void resizeNeverWritesOverItsSourceNorOverAnythingUnasked() throws IOException {
        String lora = lora();
        assertThat(run("resize", lora, "--rank", "2", "--overwrite", "--out", lora)).isEqualTo(2);
        Path mine = Files.writeString(folder.resolve("mine.safetensors"), "precious");
        assertThat(run("resize", lora, "--rank", "2", "--out", mine.toString())).isEqualTo(2);
        assertThat(mine).hasContent("precious");
        assertThat(run("resize", lora, "--rank", "2", "--overwrite", "--out", mine.toString())).isZero();
    }

    @Test
    void mergeAddsAdaptersOfDifferentConventions() throws IOException {
        assertThat(run("merge", SAT_LORA, lora() + ":-0.5", "--out", file("merged.safetensors"), "--json")).isZero();

        assertThat(json().at("/ranks/8").asInt()).isEqualTo(120);
        assertThat(json().at("/max_relative_error").asDouble()).isLessThan(1e-3);
        try (Checkpoint merged = open(file("merged.safetensors"));
                Checkpoint lora = open(file("lora.safetensors"))) {
            Matrix delta = product(lora).times(0.5);
            assertThat(product(merged).minus(delta).norm()).isLessThan(2e-3 * delta.norm());
        }
    }

    private static Matrix product(Checkpoint checkpoint) throws IOException {
        return Matrix.read(MODULE, checkpoint.tensor(MODULE + ".lora_B.weight").orElseThrow().data())
                .times(Matrix.read(MODULE, checkpoint.tensor(MODULE + ".lora_A.weight").orElseThrow().data()));
    }

    @Test
    void mergeBackToARankOfAnAdapterAndItselfLosesNothing() {
        String lora = lora();
        assertThat(run("merge", lora + ":0.5", lora + ":0.5", "--rank", "4", "--out", file("merged.safetensors"), "--json")).isZero();
        assertThat(json().at("/ranks/4").asInt()).isEqualTo(120);
        assertThat(json().at("/max_relative_error").asDouble()).isLessThan(1e-3);
    }

    @Test
    void bakeWritesAModelFolderThatHoldsTheAdapter() throws IOException {
        assertThat(run("bake", SAT_LORA + ":2", "--base", BASE, "--dtype", "f32", "--out", file("baked"), "--json")).isZero();

        assertThat(json().at("/changed").asInt()).isEqualTo(120);
        assertThat(json().at("/max_relative_error").asDouble()).isLessThan(1e-6);
        assertThat(json().at("/dtype").asString()).isEqualTo("f32");
        assertThat(folder.resolve("baked/config.json")).exists();
        assertThat(json().get("read_back").asBoolean()).isTrue();
        assertThat(json().get("verified").asBoolean()).as("no program's loader was asked").isFalse();
        lora();
        try (Checkpoint baked = open(file("baked")); Checkpoint base = open(BASE); Checkpoint lora = open(file("lora.safetensors"))) {
            String weight = "transformer_blocks.0.attn1.to_q.weight";
            Matrix delta = Matrix.read("q", baked.tensor(weight).orElseThrow().data())
                    .minus(Matrix.read("q", base.tensor(weight).orElseThrow().data()));
            Matrix wanted = product(lora).times(2);
            assertThat(delta.minus(wanted).norm()).isLessThan(2e-3 * wanted.norm());
            assertThat(baked.tensors().keySet()).isEqualTo(base.tensors().keySet());
        }
    }

    @Test
    void bakeIntoOneFileKeepsTypes() throws IOException {
        assertThat(run("bake", SAT_LORA, "--base", BASE, "--out", file("baked.safetensors"))).isZero();

        assertThat(out.toString()).contains("120", "rounding");
        try (Checkpoint baked = open(file("baked.safetensors")); Checkpoint base = open(BASE)) {
            base.infos().forEach(info -> assertThat(baked.tensor(info.name()).orElseThrow().info()).isEqualTo(info));
        }
    }

    @Test
    void bakeRefusesAFolderThatHoldsSomething() throws IOException {
        Files.createDirectory(folder.resolve("full"));
        Files.writeString(folder.resolve("full/mine.txt"), "precious");

        assertThat(run("bake", SAT_LORA, "--base", BASE, "--out", file("full"))).isEqualTo(2);
        assertThat(folder.resolve("full")).isDirectoryContaining("glob:**/mine.txt");
    }
}
