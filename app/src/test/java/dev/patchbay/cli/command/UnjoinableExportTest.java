package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs that keep q, k and v in one layer get adapters whose parts cannot be joined: each layer under its own name where the program
 * looks for that, and otherwise left out with a sentence. What arrives does to the weights what the source does.
 */
class UnjoinableExportTest extends CommandsInFolder {

    private static final String BLOCK = "transformer.transformer_blocks.0.";
    private static final String Q = BLOCK + "attn.to_q";
    private static final String K = BLOCK + "attn.to_k";
    private static final String V = BLOCK + "attn.to_v";
    private static final String OUT = BLOCK + "attn.to_out.0";

    /** What an adapter has for a layer {@code [out, in]}. */
    enum Kind {
        PAIR, MAGNITUDES, COLUMN_MAGNITUDES, LOKR, LOHA, DIFFERENCE;

        void add(SyntheticCheckpoint file, String module, long rows, long columns) {
            switch (this) {
                case PAIR -> pair(file, module, rows, columns);
                case MAGNITUDES -> {
                    pair(file, module, rows, columns);
                    file.values(module + ".lora_magnitude_vector", DType.F32, lengths(rows), rows);
                }
                case COLUMN_MAGNITUDES -> {
                    pair(file, module, rows, columns);
                    file.values(module + ".dora_scale", DType.F32, lengths(columns), 1, columns);
                }
                case LOKR -> file.tensor(module + ".lokr_w1", 2, 2).tensor(module + ".lokr_w2", rows / 2, columns / 2);
                case LOHA -> file.tensor(module + ".hada_w1_a", rows, 2).tensor(module + ".hada_w1_b", 2, columns)
                        .tensor(module + ".hada_w2_a", rows, 2).tensor(module + ".hada_w2_b", 2, columns);
                case DIFFERENCE -> file.tensor(module + ".diff", rows, columns);
            }
        }

        private static void pair(SyntheticCheckpoint file, String module, long rows, long columns) {
            file.tensor(module + ".lora_A.weight", 2, columns).tensor(module + ".lora_B.weight", rows, 2);
        }

        private static float[] lengths(long count) {
            float[] values = new float[(int) count];
            for (int i = 0; i < values.length; i++) {
                values[i] = 1 + i * 0.125f;
            }
            return values;
        }
    }

    private String write(String name, SyntheticCheckpoint made) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        made.build().tensors().forEach((tensor, stored) -> tensors.put(tensor, stored.data()));
        try (FileChannel channel = FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        return file(name);
    }

    private String base(Miniature model) throws IOException {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        model.tensors().forEach((name, shape) -> made.tensor(name, shape.toArray()));
        return write("base.safetensors", made);
    }

    private static void add(SyntheticCheckpoint file, Miniature model, Kind kind, String... modules) {
        for (String module : modules) {
            Shape weight = model.tensors().get(module.substring("transformer.".length()) + ".weight");
            kind.add(file, module, weight.size(0), weight.size(1));
        }
    }

    private Set<String> names(String file) throws IOException {
        try (Checkpoint written = CommandLineForTests.SERVICES.opener().open(Path.of(file))) {
            return new TreeSet<>(written.tensors().keySet());
        }
    }

    /** Bakes both files and holds that they make the same weights of the base. */
    private void assertSameWeights(String base, String source, String written, int changed) throws IOException {
        assertThat(run("bake", source, "--base", base, "--out", file("one.safetensors"))).as(err.toString()).isZero();
        assertThat(run("bake", written, "--base", base, "--out", file("two.safetensors"))).as(err.toString()).isZero();
        int differing = 0;
        try (Checkpoint before = CommandLineForTests.SERVICES.opener().open(Path.of(base));
                Checkpoint one = CommandLineForTests.SERVICES.opener().open(folder.resolve("one.safetensors"));
                Checkpoint two = CommandLineForTests.SERVICES.opener().open(folder.resolve("two.safetensors"))) {
            for (StoredTensor tensor : before.tensors().values()) {
                String name = tensor.info().name();
                Matrix wanted = Matrix.read(name, one.tensor(name).orElseThrow().data());
                Matrix got = Matrix.read(name, two.tensor(name).orElseThrow().data());
                assertThat(got.minus(wanted).norm()).as(name).isLessThanOrEqualTo(1e-5 * wanted.norm());
                differing += got.minus(Matrix.read(name, tensor.data())).norm() > 0.1 ? 1 : 0;
            }
        }
        assertThat(differing).as("changed weights").isEqualTo(changed);
    }

