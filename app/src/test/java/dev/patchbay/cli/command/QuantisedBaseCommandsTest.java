package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.quantised.QuantisedFile;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Commands on a base in scaled float8 and one in NF4, with an adapter under ComfyUI's names (ComfyUI PR 10267 and 10279): no command takes
 * codes for weights.
 */
class QuantisedBaseCommandsTest extends CommandsOnMiniatures {

    private static final List<String> LAYERS = List.of("self_attn.q", "self_attn.k", "cross_attn.v", "ffn.0");

    @BeforeEach
    void files() throws IOException {
        QuantisedFile scaled = new QuantisedFile().codes("scaled_fp8", DType.F8_E4M3, Shape.of(2), 0, 0);
        QuantisedFile nf4 = new QuantisedFile();
        SyntheticCheckpoint adapter = new SyntheticCheckpoint();
        for (String layer : LAYERS) {
            String module = "blocks.0." + layer;
            scaled.codes(module + ".weight", DType.F8_E4M3, Shape.of(8, 8), IntStream.range(0, 64).map(i -> i * 3 % 0x7f).toArray())
                    .floats(module + ".scale_weight", Shape.of(1), 0.001f)
                    .plain(module + ".bias", 8);
            nf4.codes(module + ".weight", DType.U8, Shape.of(32, 1), IntStream.range(0, 32).map(i -> i * 7 % 256).toArray())
                    .floats(module + ".weight.absmax", Shape.of(1), 0.1f)
                    .json(
                            module + ".weight.quant_state.bitsandbytes__nf4",
                            "{\"quant_type\": \"nf4\", \"blocksize\": 64, \"dtype\": \"bfloat16\", \"shape\": [8, 8]}");
            adapter.tensor("diffusion_model." + module + ".lora_A.weight", 2, 8)
                    .tensor("diffusion_model." + module + ".lora_B.weight", 8, 2);
        }
        write("scaled", scaled.build());
        write("nf4", nf4.build());
        write("adapter", adapter.build());
    }

    private static Matrix read(String file, String tensor) throws IOException {
        try (Checkpoint checkpoint = CommandLineForTests.SERVICES.opener().open(Path.of(file))) {
            return Matrix.read(tensor, checkpoint.tensor(tensor).orElseThrow().data());
        }
    }

    @Test
    void inspectShowsWeightsWithWhatIsStoredBesideThem() {
        assertThat(run("inspect", path("nf4"), "--tensors", "--json")).isZero();
        JsonNode first = json().at("/tensor_list/0");
        assertThat(json().at("/tensors").asInt()).isEqualTo(LAYERS.size());
        assertThat(first.at("/dtype").asString()).isEqualTo("nf4");
        assertThat(first.at("/shape").toString()).isEqualTo("[8,8]");
        assertThat(first.at("/stored/dtype").asString()).isEqualTo("u8");
        assertThat(first.at("/stored/shape").toString()).isEqualTo("[32,1]");
        assertThat(first.at("/stored/companions")).hasSize(2);

        assertThat(run("inspect", path("scaled"), "--stats")).isZero();
        assertThat(out.toString()).contains("F8_E4M3 × scale [8, 8]  (stored as F8_E4M3 [8, 8])", "4 weights are stored as")
                .doesNotContain("scale_weight");
    }

    @Test
    void bakeAddsToWeights() throws IOException {
        for (String base : List.of("scaled", "nf4")) {
            String target = path("baked-" + base);
            assertThat(run("bake", path("adapter"), "--base", path(base), "--out", target, "--dtype", "f32", "--json")).as(err.toString())
                    .isZero();
            assertThat(json().at("/changed").asInt()).isEqualTo(LAYERS.size());
            for (String layer : LAYERS) {
                String module = "blocks.0." + layer;
                Matrix wanted = read(path("adapter"), "diffusion_model." + module + ".lora_B.weight")
                        .times(read(path("adapter"), "diffusion_model." + module + ".lora_A.weight"))
                        .plus(read(path(base), module + ".weight"));
                assertThat(read(target, module + ".weight").minus(wanted).norm()).isLessThan(1e-6 * wanted.norm());
            }
            assertThat(run("inspect", target, "--tensors")).isZero();
            assertThat(out.toString()).doesNotContain("scale_weight", "scaled_fp8", "absmax", "quant_state", "stored as");
        }
    }

    @Test
    void bakeWithoutATypeRefusesAndSaysWhatToDo() {
        assertThat(run("bake", path("adapter"), "--base", path("nf4"), "--out", path("baked"))).isNotZero();
        assertThat(err.toString()).contains(path("nf4"), "blocks.0.cross_attn.v.weight", "NF4", "--dtype");
        assertThat(Path.of(path("baked"))).doesNotExist();
    }

    @Test
    void diffComparesWhatIsMeant() {
        assertThat(run("bake", path("adapter") + ":0", "--base", path("scaled"), "--out", path("same"), "--dtype", "f32")).isZero();
        assertThat(run("diff", path("scaled"), path("same"), "--json")).isZero();
        assertThat(json().at("/same").asInt()).isEqualTo(2 * LAYERS.size());
    }

    @Test
    void anAdapterIsMappedOntoTheModulesThatAreMeant() {
        run("check", path("adapter"), "--base", path("nf4"), "--json");
        assertThat(out.toString()).doesNotContain("shape-mismatch");
        assertThat(run("convert", path("adapter"), "--base", path("nf4"), "--to", "comfyui", "--out", path("converted"))).as(err.toString())
                .isZero();
    }

    /** nunchaku's SVDQuant: the codes' values are not known, so nothing is added to them, and the sentence says why. */
    @Test
    void aBaseInAFormatThatIsOnlyNamedIsRefusedForThatReason() throws IOException {
        QuantisedFile svd = new QuantisedFile();
        for (String layer : LAYERS) {
            String module = "blocks.0." + layer;
            svd.codes(module + ".qweight", DType.I8, Shape.of(8, 4), new int[32])
                    .floats(module + ".wscales", Shape.of(1, 8), new float[8])
                    .floats(module + ".lora_down", Shape.of(8, 2), new float[16])
                    .floats(module + ".lora_up", Shape.of(8, 2), new float[16]);
        }
        write("svd", svd.build());
        assertThat(run("inspect", path("svd"), "--tensors", "--json")).isZero();
        assertThat(json().at("/tensors").asInt()).isEqualTo(LAYERS.size());
        assertThat(json().at("/tensor_list/0/shape").toString()).isEqualTo("[8,8]");
        for (String type : List.of("f32", "bf16")) {
            assertThat(run("bake", path("adapter"), "--base", path("svd"), "--out", path("baked"), "--dtype", type)).isNotZero();
            assertThat(err.toString()).contains(path("svd"), "blocks.0.cross_attn.v.weight", "SVDQuant (nunchaku)");
        }
        assertThat(Path.of(path("baked"))).doesNotExist();
        run("check", path("adapter"), "--base", path("svd"), "--json");
        assertThat(out.toString()).doesNotContain("shape-mismatch");
    }
}
