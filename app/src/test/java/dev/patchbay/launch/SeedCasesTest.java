package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.cli.command.PatchbayCommandLine;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases that people come with, each from the file they have to the file that works. */
class SeedCasesTest {

    private static final String A = ".lora_A.weight";
    private static final String B = ".lora_B.weight";
    private static final List<String> ATTENTION = List.of("to_q", "to_k", "to_v", "to_out.0");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"cogvideox-2b, 30, 1920, 240", "cogvideox-5b, 42, 3072, 336"})
    void aSatLoraIsRenamedAndScaledByOneOverItsRank(String base, int blocks, long width, int tensors) throws Exception {
        SyntheticCheckpoint sat = new SyntheticCheckpoint();
        for (int block = 0; block < blocks; block++) {
            String layer = "model.diffusion_model.transformer.layers." + block + ".attention.";
            for (String pair : List.of("query_key_value.0", "query_key_value.1", "query_key_value.2", "dense.0")) {
                int dot = pair.indexOf('.');
                small(sat, layer + pair.substring(0, dot) + ".matrix_A" + pair.substring(dot), 2, width);
                small(sat, layer + pair.substring(0, dot) + ".matrix_B" + pair.substring(dot), width, 2);
            }
            small(sat, layer + "query_key_value.original.bias", 4);
        }
        small(sat, "conditioner.embedders.0.transformer.shared.weight", 4, 4);
        small(sat, "first_stage_model.encoder.conv_in.conv.bias", 4);
        Path file = write("sat.safetensors", sat);

        JsonNode broken = check(1, file, base);
        assertThat(broken.at("/problems/0/code").asString()).isEqualTo("name-mismatch");
        assertThat(broken.at("/problems/0/fixes/0/certain").asBoolean()).isTrue();
        assertThat(broken.at("/verdicts/diffusers/outcome").asString()).isEqualTo("raises");
        assertThat(broken.at("/verdicts_after_rules/diffusers/applied").asInt()).isEqualTo(tensors / 2);
        Path fixed = convert(file, base);
        JsonNode report = check(0, fixed, base);
        assertThat(report.at("/verdicts/diffusers/outcome").asString()).isEqualTo("applies");
        assertThat(report.at("/tensors/used").asInt()).isEqualTo(tensors);
        assertThat(codes(report)).doesNotContain("name-mismatch", "alpha-unknown", "leftover-tensor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "diffusion_model.", "base_model.model.", "transformer.base_model.model.", "pipe.dit."})
    void aDiffusersLoraWithAMissingOrAWrongPrefix(String prefix) throws Exception {
        Path file = write("prefix.safetensors", attention(prefix, 2, 1920, 2));

        assertThat(check(1, file, "cogvideox-2b").at("/verdicts/diffusers/outcome").asString()).isIn("ignored", "raises");
        Path fixed = convert(file, "cogvideox-2b");
        assertThat(check(0, fixed, "cogvideox-2b").at("/verdicts/diffusers/applied").asInt()).isEqualTo(8);
    }

    @Test
    void faceChainsRankFourWhereEightIsExpectedIsPaddedWithoutChangingAnything() throws Exception {
        SyntheticCheckpoint face = new SyntheticCheckpoint();
        for (String attention : List.of("attentions.0.transformer_blocks.0.attn1", "attentions.1.transformer_blocks.0.attn1")) {
            String module = "unet.down_blocks.0." + attention + ".processor.to_v_lora";
            small(face, module + ".down.weight", 4, 320);
            small(face, module + ".up.weight", 320, 4);
        }
        Path file = write("face_frombase_c4.safetensors", face);

        JsonNode broken = check(1, file, "stable-diffusion-1.5", "--expect-rank", "8");
        JsonNode rank = problem(broken, "rank-mismatch");
        assertThat(rank.at("/message").asString()).contains("[320, 4]", "[320, 8]", "layers.0.to_v_lora.up.weight");
        assertThat(rank.at("/fixes/0/kind").asString()).isEqualTo("resize");
        assertThat(rank.at("/fixes/0/rank").asInt()).isEqualTo(8);
        Path fixed = folder.resolve("rank8.safetensors");
        run(0, "resize", file.toString(), "--rank", "8", "--out", fixed.toString());
        JsonNode report = check(0, fixed, "stable-diffusion-1.5", "--expect-rank", "8");
        assertThat(codes(report)).doesNotContain("rank-mismatch");
        try (Checkpoint written = TestOpener.OPENER.open(fixed)) {
            assertThat(written.tensors()).hasSize(4);
        }
    }

    @Test
    void aNumberedProcessorIsTranslatedToItsName() throws Exception {
        SyntheticCheckpoint numbered = new SyntheticCheckpoint();
        small(numbered, "layers.2.to_v_lora.down.weight", 4, 320);
        small(numbered, "layers.2.to_v_lora.up.weight", 320, 4);
        Path file = write("numbered.safetensors", numbered);

        JsonNode fix = check(1, file, "stable-diffusion-1.5").at("/problems/0/fixes/0/rules/0");

        assertThat(fix.at("/to").asString()).isEqualTo("unet.down_blocks.0.attentions.1.transformer_blocks.0.attn1.processor.{rest}");
    }

    @Test
    void aResumedRunThatWasSetBackAddsNothing() throws Exception {
        SyntheticCheckpoint reset = new SyntheticCheckpoint();
        small(reset, "transformer.transformer_blocks.0.attn1.to_q" + A, 4, 1920);
        reset.values("transformer.transformer_blocks.0.attn1.to_q" + B, DType.F32, new float[4 * 1920], 1920, 4);

        JsonNode zero = problem(check(1, write("2000.safetensors", reset), "cogvideox-2b"), "zero-product");

        assertThat(zero.at("/severity").asString()).isEqualTo("error");
        assertThat(zero.at("/message").asString()).contains("set back to the start on a resume");
    }

    @Test
    void aResumedRunWhoseAlphaContradictsItsMetadataIsSettledByChoosingTheScale() throws Exception {
        SyntheticCheckpoint torn = attention("transformer.", 2, 1920, 4)
                .metadata("lora_adapter_metadata", "{\"transformer.r\": 4, \"transformer.lora_alpha\": 4}");
        for (String leaf : ATTENTION) {
            for (int block = 0; block < 2; block++) {
                torn.values("transformer.transformer_blocks." + block + ".attn1." + leaf + ".alpha", DType.F32, new float[] {1});
            }
        }
        Path file = write("torn.safetensors", torn);

        JsonNode alpha = problem(check(1, file, "cogvideox-2b"), "alpha-mismatch");
        assertThat(alpha.at("/found").asString()).isIn("1", ".alpha");
        Path fixed = convert(file, "cogvideox-2b", "--scale", "1");
        JsonNode report = check(0, fixed, "cogvideox-2b");
        assertThat(codes(report)).doesNotContain("alpha-mismatch", "alpha-unknown");
    }

    /** Attention modules under a prefix, with small values. */
    private static SyntheticCheckpoint attention(String prefix, int blocks, long width, long rank) {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        for (int block = 0; block < blocks; block++) {
            for (String leaf : ATTENTION) {
                String module = prefix + "transformer_blocks." + block + ".attn1." + leaf;
                small(checkpoint, module + A, rank, width);
                small(checkpoint, module + B, width, rank);
            }
        }
        return checkpoint;
    }

    /** Values of a size that trained adapters have. */
    private static void small(SyntheticCheckpoint checkpoint, String name, long... shape) {
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (left, right) -> left * right))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(name.hashCode() + 1.7 * i) / 64;
        }
        checkpoint.values(name, DType.F32, values, shape);
    }

    private Path write(String name, SyntheticCheckpoint made) throws IOException {
        Path file = folder.resolve(name);
        Checkpoint checkpoint = made.build();
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        checkpoint.tensors().forEach((tensor, stored) -> tensors.put(tensor, stored.data()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, checkpoint.metadata(), channel);
        }
        return file;
    }

    private JsonNode check(int code, Path file, String base, String... more) {
        String[] arguments = new String[5 + more.length];
        List.of("check", file.toString(), "--base", base, "--json").toArray(arguments);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return JsonMapper.shared().readTree(run(code, arguments));
    }

    private Path convert(Path file, String base, String... more) {
        Path fixed = folder.resolve("fixed-" + file.getFileName());
        String[] arguments = new String[8 + more.length];
        List.of("convert", file.toString(), "--to", "diffusers", "--base", base, "--out", fixed.toString()).toArray(arguments);
        System.arraycopy(more, 0, arguments, 8, more.length);
        run(0, arguments);
        return fixed;
    }

    private static String run(int code, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err))
                .run(List.of(arguments));
        assertThat(exit).as(out + "\n" + err).isEqualTo(code);
        return out.toString();
    }

    private static JsonNode problem(JsonNode report, String code) {
        return report.at("/problems").valueStream().filter(one -> one.at("/code").asString().equals(code)).findFirst().orElseThrow();
    }

    private static List<String> codes(JsonNode report) {
        return report.at("/problems").valueStream().map(one -> one.at("/code").asString()).toList();
    }
}