    @ParameterizedTest(name = "{0}: q is {1}, k is {2}")
    @CsvSource({
        "flux.1-dev, LOKR, ", "flux.1-dev, MAGNITUDES, ", "flux.1-dev, MAGNITUDES, PAIR", "flux.2-dev, LOKR, ", "flux.2-dev, MAGNITUDES, ",
        "flux.2-dev, LOHA, LOHA", "flux.2-dev, DIFFERENCE, ", "flux.2-dev, LOKR, PAIR", "flux.2-dev, COLUMN_MAGNITUDES, PAIR",
    })
    void whatCannotBeJoinedStandsUnderTheNameByWhichComfyUiLooksForItAlone(String model, Kind q, Kind k) throws IOException {
        Miniature miniature = new Miniature(model);
        String base = base(miniature);
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        add(file, miniature, q, Q);
        add(file, miniature, Kind.PAIR, OUT);
        if (k != null) {
            add(file, miniature, k, K);
        }
        String source = write("in.safetensors", file);

        assertThat(run("convert", "--to", "comfyui", "--base", base, "--out", file("comfy.safetensors"), source))
                .as(err.toString()).isZero();
        int modules = k == null ? 2 : 3;
        assertThat(out.toString()).contains(modules + " of " + modules + " modules arrive in base.safetensors");
        assertThat(names(file("comfy.safetensors")))
                .anyMatch(name -> name.startsWith(Q + "."))
                .anyMatch(name -> name.startsWith("diffusion_model.double_blocks.0.img_attn.proj."))
                .noneMatch(name -> name.contains("qkv"));
        run("check", "--verbose", "--base", base, file("comfy.safetensors"));
        assertThat(out.toString()).contains("ComfyUI applies the whole adapter (" + modules + " modules)");
        assertSameWeights(base, source, file("comfy.safetensors"), modules);
    }

