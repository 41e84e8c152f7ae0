package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.cli.input.ByteSize;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.cli.report.AdapterSummary;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
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

/** {@code convert}, {@code diff} and {@code batch} as a person types them. */
class ConvertCommandTest {

    private static final CliServices SERVICES = CommandLineForTests.SERVICES;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private String out = "";
    private Path sat = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void theDemosAdapter() throws IOException {
        sat = SERVICES.demo().unpack().brokenAdapter();
        model = SERVICES.demo().unpack().pipeline();
    }

    private int run(Object... arguments) {
        StringWriter printed = new StringWriter();
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        int code = new PatchbayCommandLine(SERVICES, new PrintWriter(printed), new PrintWriter(err)).run(words);
        out = printed.toString();
        return code;
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }

    @Test
    void aPeftFolderSaysRankAndAlphaInItsConfiguration() throws IOException {
        Path peft = folder.resolve("peft");
        assertThat(run("convert", sat, "--to", "peft", "--out", peft, "--json")).isZero();

        JsonNode config = JsonMapper.shared().readTree(Files.readString(peft.resolve("adapter_config.json")));
        assertThat(config.get("peft_type").asString()).isEqualTo("LORA");
        assertThat(config.get("base_model_name_or_path").isNull()).isTrue();
        assertThat(config.get("lora_alpha").asInt()).isEqualTo(1);
        assertThat(config.get("target_modules")).hasSize(24);
        assertThat(json().at("/scale/how").asString()).isEqualTo("config");
        try (Checkpoint written = SERVICES.opener().open(peft)) {
            assertThat(written.tensors().keySet()).allMatch(name -> name.startsWith("base_model.model.transformer_blocks."));
        }
    }

    @Test
    void alphaTensorsThatGaveTheScaleAreNotCalledLeftOut() {
        Path kohya = folder.resolve("kohya.safetensors");
        assertThat(run("convert", sat, "--to", "kohya", "--out", kohya, "--json")).isZero();
        assertThat(json().at("/scale/how").asString()).isEqualTo("alpha-tensor");

        assertThat(run("convert", kohya, "--to", "diffusers", "--base", model, "--out", folder.resolve("back.safetensors"), "--json"))
                .isZero();
        assertThat(json().get("used_for_scale")).hasSize(24);
        assertThat(json().get("dropped")).isEmpty();
        assertThat(json().at("/scale/source").asString()).isEqualTo("alpha_tensor");
    }

    @Test
    void fromSatToSatTheScaleStaysWhatItWas() {
        assertThat(run("convert", sat, "--to", "sat", "--out", folder.resolve("again.pt"), "--json")).isZero();
        double scale = json().at("/scale/value").asDouble();
        assertThat(scale).isLessThan(1);
        assertThat(json().at("/scale/how").asString()).isEqualTo("none");

        assertThat(run("convert", sat, "--to", "sat", "--out", folder.resolve("third.pt"))).isZero();
        assertThat(out).contains("Scale " + AdapterSummary.number(scale) + " (SAT writes none and means 1/rank)")
                .doesNotContain("Scale 1 ");
    }

    @Test
    void optionsChangeScaleTypeMetadataAndWhatIsTaken() throws IOException {
        Path target = folder.resolve("out.safetensors");
        assertThat(run(
                        "convert", sat, "--to", "diffusers", "--out", target, "--alpha", "16", "--dtype", "bf16", "--set", "author=me",
                        "--set",
                        "note=x", "--unset", "format", "--only", "transformer.transformer_blocks.0.**", "--json"))
                .isZero();
        assertThat(json().at("/scale/source").asString()).isEqualTo("chosen");
        try (Checkpoint written = SERVICES.opener().open(target)) {
            assertThat(written.metadata()).containsEntry("author", "me").containsEntry("note", "x").doesNotContainKey("format");
            assertThat(written.tensors()).hasSize(8);
            assertThat(written.infos()).allMatch(info -> info.dtype() == DType.BF16);
        }
    }

    @Test
    void howNearEveryModuleIsToItsSourceIsSaid() throws Exception {
        Path base = SERVICES.demo().unpack().pipeline();
        assertThat(run("convert", sat, "--to", "comfyui", "--base", base, "--out", folder.resolve("named.safetensors"), "--json")).isZero();
        assertThat(json().at("/arrived/modules").asInt()).isEqualTo(24);
        assertThat(json().get("bit_exact").asBoolean()).isTrue();
        assertThat(json().get("modules_measured").asInt()).isEqualTo(24);
        assertThat(json().get("modules_not_measured")).isEmpty();
        assertThat(json().get("max_delta_error").asDouble()).isZero();

        assertThat(run("convert", sat, "--to", "diffusers", "--out", folder.resolve("rounded.safetensors"), "--dtype", "bf16")).isZero();
        assertThat(out).containsPattern("24 modules do what those of the source do, within \\d\\.\\de-03 \\(the most: transformer\\.");
    }

