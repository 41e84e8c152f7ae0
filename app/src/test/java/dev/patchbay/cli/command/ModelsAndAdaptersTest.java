package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.basemodel.catalog.UserModels;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.launch.CommandLineForTests;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code models} keeps and {@code inspect} says of an adapter. */
class ModelsAndAdaptersTest {

    private static final String SAT_LORA = "src/test/resources/reference/sat-tiny-30-layers/sat-lora";
    private static final String BASE = "src/test/resources/reference/sat-tiny-30-layers/diffusers-transformer";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CliServices real = CommandLineForTests.SERVICES;
        UserModels own = UserModels.in(folder.resolve("models"));
        CliServices services = new CliServices(
                real.opener(), new BaseModels(real.opener(), own)::resolve, own, real.rules(), real.pipelines(),
                real.engine(), real.workers(), real.gpu(), real.demo(),
                real.places(), () -> false);
        out.getBuffer().setLength(0);
        return new PatchbayCommandLine(services, new PrintWriter(out), new PrintWriter(err)).run(List.of(arguments));
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void aCheckpointThatWasAddedIsABaseByItsName() {
        assertThat(run("models", "--add", BASE, "--name", "tiny", "--json")).isZero();
        assertThat(json().at("/added/family").asString()).isEqualTo("cogvideox");
        assertThat(json().at("/added/components/transformer").asInt()).isEqualTo(736);

        assertThat(run("check", SAT_LORA, "--base", "tiny", "--json")).isEqualTo(1);
        assertThat(json().at("/base").asString()).isEqualTo("tiny");
        assertThat(json().at("/verdicts_after_rules/diffusers/applied").asInt()).isEqualTo(120);
    }

    @Test
    void theListHasBuiltInModelsAndThoseOfAPersonAndSaysWhichFilesAreBroken() throws Exception {
        assertThat(run("models", "--add", BASE, "--name", "tiny")).isZero();
        Files.writeString(folder.resolve("models/broken.json"), "{");

        assertThat(run("models", "--json")).isZero();

        assertThat(json().at("/models").valueStream().map(model -> model.at("/name").asString()))
                .contains("cogvideox-2b", "flux.1-dev", "tiny");
        assertThat(json().at("/models").valueStream().filter(model -> model.at("/source").asString().equals("user"))).hasSize(1);
        assertThat(json().at("/warnings/0").asString()).contains("broken.json").contains("is not JSON");
        assertThat(run("models")).isZero();
        assertThat(out.toString())
                .contains(
                "cogvideox-2b: CogVideoX-2B, cogvideox (transformer 1.7 B, text_encoder 4.9 B, vae 216 M)",
                "flux.1-kontext-dev: FLUX.1 Kontext [dev], flux (transformer 11.9 B, text_encoder ",
                "; the same modules as flux.1-dev",
                "tiny: tiny, cogvideox (transformer 1 M), yours: ",
                "▲ ");
    }

    @Test
    void addingNeedsANameAndATakenOneIsNotReplacedUnasked() {
        assertThat(run("models", "--add", BASE)).isEqualTo(2);
        assertThat(err.toString()).contains("--add and --name go together");
        assertThat(run("models", "--add", BASE, "--name", "tiny")).isZero();
        assertThat(run("models", "--add", BASE, "--name", "tiny")).isEqualTo(2);
        assertThat(run("models", "--add", BASE, "--name", "tiny", "--overwrite")).isZero();
    }

    @Test
    void theFamilyIsWhatAPersonSays() {
        assertThat(run("models", "--add", BASE, "--name", "tiny", "--family", "my-own", "--json")).isZero();
        assertThat(json().at("/added/family").asString()).isEqualTo("my-own");

        assertThat(run("models", "--json")).isZero();
        assertThat(json().at("/models").valueStream().filter(model -> model.at("/name").asString().equals("tiny"))
                .map(model -> model.at("/family").asString())).containsExactly("my-own");
        assertThat(run("models", "--family", "flux")).isEqualTo(2);
        assertThat(err.toString()).contains("flux: --family is the family of the model to --add");
    }

    @Test
    void inspectCountsAlgorithmsRanksAlphasScalesAndTargets() {
        assertThat(run("inspect", SAT_LORA, "--json")).isZero();

        JsonNode adapter = json().at("/adapter");
        assertThat(adapter.at("/algorithms/lora").asInt()).isEqualTo(120);
        assertThat(adapter.at("/convention/namespace").asString()).isEqualTo("sat");
        assertThat(adapter.at("/convention/magnitude").asString()).isEqualTo("none");
        assertThat(adapter.at("/ranks/4").asInt()).isEqualTo(120);
        assertThat(adapter.at("/alphas/none").asInt()).isEqualTo(120);
        assertThat(adapter.at("/alpha_source").asString()).isEqualTo("sat_default");
        assertThat(adapter.at("/scales/0.25").asInt()).isEqualTo(120);
        assertThat(adapter.at("/targets").properties()).extracting(target -> target.getKey() + " " + target.getValue().asInt())
                .containsExactly(
                "attention.dense.0 30", "attention.query_key_value.0 30", "attention.query_key_value.1 30",
                "attention.query_key_value.2 30");
        assertThat(adapter.at("/leftovers/wrapped_base").asInt()).isPositive();
        assertThat(adapter.at("/incomplete").asInt()).isZero();
    }

    @Test
    void aModelOfAPersonsOwnIsAmongThoseThatAnAdapterIsHeldAgainst() {
        assertThat(run("models", "--add", BASE, "--name", "tiny")).isZero();

        assertThat(run("inspect", SAT_LORA, "--json")).isZero();

        assertThat(json().at("/family/0/name").asString()).isEqualTo("tiny");
    }

    @Test
    void inspectTellsAPersonTheSame() {
        assertThat(run("inspect", SAT_LORA)).isZero();

        assertThat(out.toString()).contains(
                "Adapter: 120 modules, matrix_A/matrix_B, rank 4, scale 0.25",
                "algorithm: lora; magnitudes: none; layers split",
                "names: sat; container none, component none, infix none",
                "  alpha: none; scale: SAT writes none and means 1/rank",
                "targets: attention.dense.0 ×30, ",
                "120 weight of the base");
    }
}