    @Test
    void theSameHoldsForTheLayersOfZImage() throws IOException {
        Miniature miniature = new Miniature("z-image");
        String base = base(miniature);
        String module = "transformer.layers.0.attention.to_";
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        add(file, miniature, Kind.LOKR, module + "v");
        add(file, miniature, Kind.MAGNITUDES, module + "out.0");
        String source = write("in.safetensors", file);

        assertThat(run("convert", "--to", "comfyui", "--base", base, "--out", file("comfy.safetensors"), source))
                .as(err.toString()).isZero();

        assertThat(names(file("comfy.safetensors"))).contains(
                module + "v.lokr_w1", module + "v.lokr_w2", "diffusion_model.layers.0.attention.out.dora_scale");
        assertSameWeights(base, source, file("comfy.safetensors"), 2);
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"flux.1-dev, comfyui", "flux.2-dev, comfyui"})
    void magnitudesOfAllRowsAreJoinedOneAfterAnother(String model, String target) throws IOException {
        Miniature miniature = new Miniature(model);
        String base = base(miniature);
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        add(file, miniature, Kind.MAGNITUDES, Q, K, V);
        file.values(K + ".alpha", DType.F32, new float[] {0.5f});
        String source = write("in.safetensors", file);

        assertThat(run("convert", "--to", target, "--base", base, "--out", file("fused.safetensors"), source)).as(err.toString()).isZero();

        assertThat(names(file("fused.safetensors"))).hasSize(4).anyMatch(name -> name.endsWith("qkv.dora_scale"));
        assertSameWeights(base, source, file("fused.safetensors"), 3);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"LOKR, lokr_w1", "LOHA, hada_w1_a"})
    void whereTheProgramLooksForTheWholeLayerOnlyTheModuleIsLeftOutByName(Kind kind, String part) throws IOException {
        Miniature miniature = new Miniature("flux.2-dev");
        String base = base(miniature);
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        add(file, miniature, kind, Q, K);
        add(file, miniature, kind, OUT);
        String source = write("in.safetensors", file);

        assertThat(run("convert", "--to", "kohya", "--base", base, "--out", file("kohya.safetensors"), source)).as(err.toString()).isZero();

        assertThat(names(file("kohya.safetensors"))).allMatch(name -> name.startsWith("lora_unet_double_blocks_0_img_attn_proj."));
        assertThat(out.toString()).contains("1 of 3 modules arrive").contains("has no other name for them: 2, such as " + Q).contains(part);
    }

    /** musubi-tuner (0.3.4), which is for this family, reads no magnitudes. */
    @Test
    void aFileWhoseMagnitudesTheProgramPassesOverIsNotCalledVerified() throws IOException {
        Miniature miniature = new Miniature("flux.2-dev");
        String base = base(miniature);
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        add(file, miniature, Kind.MAGNITUDES, OUT);
        String source = write("in.safetensors", file);

        assertThat(run("convert", "--to", "kohya", "--base", base, "--out", file("kohya.safetensors"), "--json", source)).isZero();

        assertThat(out.toString()).contains("\"verified\" : false").contains("musubi-tuner").contains("DoRA magnitudes");
    }

    @Test
    void whereNothingIsLeftTheExportSaysWhy() throws IOException {
        Miniature miniature = new Miniature("flux.2-dev");
        String base = base(miniature);
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        add(file, miniature, Kind.MAGNITUDES, Q, K);
        String source = write("in.safetensors", file);

        assertThat(run("convert", "--to", "kohya", "--base", base, "--out", file("kohya.safetensors"), source)).isEqualTo(2);

        assertThat(err.toString()).contains(Q).contains("is to be fused");
        assertThat(folder.resolve("kohya.safetensors")).doesNotExist();
    }

    @Test
    void aBiasOfSomeRowsIsLostWithASentence() throws IOException {
        Miniature miniature = new Miniature("flux.2-dev");
        String base = base(miniature);
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        add(file, miniature, Kind.MAGNITUDES, Q);
        file.tensor(Q + ".lora_B.bias", miniature.tensors().get(Q.substring("transformer.".length()) + ".weight").size(0));
        String source = write("in.safetensors", file);

        assertThat(run("convert", "--to", "comfyui", "--base", base, "--out", file("comfy.safetensors"), source))
                .as(err.toString()).isZero();

        assertThat(names(file("comfy.safetensors"))).noneMatch(name -> name.contains("bias") || name.contains("diff_b"));
        assertThat(out.toString()).contains("ComfyUI does not read").contains("bias");
    }

    /** A bias is joined with zeros for the layers that have none. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "flux.1-dev, .lora_B.bias, false", "flux.1-dev, .diff_b, false", "flux.1-dev, .lora_B.bias, true", "flux.1-dev, .diff_b, true",
        "hunyuan-video, .lora_B.bias, false", "hunyuan-video, .diff_b, true",
    })
    void aBiasOfOneOfThreeLayersArrives(String model, String ending, boolean alone) throws IOException {
        Miniature miniature = new Miniature(model);
        String base = base(miniature);
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        add(file, miniature, Kind.PAIR, alone ? new String[] {Q} : new String[] {Q, K, V});
        file.values(Q + ".alpha", DType.F32, new float[] {1});
        long rows = miniature.tensors().get(Q.substring("transformer.".length()) + ".weight").size(0);
        file.tensor(Q + ending, rows);
        String source = write("in.safetensors", file);

        assertThat(run("convert", "--to", "comfyui", "--base", base, "--out", file("comfy.safetensors"), source))
                .as(err.toString()).isZero();

        assertThat(out.toString()).doesNotContain("does not read");
        assertThat(names(file("comfy.safetensors"))).anyMatch(name -> name.endsWith("qkv.diff_b"));
        assertSameWeights(base, source, file("comfy.safetensors"), alone ? 2 : 4);
    }
}
