package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code edit}: what is asked for changes, and nothing else. */
class EditCommandTest extends CommandsInFolder {

    private static final String ATTENTION = "transformer.transformer_blocks.%d.attn1.%s.lora_%s.weight";

    /** Each pair of a name and its values. */
    private static Map<String, float[]> values(String path) throws IOException {
        Map<String, float[]> values = new LinkedHashMap<>();
        try (Checkpoint file = open(path)) {
            for (StoredTensor tensor : file.tensors().values()) {
                values.put(tensor.info().name(), tensor.data().toFloats());
            }
        }
        return values;
    }

    @Test
    void metadataChangesAndEveryTensorStays() throws IOException {
        String lora = lora();
        assertThat(run("edit", lora, "--set", "modelspec.title=Cat", "--unset", "training_comment", "--base", BASE,
                "--out", file("named.safetensors"), "--json")).as(err.toString()).isZero();

        assertThat(json().at("/modules").asInt()).isEqualTo(120);
        assertThat(json().at("/removed").isEmpty()).isTrue();
        assertThat(json().at("/metadata_removed/0").asString()).isEqualTo("training_comment");
        assertThat(json().at("/max_relative_error").asDouble()).isZero();
        assertThat(json().at("/verified").asBoolean()).isTrue();
        try (Checkpoint before = open(lora); Checkpoint after = open(file("named.safetensors"))) {
            assertThat(after.metadata()).containsEntry("modelspec.title", "Cat").doesNotContainKey("training_comment");
            assertThat(after.infos()).isEqualTo(before.infos());
        }
        Map<String, float[]> wanted = values(lora);
        values(file("named.safetensors")).forEach((name, read) -> assertThat(read).as(name).isEqualTo(wanted.get(name)));
    }

    /** Alphas: half a module would be refused by every program. */
    @Test
    void aRangeOfBlocksIsKeptWithAllPartsOfItsModules() throws IOException {
        String lora = lora();
        assertThat(run("edit", lora, "--only", "**.transformer_blocks.{i:0-9}.**", "--without", "**.to_k", "--base", BASE,
                "--out", file("few.safetensors"), "--json")).as(err.toString()).isZero();

        assertThat(json().at("/modules").asInt()).isEqualTo(30);
        assertThat(json().at("/removed").size()).isEqualTo(90);
        assertThat(json().at("/verified").asBoolean()).isTrue();
        assertThat(values(file("few.safetensors")).keySet())
                .contains(ATTENTION.formatted(9, "to_q", "A"), ATTENTION.formatted(9, "to_q", "B"))
                .doesNotContain(ATTENTION.formatted(10, "to_q", "A"), ATTENTION.formatted(0, "to_k", "B"))
                .hasSize(60);
    }

    @Test
    void aPatternOfOnePartTakesTheWholeModule() throws IOException {
        assertThat(run("edit", lora(), "--without", "**.to_q.lora_A.weight", "--out", file("x.safetensors"), "--json")).isZero();
        assertThat(json().at("/modules").asInt()).isEqualTo(90);
        assertThat(values(file("x.safetensors"))).hasSize(180);
    }

