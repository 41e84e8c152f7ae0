package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.torch.TorchWriter;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A full fine-tune of CogVideoX as SAT leaves it, with tensors that are no weights of the transformer, from the file to one that loads. */
class SatFineTuneTest {

    private static final CliServices SERVICES = CommandLineForTests.SERVICES;
    private static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");
    private static final Path BASE = REFERENCE.resolve("diffusers-transformer");

    private static final List<String> STRAY = List.of(
            "model.diffusion_model.mixins.pos_embed.pos_embedding",
            "conditioner.embedders.0.transformer.shared.weight",
            "conditioner.embedders.0.transformer.encoder.final_layer_norm.weight");

    @TempDir
    private Path folder;

    private String out = "";
    private Path sat = Path.of("");

    @BeforeEach
    void aTrainingStateWithStrayKeys() throws IOException {
        sat = folder.resolve("mp_rank_00_model_states.pt");
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        SyntheticCheckpoint stray = new SyntheticCheckpoint();
        STRAY.forEach(name -> stray.tensor(name, DType.F32, 8, 4));
        try (Checkpoint state = SERVICES.opener().open(REFERENCE.resolve("sat-full"));
                FileChannel channel = FileChannel.open(sat, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            state.tensors().forEach((name, tensor) -> tensors.put(name, tensor.data()));
            stray.build().tensors().forEach((name, tensor) -> tensors.put(name, tensor.data()));
            TorchWriter.write(tensors, "module", channel);
        }
    }

    @Test
    void theProblemIsNamedWithItsFix() {
        assertThat(run("check", sat, "--base", BASE, "--json")).isEqualTo(1);

        JsonNode problem = json().get("problems").get(0);
        assertThat(problem.get("code").asString()).isEqualTo("name-mismatch");
        assertThat(problem.get("message").asString())
                .isEqualTo("559 tensors, no adapter: the weights of a whole model like diffusers-transformer under other names. "
                        + "“SAT weights to diffusers (CogVideoX)” brings them to the base's names.");
        assertThat(problem.get("fixes").get(0).get("certain").asBoolean()).isTrue();
    }

    @Test
    void whatIsConvertedIsAModelFolderThatTheBaseHasNothingToSayAbout() throws IOException {
        Path fixed = folder.resolve("fixed");
        assertThat(run("convert", sat, "--to", "diffusers", "--base", BASE, "--out", fixed, "--json")).isZero();
        assertThat(json().get("dropped").valueStream().map(JsonNode::asString)).containsExactlyInAnyOrderElementsOf(STRAY);
        assertThat(json().get("bit_exact").asBoolean()).isTrue();
        assertThat(json().get("warnings")).isEmpty();
        assertThat(fixed.resolve("config.json")).exists();

        assertThat(run("check", fixed, "--base", BASE, "--json")).isZero();
        assertThat(json().get("problems")).isEmpty();
        try (Checkpoint written = SERVICES.opener().open(fixed);
                Checkpoint base = SERVICES.opener().open(BASE)) {
            assertThat(written.tensors().keySet()).containsExactlyInAnyOrderElementsOf(base.tensors().keySet());
        }
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }

    private int run(Object... arguments) {
        StringWriter printed = new StringWriter();
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        int code = new PatchbayCommandLine(SERVICES, new PrintWriter(printed), new PrintWriter(printed)).run(words);
        out = printed.toString();
        return code;
    }
}