    @Test
    void aModelWhoseRulesComputeValuesIsNotCalledBitExact() throws IOException {
        Path model = folder.resolve("model.safetensors");
        Path rules = Files.writeString(
                folder.resolve("turn.json"), "{\"patchbay\": 1, \"rules\": [{\"transpose\": \"a.weight\"}]}");
        try (FileChannel channel = FileChannel.open(model, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            new SyntheticCheckpoint().tensor("a.weight", 2, 3).tensor("b.weight", 4, 3).build().tensors()
                    .forEach((name, stored) -> tensors.put(name, stored.data()));
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        assertThat(run("convert", model, "--to", "diffusers", "--rules", rules, "--out", folder.resolve("turned.safetensors"), "--json"))
                .isZero();
        assertThat(json().get("bit_exact").asBoolean()).isFalse();
        assertThat(json().get("max_relative_error").asDouble()).isZero();
    }

    @Test
    void aDryRunWritesNothing() {
        assertThat(run("convert", sat, "--to", "diffusers", "--out", folder.resolve("out.safetensors"), "--dry-run", "--json")).isZero();
        assertThat(json().get("tensors").asInt()).isEqualTo(48);
        assertThat(json().has("verified")).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void scaleAndAlphaTogetherAreMisused() {
        assertThat(run("convert", sat, "--to", "diffusers", "--out", folder.resolve("x"), "--scale", "1", "--alpha", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("Give --scale or --alpha, not both.");
    }

    @Test
    void anAdapterOfWhichNothingFitsTheBaseIsRefused() {
        assertThat(run("convert", sat, "--to", "diffusers", "--base", "cogvideox-2b", "--out", folder.resolve("out.safetensors")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("none of its 24 modules fits cogvideox-2b", "transformer_blocks.0.attn1.", "other sizes");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sizesOfShardsAreReadAsPeopleWriteThem() throws Exception {
        ByteSize size = new ByteSize();
        assertThat(size.convert("5GB")).isEqualTo(5_000_000_000L);
        assertThat(size.convert("500 mb")).isEqualTo(500_000_000L);
        assertThat(size.convert("10")).isEqualTo(10);
        assertThat(run("convert", sat, "--to", "diffusers", "--out", folder.resolve("x"), "--max-shard-size", "much")).isEqualTo(2);
        assertThat(err.toString()).contains("much is no size");
    }

    @Test
    void diffOfAnExportAndItsSourceThroughRulesSaysWhatTheScaleDid() throws IOException {
        Path one = folder.resolve("one.safetensors");
        Path two = folder.resolve("two.safetensors");
        run("convert", sat, "--to", "diffusers", "--out", one);
        run("convert", sat, "--to", "diffusers", "--scale", "2", "--out", two);

        assertThat(run("diff", one, one, "--json")).isZero();
        assertThat(json().get("same").asInt()).isEqualTo(48);
        assertThat(run("diff", one, two, "--json")).isEqualTo(1);
        assertThat(json().get("values")).hasSize(24);
        assertThat(json().at("/values/0/cosine").asDouble()).isBetween(0.9999, 1.0001);
        assertThat(json().get("fresh_start")).isEmpty();
        assertThat(run("diff", one, two)).isEqualTo(1);
        assertThat(out).contains("Tensors that are equal in every bit: 24", "Other values: 24").contains("…");
    }

    @Test
    void aBatchDoesNotStopAtAFailure() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        run("convert", sat, "--to", "diffusers", "--out", in.resolve("a.safetensors"));
        run("convert", sat, "--to", "diffusers", "--out", in.resolve("c.safetensors"));
        Files.write(in.resolve("b.safetensors"), new byte[] {1, 2, 3});
        Files.writeString(in.resolve("notes.txt"), "no checkpoint");
        Path results = folder.resolve("results");

        assertThat(run("batch", "convert", "--in", in, "--out-dir", results, "--to", "peft", "--json")).isEqualTo(2);

        assertThat(json().get("inputs").asInt()).isEqualTo(3);
        assertThat(json().get("failed").asInt()).isEqualTo(1);
        assertThat(json().get("results").valueStream().map(result -> result.get("code").asInt())).containsExactly(0, 2, 0);
        assertThat(json().at("/results/1/error").asString()).contains("b.safetensors");
        assertThat(json().at("/results/2/report/read_back").asBoolean()).isTrue();
        assertThat(results.resolve("a/adapter_config.json")).exists();
        assertThat(results.resolve("b")).doesNotExist();
        assertThat(run("batch", "inspect", "--in", in + "/[ac]*")).isZero();
        assertThat(out).contains("Inputs: 2, failed: 0");
    }

    @Test
    void aBatchThatWritesNeedsAFolder() {
        assertThat(run("batch", "convert", "--in", folder, "--to", "peft")).isEqualTo(2);
        assertThat(err.toString()).contains("say by --out-dir where to");
        assertThat(run("batch", "inspect", "--in", folder)).isEqualTo(2);
        assertThat(err.toString()).contains("no checkpoint was found there");
    }

    @Test
    void anAdapterOfNoUseIsRefusedByTheNameOfItsTensor() throws IOException {
        String module = "transformer.transformer_blocks.0.attn1.to_q";
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put(module + ".lora_A.weight", values(Float.NaN, 1));
        tensors.put(module + ".lora_B.weight", values(1, 1));
        Path broken = folder.resolve("broken.safetensors");
        try (FileChannel channel = FileChannel.open(broken, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        assertThat(run("convert", broken, "--to", "diffusers", "--out", folder.resolve("new.safetensors"))).isEqualTo(2);
        assertThat(err.toString()).contains(broken.toString(), module + ".lora_A.weight", "NaN");
        assertThat(folder.resolve("new.safetensors")).doesNotExist();
    }

    private static TensorData values(float first, float second) {
        byte[] bytes = new byte[2 * Float.BYTES];
        FloatCodec.encode(DType.F32, new float[] {first, second}, MemorySegment.ofArray(bytes));
        Shape shape = Float.isNaN(first) ? Shape.of(1, 2) : Shape.of(2, 1);
        return new SyntheticCheckpoint.Bytes(DType.F32, shape, bytes);
    }
}