    /** The last pattern that matches counts; what none matches is copied. */
    @Test
    void blocksGetTheirStrength() throws IOException {
        String lora = lora();
        assertThat(run("edit", lora, "--strength", "**.transformer_blocks.{i:0-9}.**=0.5", "--strength", "*.*.{i:0-4}.**=-0.25",
                "--base", BASE, "--out", file("weak.safetensors"), "--json")).as(err.toString()).isZero();

        assertThat(json().at("/strengths/0.5").asInt()).isEqualTo(20);
        assertThat(json().at("/strengths/-0.25").asInt()).isEqualTo(20);
        assertThat(json().at("/max_relative_error").asDouble()).isZero();
        Map<String, float[]> before = values(lora);
        Map<String, float[]> after = values(file("weak.safetensors"));
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.get(ATTENTION.formatted(0, "to_q", "A"))).isEqualTo(before.get(ATTENTION.formatted(0, "to_q", "A")));
        assertThat(after.get(ATTENTION.formatted(0, "to_q", "B"))).isEqualTo(
                times(before.get(ATTENTION.formatted(0, "to_q", "B")), -0.25f));
        assertThat(after.get(ATTENTION.formatted(7, "to_v", "B"))).isEqualTo(times(before.get(ATTENTION.formatted(7, "to_v", "B")), 0.5f));
        assertThat(after.get(ATTENTION.formatted(10, "to_q", "B"))).isEqualTo(before.get(ATTENTION.formatted(10, "to_q", "B")));
    }

    private static float[] times(float[] values, float factor) {
        float[] product = values.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= factor;
        }
        return product;
    }

    /** What each module does is multiplied by the strength: the same product, whichever factor holds it. */
    @ParameterizedTest
    @CsvSource({
        "'hada_w1_a 4 2,hada_w1_b 2 3,hada_w2_a 4 2,hada_w2_b 2 3', hada_w1_a",
        "'lokr_w1 2 2,lokr_w2 2 3', lokr_w1",
        "'lokr_w1_a 4 1,lokr_w1_b 1 4,lokr_w2 2 3', lokr_w1_a",
        "'lora_up.weight 4 2,lora_down.weight 2 3,alpha', lora_up.weight",
        "'diff 4 3,diff_b 4', 'diff,diff_b'",
    })
    void everyKindThatAStrengthMultipliesIsMultipliedOnce(String parts, String changed) throws IOException {
        Path file = folder.resolve("kinds.safetensors");
        write(file, parts);
        assertThat(run("edit", file.toString(), "--strength", "**=0.5", "--out", file("half.safetensors"))).as(err.toString()).isZero();
        Map<String, float[]> before = values(file.toString());
        Map<String, float[]> after = values(file("half.safetensors"));
        List<String> multiplied = Arrays.asList(changed.split(","));
        before.forEach((name, values) -> assertThat(after.get(name)).as(name)
                .isEqualTo(multiplied.contains(name.substring("lora_unet_a.".length())) ? times(values, 0.5f) : values));
    }

    @ParameterizedTest
    @CsvSource({
        "'lora_up.weight 4 2,lora_down.weight 2 3,dora_scale 4 1', DoRA",
        "'oft_blocks 2 2 2', rotations",
    })
    void whatNoNumberMultipliesIsRefusedByName(String parts, String reason) throws IOException {
        Path file = folder.resolve("kinds.safetensors");
        write(file, parts);
        assertThat(run("edit", file.toString(), "--strength", "**=0.5", "--out", file("half.safetensors"))).isEqualTo(2);
        assertThat(err.toString()).contains("lora_unet_a", reason);
        assertThat(folder.resolve("half.safetensors")).doesNotExist();
        assertThat(run("edit", file.toString(), "--set", "a=b", "--out", file("half.safetensors"))).as(err.toString()).isZero();
    }

    private static void write(Path file, String parts) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (String part : parts.split(",")) {
            String[] words = part.split(" ");
            long[] sizes = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
            int elements = (int) Arrays.stream(sizes).reduce(1, (left, right) -> left * right);
            float[] values = new float[elements];
            for (int i = 0; i < elements; i++) {
                values[i] = 1 + i / 8f;
            }
            tensors.put("lora_unet_a." + words[0], new ComputedData(DType.F32, Shape.of(sizes), () -> values));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of("format", "pt"), channel);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--without|**.to_x|to_x",
        "--only|blocks.{i:9-0}|from 9 to 0",
        "--without|**|no adapter module",
        "--strength|**.to_q|PATTERN=NUMBER",
        "--strength|**=0|other than 0",
        "--strength|**=NaN|PATTERN=NUMBER",
        "--strength|**=1e999|PATTERN=NUMBER",
    })
    void whatCannotBeDoneIsOneSentenceAndWritesNothing(String option, String value, String said) {
        assertThat(run("edit", lora(), option, value, "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains(said);
        assertThat(folder.resolve("x.safetensors")).doesNotExist();
    }

    @Test
    void anEditOfNothingIsASlip() {
        assertThat(run("edit", lora(), "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(err.toString()).contains("--set", "--strength");
    }

    /** Without the entry that declares alpha every module would be another factor strong. */
    @Test
    void metadataThatDeclaresTheScaleCannotBeTakenAwayUnnoticed() throws IOException {
        Path file = folder.resolve("declared.safetensors");
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        String module = "transformer.transformer_blocks.0.attn1.to_q.lora_";
        tensors.put(module + "A.weight", new ComputedData(DType.F32, Shape.of(2, 4), () -> new float[8]));
        tensors.put(module + "B.weight", new ComputedData(DType.F32, Shape.of(4, 2), () -> new float[8]));
        String declared = "{\"transformer.r\":2,\"transformer.lora_alpha\":1,\"transformer.target_modules\":[\"to_q\"]}";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of("lora_adapter_metadata", declared), channel);
        }
        try (Checkpoint source = open(file.toString())) {
            assertThat(AdapterAssembler.assemble(source, RuleSet.EMPTY.apply(source.infos()), OptionalDouble.empty()).modules().getFirst()
                    .scale()).isEqualTo(0.5);
        }
        assertThat(run("edit", file.toString(), "--unset", "lora_adapter_metadata", "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(err.toString()).contains("to_q", "0.5", "convert --scale");
        assertThat(folder.resolve("x.safetensors")).doesNotExist();
    }

    @Test
    void aWholeModelIsNoAdapter() {
        assertThat(run("edit", BASE, "--set", "a=b", "--out", file("x.safetensors"))).isEqualTo(2);
        assertThat(err.toString()).contains("whole model");
    }

    @Test
    void aPeftFolderStaysOne() throws IOException {
        assertThat(run("convert", lora(), "--to", "peft", "--base", BASE, "--out", file("peft"))).as(err.toString()).isZero();
        assertThat(run("edit", file("peft"), "--only", "**.transformer_blocks.{i:0-9}.**", "--base", BASE, "--out", file("few"), "--json"))
                .as(err.toString()).isZero();
        assertThat(json().at("/verified").asBoolean()).isTrue();
        JsonNode config = config("few");
        assertThat(config.get("target_modules").valueStream().map(JsonNode::asString)).hasSize(40)
                .contains("transformer_blocks.9.attn1.to_q").allMatch(name -> name.matches("transformer_blocks\\.[0-9]\\..*"));
        ObjectNode others = ((ObjectNode) config).without("target_modules");
        assertThat(others).isEqualTo(((ObjectNode) config("peft")).without("target_modules"));
        assertThat(run("edit", file("peft"), "--strength", "**=0.5", "--out", file("half"))).isZero();
        assertThat(config("half")).as("nothing is taken out").isEqualTo(config("peft"));
        assertThat(run("edit", file("peft"), "--set", "a=b", "--out", file("few.safetensors"))).isEqualTo(2);
    }

    /** Ranks and alphas of what is left are read as before; expressions that match nothing any more go. */
    @Test
    void patternsOfModulesThatAreTakenOutGo() throws IOException {
        String source = "src/test/resources/reference/adapter-kinds/patterns";
        String base = "src/test/resources/reference/pipelines/cogvideox-2b";
        assertThat(run("edit", source, "--without", "**.to_v", "--base", base, "--out", file("few"))).as(err.toString()).isZero();
        assertThat(out.toString()).contains("adapter_config.json names the 6 modules that stay");
        JsonNode config = config("few");
        assertThat(config.get("alpha_pattern")).isEmpty();
        assertThat(config.get("rank_pattern").propertyNames()).containsExactly("transformer_blocks.0.attn1.to_q");
        assertThat(config.get("target_modules")).hasSize(6);
        assertThat(run("edit", source, "--only", "**.to_v", "--base", base, "--out", file("values"))).as(err.toString()).isZero();
        assertThat(config("values").get("alpha_pattern").propertyNames()).containsExactly("to_v");
        assertThat(config("values").get("rank_pattern").propertyNames()).containsExactly("to_v");
    }

    private JsonNode config(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve(name).resolve("adapter_config.json")));
    }

    @Test
    void theSourceIsNeverWrittenOver() throws IOException {
        String lora = lora();
        byte[] before = Files.readAllBytes(Path.of(lora));
        assertThat(run("edit", lora, "--set", "a=b", "--overwrite", "--out", lora)).isEqualTo(2);
        assertThat(Files.readAllBytes(Path.of(lora))).isEqualTo(before);
    }
}
