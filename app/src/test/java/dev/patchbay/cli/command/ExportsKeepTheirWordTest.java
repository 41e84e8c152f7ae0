package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is given to the model of the target's loader: odd files are mended or refused, never called verified in vain. */
class ExportsKeepTheirWordTest extends CommandsOnMiniatures {

    /** What is unusual in a file. */
    enum Odd {
        NOTHING, HALF_MISSING, BIAS_ON_SOME, MAGNITUDE_ON_SOME, CONVOLUTION_OF_KERNEL_ONE, LACKING_IN_THE_BASE
    }

    private static Stream<Arguments> files() {
        List<Arguments> files = new ArrayList<>();
        for (String model : List.of("flux.1-dev", "wan2.1-t2v-1.3b", "qwen-image")) {
            for (String target : List.of("diffusers", "peft", "comfyui", "kohya")) {
                for (Odd odd : Odd.values()) {
                    files.add(Arguments.of(model, target, odd));
                }
            }
        }
        return files.stream();
    }

    private String adapter(List<Pair> pairs, Odd odd) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (Pair pair : pairs) {
            boolean first = pair == pairs.getFirst();
            String path = "transformer." + pair.name();
            long[] one = odd == Odd.CONVOLUTION_OF_KERNEL_ONE ? new long[] {1, 1} : new long[0];
            file.values(path + ".lora_A.weight", DType.F32, pair.down().toFloats(), sizes(pair.down().rows(), pair.down().columns(), one));
            if (odd != Odd.HALF_MISSING || !first) {
                file.values(path + ".lora_B.weight", DType.F32, pair.up().toFloats(), sizes(pair.up().rows(), pair.up().columns(), one));
            }
            if (odd == Odd.BIAS_ON_SOME && first) {
                file.tensor(path + ".lora_B.bias", pair.up().rows());
            }
            if (odd == Odd.MAGNITUDE_ON_SOME && first) {
                file.tensor(path + ".lora_magnitude_vector", pair.up().rows());
            }
        }
        if (odd == Odd.LACKING_IN_THE_BASE) {
            file.tensor("transformer.nowhere.0.proj.lora_A.weight", 2, 8);
            file.tensor("transformer.nowhere.0.proj.lora_B.weight", 8, 2);
        }
        return write("adapter", file);
    }

    private static long[] sizes(long rows, long columns, long[] kernel) {
        long[] sizes = new long[2 + kernel.length];
        sizes[0] = rows;
        sizes[1] = columns;
        System.arraycopy(kernel, 0, sizes, 2, kernel.length);
        return sizes;
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @MethodSource("files")
    void whatIsCalledVerifiedIsAppliedWhole(String model, String target, Odd odd) throws IOException {
        Miniature miniature = new Miniature(model);
        String base = write("base", weights(miniature));
        String written = folder.resolve(target.equals("peft") ? "out" : "out.safetensors").toString();

        int code = run("convert", adapter(miniature.own(), odd), "--to", target, "--base", base, "--out", written, "--json");

        boolean layersOfPeft = target.equals("diffusers") || target.equals("peft");
        if (odd == Odd.MAGNITUDE_ON_SOME && target.equals("kohya")) {
            // sd-scripts stops, and musubi-tuner passes over them.
            String said = code == 2 ? err.toString() : out.toString();
            assertThat(said).contains(code == 2 ? "was not written" : "passes over the DoRA magnitudes");
            assertThat(code == 0 && json().at("/verified").asBoolean()).isFalse();
            return;
        }
        assertThat(code).as(err.toString()).isZero();
        boolean applies = json().at("/loader/outcome").asString().equals("applies");
        assertThat(json().at("/verified").asBoolean()).isEqualTo(applies);
        assertThat(applies || json().at("/loader/outcome").asString().equals("unknown")).as(out.toString()).isTrue();
        if (layersOfPeft) {
            assertThat(json().at("/loader/applied").asInt()).isEqualTo(miniature.own().size() - (odd == Odd.HALF_MISSING ? 1 : 0));
        }
    }

    /** No program looks at the number: what is made of it is black, whoever writes it. */
    @ParameterizedTest
    @ValueSource(strings = {"diffusers", "peft", "comfyui", "kohya"})
    void anAlphaThatIsNoNumberIsNeverWritten(String target) throws IOException {
        Miniature miniature = new Miniature("qwen-image");
        String base = write("base", weights(miniature));
        List<Pair> pairs = miniature.own();
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (Pair pair : pairs) {
            String path = "transformer." + pair.name();
            file.values(path + ".lora_A.weight", DType.F32, pair.down().toFloats(), pair.down().rows(), pair.down().columns());
            file.values(path + ".lora_B.weight", DType.F32, pair.up().toFloats(), pair.up().rows(), pair.up().columns());
            file.values(path + ".alpha", DType.F32, new float[] {pair == pairs.getFirst() ? Float.NaN : 1});
        }
        String adapter = write("adapter", file);
        Path written = folder.resolve(target.equals("peft") ? "out" : "out.safetensors");
        String alpha = "transformer." + pairs.getFirst().name() + ".alpha";

        assertThat(run("convert", adapter, "--to", target, "--base", base, "--out", written.toString())).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains(adapter, alpha, "convert --alpha");
        assertThat(written).doesNotExist();

        assertThat(run("resize", adapter, "--rank", "1", "--out", folder.resolve("small.safetensors").toString())).isEqualTo(2);
        assertThat(err.toString()).contains(alpha);

        String mended = written.toString();
        assertThat(run("convert", adapter, "--to", target, "--base", base, "--alpha", "1", "--out", mended, "--json")).isZero();
        assertThat(json().at("/loader/outcome").asString()).isIn("applies", "unknown");
    }

    /** The same of values; check has read them, and so each verdict on the file and its exports knows. */
    @ParameterizedTest
    @ValueSource(strings = {"diffusers", "peft", "comfyui", "kohya"})
    void aValueThatIsNoNumberIsNeverWritten(String target) throws IOException {
        Miniature miniature = new Miniature("qwen-image");
        String base = write("base", weights(miniature));
        List<Pair> pairs = miniature.own();
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (Pair pair : pairs) {
            String path = "transformer." + pair.name();
            float[] up = pair.up().toFloats();
            up[0] = pair == pairs.getFirst() ? Float.NEGATIVE_INFINITY : up[0];
            file.values(path + ".lora_A.weight", DType.F32, pair.down().toFloats(), pair.down().rows(), pair.down().columns());
            file.values(path + ".lora_B.weight", DType.F32, up, pair.up().rows(), pair.up().columns());
        }
        String adapter = write("adapter", file);
        String sick = "transformer." + pairs.getFirst().name() + ".lora_B.weight";
        Path written = folder.resolve(target.equals("peft") ? "out" : "out.safetensors");

        assertThat(run("convert", adapter, "--to", target, "--base", base, "--out", written.toString())).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains(adapter, sick, "NaN");
        assertThat(written).doesNotExist();

        assertThat(run("check", adapter, "--base", base, "--json")).isEqualTo(1);
        assertThat(json().at("/verdicts/diffusers/outcome").asString()).isEqualTo("ruins");
        assertThat(json().at("/verdicts/comfyui/outcome").asString()).isEqualTo("ruins");
        assertThat(json().at("/verdicts/kohya/outcome").asString()).isEqualTo("ignored");
        assertThat(json().at("/verdicts/diffusers/message").asString()).contains(sick, "black");
        assertThat(json().at("/verdicts_exported/" + target + "/outcome").asString()).isEqualTo("refused");
        assertThat(json().at("/verdicts_exported/" + target + "/message").asString()).contains(sick, "NaN");
    }

    /** Half of the modules have an alpha: it is neither true that nothing says the scale, nor that all of it is said. */
    @Test
    void aScaleThatIsSaidOfSomeModulesIsNotCalledUnsaid() throws IOException {
        Miniature miniature = new Miniature("qwen-image");
        List<Pair> pairs = miniature.own();
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (Pair pair : pairs) {
            String path = "transformer." + pair.name();
            file.values(path + ".lora_A.weight", DType.F32, pair.down().toFloats(), pair.down().rows(), pair.down().columns());
            file.values(path + ".lora_B.weight", DType.F32, pair.up().toFloats(), pair.up().rows(), pair.up().columns());
            if (pair == pairs.getFirst()) {
                file.values(path + ".alpha", DType.F32, new float[] {8});
            }
        }
        String written = folder.resolve("out.safetensors").toString();
        String base = write("base", weights(miniature));

        assertThat(run("convert", write("adapter", file), "--to", "comfyui", "--base", base, "--out", written)).isZero();

        assertThat(out.toString())
                .contains("Nothing in the file says the scale of some modules (" + (pairs.size() - 1) + ")")
                .doesNotContain("nothing says it", "scale of the adapter; 1 is taken");
    }

    @Test
    void aFolderForPeftKeepsTheDenoiserThoughTheTextEncoderHasMoreModules() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        file.tensor("transformer.lair.0.proj.lora_A.weight", 2, 8).tensor("transformer.lair.0.proj.lora_B.weight", 8, 2);
        for (int i = 0; i < 3; i++) {
            String layer = "text_encoder.encoder.layers." + i + ".mlp.fc1";
            file.tensor(layer + ".lora_A.weight", 2, 8).tensor(layer + ".lora_B.weight", 8, 2);
        }
        String adapter = write("adapter", file);
        String base = write("base", new SyntheticCheckpoint().tensor("lair.0.proj.weight", 8, 8));
        Path written = folder.resolve("out");
        assertThat(run("convert", adapter, "--to", "peft", "--base", base, "--out", written.toString(), "--json")).isZero();
        assertThat(json().at("/warnings").toString()).contains("one model: 3", "--only");
        try (Checkpoint after = open(written.toString())) {
            assertThat(after.tensors().keySet()).isNotEmpty().allMatch(name -> name.contains("lair"));
        }
    }

    /** A true convolution of kernel 1 keeps its four dimensions, and a linear layer beside it gets two. */
    @Test
    void factorsHaveAsManyDimensionsAsTheLayer() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (String layer : List.of("lair.0.conv", "lair.0.proj")) {
            file.tensor("transformer." + layer + ".lora_A.weight", 2, 8, 1, 1);
            file.tensor("transformer." + layer + ".lora_B.weight", 8, 2, 1, 1);
        }
        String base = write("base", new SyntheticCheckpoint().tensor("lair.0.conv.weight", 8, 8, 1, 1).tensor("lair.0.proj.weight", 8, 8));
        Path written = folder.resolve("out.safetensors");
        assertThat(run("convert", write("adapter", file), "--to", "diffusers", "--base", base, "--out", written.toString())).isZero();
        try (Checkpoint after = open(written.toString())) {
            assertThat(after.tensor("transformer.lair.0.conv.lora_A.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(2, 8, 1, 1));
            assertThat(after.tensor("transformer.lair.0.proj.lora_A.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(2, 8));
            assertThat(after.tensor("transformer.lair.0.proj.lora_B.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(8, 2));
        }
    }

    /** Magnitudes follow from weights, and a base of the catalogue has none. */
    @Test
    void missingMagnitudesWithoutTheWeightsOfTheBaseAreRefused() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (String layer : List.of("to_q", "to_k")) {
            String path = "transformer.transformer_blocks.0.attn." + layer;
            file.tensor(path + ".lora_A.weight", 2, 3072).tensor(path + ".lora_B.weight", 3072, 2);
        }
        file.tensor("transformer.transformer_blocks.0.attn.to_q.lora_magnitude_vector", 3072);
        String adapter = write("adapter", file);
        assertThat(run("convert", adapter, "--to", "diffusers", "--base", "flux.1-dev", "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains("1 of 2 modules have DoRA magnitudes", "file or folder with --base").hasLineCount(1);
        assertThat(Path.of(target())).doesNotExist();
    }

    /** A forecast opens the weights of the base as the export does. */
    @Test
    void aCheckAgainstWeightsKnowsTheMissingMagnitudes() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (String layer : List.of("proj", "out")) {
            file.pair("transformer.lair.0." + layer, 8, 8, 2);
        }
        file.tensor("transformer.lair.0.proj.lora_magnitude_vector", 8);
        String base = write("base", new SyntheticCheckpoint().tensor("lair.0.proj.weight", 8, 8).tensor("lair.0.out.weight", 8, 8));
        run("check", write("adapter", file), "--base", base, "--json");
        assertThat(json().at("/verdicts_exported/peft/outcome").asString()).isEqualTo("applies");
        assertThat(json().at("/verdicts_exported/peft/applied").asInt()).isEqualTo(2);
    }

    /** ComfyUI 0.3.64 has no LTX-2, and the sources that have it, at ec93dca, no layer for the projection of the text's embeddings. */
    @Test
    void theTextProjectionOfLtx2IsNotClaimedForComfyUi() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        file.tensor("transformer.transformer_blocks.0.attn1.to_q.lora_A.weight", 1, 4096);
        file.tensor("transformer.transformer_blocks.0.attn1.to_q.lora_B.weight", 4096, 1);
        file.tensor("connectors.text_proj_in.lora_A.weight", 1, 188160).tensor("connectors.text_proj_in.lora_B.weight", 3840, 1);
        assertThat(run("convert", write("adapter", file), "--to", "comfyui", "--base", "ltx-2", "--out", target(), "--json")).isZero();
        assertThat(json().at("/verified").asBoolean()).isFalse();
        assertThat(json().at("/loader/applied").asInt()).isEqualTo(1);
        assertThat(json().at("/warnings").toString()).contains("not loaded: text_embedding_projection", "0.3.64 does not have this model");
    }

    /** The program decides over exit codes of a batch as it does over those of a check. */
    @Test
    void aBatchOfChecksIsForOneProgram() throws IOException {
        Miniature miniature = new Miniature("flux.1-dev");
        String base = write("base", weights(miniature));
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.move(Path.of(adapter(Convention.DIFFUSERS, miniature.own())), in.resolve("a.safetensors"));
        assertThat(run("batch", "check", "--in", in.toString(), "--base", base, "--for", "diffusers", "--json")).isZero();
        assertThat(json().at("/results/0/report/for").asString()).isEqualTo("diffusers");
        assertThat(run("batch", "check", "--in", in.toString(), "--base", base, "--for", "kohya", "--json")).isEqualTo(1);
        assertThat(json().at("/results/0/report/for").asString()).isEqualTo("kohya");
        assertThat(json().at("/results/0/code").asInt()).isEqualTo(1);
        assertThat(run("batch", "check", "--in", in.toString(), "--base", base, "--for", "nobody", "--json")).isEqualTo(2);
    }

    private static SyntheticCheckpoint weights(Miniature miniature) {
        SyntheticCheckpoint weights = new SyntheticCheckpoint();
        miniature.tensors().forEach((name, shape) -> weights.tensor(name, shape.toArray()));
        return weights;
    }
}
