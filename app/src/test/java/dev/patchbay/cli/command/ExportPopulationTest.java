package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.cli.command.DrawnAdapter.Wanted;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exports keep their word for whatever is drawn: each is refused with a sentence, or what was written does to every layer of the base what
 * the source does, as the program computes it, and what is left out is said.
 */
class ExportPopulationTest extends CommandsOnMiniatures {

    private static final List<String> MODELS = List.of(
            "flux.1-dev", "wan2.1-t2v-1.3b", "qwen-image", "z-image", "hunyuan-video", "cogvideox-2b", "ltx-video", "mochi-1", "krea-2");
    private static final List<String> TARGETS = List.of("diffusers", "peft", "comfyui", "kohya");
    private static final Map<String, Miniature> MINIATURES = new HashMap<>();

    private final Map<String, Map<String, Matrix>> read = new HashMap<>();
    private JsonNode config = JsonMapper.shared().createObjectNode();

    private static int verified;

    /** A population of refusals would prove nothing. */
    @AfterAll
    static void manyAreVerified() {
        assertThat(verified).isGreaterThan(40);
    }

    private static IntStream seeds() {
        return IntStream.range(0, 108);
    }

    @BeforeEach
    void nothing() {
        read.clear();
    }

    @ParameterizedTest(name = "draw {0}")
    @MethodSource("seeds")
    void isRefusedOrDoesWhatTheSourceDoes(int seed) throws IOException {
        String model = MODELS.get(seed % MODELS.size());
        String target = TARGETS.get(seed / MODELS.size() % TARGETS.size());
        Random random = new Random(seed);
        Convention convention = Convention.values()[random.nextInt(Convention.values().length)];
        Miniature miniature = MINIATURES.computeIfAbsent(model, Miniature::new);
        DrawnAdapter drawn = new DrawnAdapter(seed, convention, miniature.own());
        SyntheticCheckpoint weights = new SyntheticCheckpoint();
        miniature.tensors().forEach((name, shape) -> weights.tensor(name, shape.toArray()));
        String base = write("base", weights);
        Path written = folder.resolve(target.equals("peft") ? "out" : "out.safetensors");
        String what = seed + ": " + model + " from " + convention + " for " + target + " with " + drawn.odd();

        int code = run(
                "convert", write("adapter", drawn.file()), "--to", target, "--base", base, "--out", written.toString(), "--json");

        if (code != 0) {
            assertThat(code).as(what).isEqualTo(2);
            assertThat(err.toString()).as(what).hasLineCount(1).contains(": ");
            assertThat(written).as(what).doesNotExist();
            return;
        }
        boolean applies = json().at("/loader/outcome").asString().equals("applies");
        assertThat(json().at("/verified").asBoolean()).as(what).isEqualTo(applies);
        verified += applies ? 1 : 0;
        assertThat(applies || !json().at("/warnings").isEmpty()).as(what).isTrue();
        try (Checkpoint after = open(written.toString()); Checkpoint before = open(base)) {
            compare(what, miniature, drawn, after, before);
        }
    }

    private void compare(String what, Miniature miniature, DrawnAdapter drawn, Checkpoint after, Checkpoint base) throws IOException {
        config = JsonMapper.shared().readTree(after.companions().getOrDefault("adapter_config.json", "{}"));
        for (String name : after.tensors().keySet()) {
            int end = end(name);
            if (!name.contains("text_encoder") && !name.contains("lora_te") && !name.contains("text_encoders")) {
                read.computeIfAbsent(name.substring(0, end), module -> new HashMap<>())
                        .put(name.substring(end), matrix(after.tensor(name).orElseThrow().data()));
            }
        }
        Set<String> arrived = new HashSet<>();
        for (Map.Entry<String, Map<String, Matrix>> module : read.entrySet()) {
            List<LinkedModule> rows = rows(miniature, module.getKey());
            if (rows.isEmpty()) {
                // ComfyUI's names for CogVideoX follow from a rule file, which no list of modules says again: they are counted only.
                assertThat(miniature.linked()).as(what).isEmpty();
                assertThat(json().at("/loader/applied").asInt()).as(what).isGreaterThanOrEqualTo(read.size());
                return;
            }
            rows.stream().map(one -> one.module().name()).filter(drawn.wanted()::containsKey).forEach(arrived::add);
            String said = what + ", " + module.getKey();
            Matrix change = change(module.getKey(), module.getValue());
            Matrix right = stacked(rows, drawn, change.columns(), wanted -> Optional.of(wanted.change()));
            assertThat(change.minus(right).norm()).as(said).isLessThanOrEqualTo(2e-3 * (right.norm() + 1e-9));
            Optional<Matrix> magnitude = part(module.getValue(), "dora_scale").or(() -> part(module.getValue(), "lora_magnitude_vector"));
            if (magnitude.isPresent()) {
                Matrix wanted = magnitudes(rows, drawn, base, change);
                Matrix found = Matrix.of(wanted.rows(), 1, magnitude.get().toFloats());
                assertThat(found.minus(wanted).norm()).as(said).isLessThanOrEqualTo(2e-3 * wanted.norm());
            } else {
                assertThat(rows).as(said).noneMatch(one -> wanted(drawn, one).flatMap(Wanted::magnitude).isPresent());
            }
            Optional<Matrix> bias = bias(module.getKey(), module.getValue());
            if (bias.isPresent()) {
                Matrix wanted = stacked(rows, drawn, 1, Wanted::bias);
                assertThat(bias.get().minus(wanted).norm()).as(said).isLessThanOrEqualTo(2e-3 * (wanted.norm() + 1e-9));
            } else {
                boolean lost = rows.stream().anyMatch(one -> wanted(drawn, one).flatMap(Wanted::bias).isPresent());
                assertThat(!lost || json().at("/warnings").toString().contains("bias")).as(said).isTrue();
            }
        }
        assertThat(arrived.size() == drawn.wanted().size() || !json().at("/warnings").isEmpty()).as(what).isTrue();
        assertThat(arrived).as(what).isNotEmpty();
    }

    /** Vectors and numbers as columns. */
    private static Matrix matrix(TensorData data) throws IOException {
        int rows = data.shape().dimensions() == 0 ? 1 : (int) data.shape().size(0);
        return Matrix.of(rows, (int) data.shape().elements() / rows, data.toFloats());
    }

    private static int end(String name) {
        return List.of(".lora_", ".hada_", ".lokr_", ".alpha", ".dora_scale", ".diff").stream()
                .mapToInt(name::lastIndexOf).filter(at -> at > 0).max().orElse(name.length());
    }

    /** The rows of the model's own modules that the module of the file changes. */
    private static List<LinkedModule> rows(Miniature miniature, String module) {
        Map<String, List<LinkedModule>> flat = new HashMap<>();
        miniature.linked().forEach((name, linked) -> flat.put(name.replace('.', '_'), linked));
        for (Pair own : miniature.own()) {
            flat.put(own.name().replace('.', '_'), own.modules());
        }
        String path = module.replace('.', '_');
        while (path.contains("_") && !flat.containsKey(path)) {
            path = path.substring(path.indexOf('_') + 1);
        }
        return flat.getOrDefault(path, List.of());
    }

    private static Optional<Wanted> wanted(DrawnAdapter drawn, LinkedModule linked) {
        return Optional.ofNullable(drawn.wanted().get(linked.module().name()));
    }

    /** A part of what the source does, with zeros for layers that it does not change. */
    private static Matrix stacked(List<LinkedModule> rows, DrawnAdapter drawn, int columns, Function<Wanted, Optional<Matrix>> part) {
        int outputs = rows.stream().flatMap(one -> one.rows().stream()).mapToInt(range -> (int) range.to()).max().orElseThrow();
        float[] all = new float[outputs * columns];
        for (LinkedModule linked : rows) {
            float[] own = wanted(drawn, linked).flatMap(part).map(Matrix::toFloats).orElse(null);
            int at = 0;
            for (RowRange range : linked.rows()) {
                int size = (int) range.size() * columns;
                if (own != null) {
                    System.arraycopy(own, at, all, (int) range.from() * columns, size);
                }
                at += size;
            }
        }
        return Matrix.of(outputs, columns, all);
    }

    /** Those of the source, and the norms of the changed rows where it has none. */
    private static Matrix magnitudes(List<LinkedModule> rows, DrawnAdapter drawn, Checkpoint base, Matrix change) throws IOException {
        Matrix own = stacked(rows, drawn, 1, Wanted::magnitude);
        if (rows.stream().allMatch(one -> wanted(drawn, one).flatMap(Wanted::magnitude).isPresent())) {
            return own;
        }
        assertThat(rows).hasSize(1);
        String weight = rows.getFirst().module().name() + ".weight";
        Matrix changed = Matrix.read(weight, base.tensor(weight).orElseThrow().data()).plus(change);
        float[] norms = new float[changed.rows()];
        for (int row = 0; row < norms.length; row++) {
            norms[row] = (float) changed.rows(row, row + 1).norm();
        }
        return Matrix.of(norms.length, 1, norms);
    }

    private static Optional<Matrix> part(Map<String, Matrix> parts, String name) {
        return parts.entrySet().stream().filter(part -> part.getKey().contains(name)).map(Map.Entry::getValue).findFirst();
    }

    private static Matrix some(Map<String, Matrix> parts, String name) {
        return part(parts, name).orElseThrow(() -> new AssertionError(name + " among " + parts.keySet()));
    }

    private Matrix change(String module, Map<String, Matrix> parts) {
        if (part(parts, "hada_w1_a").isPresent()) {
            Matrix one = some(parts, "hada_w1_a").times(some(parts, "hada_w1_b"));
            float[] product = one.toFloats();
            float[] other = some(parts, "hada_w2_a").times(some(parts, "hada_w2_b")).toFloats();
            for (int i = 0; i < product.length; i++) {
                product[i] *= other[i];
            }
            return Matrix.of(one.rows(), one.columns(), product).times(scale(module, parts, some(parts, "hada_w1_b").rows()));
        }
        if (part(parts, "lokr_w1").isPresent()) {
            Matrix left = some(parts, "lokr_w1");
            Matrix right = some(parts, "lokr_w2");
            List<Matrix> blocks = new ArrayList<>();
            for (int row = 0; row < left.rows(); row++) {
                blocks.add(right.times(left.get(row, 0)));
            }
            return Matrix.stacked(blocks);
        }
        Matrix down = part(parts, "lora_A").or(() -> part(parts, "lora_down")).orElseThrow();
        Matrix up = part(parts, "lora_B.weight").or(() -> part(parts, "lora_up")).orElseThrow();
        return up.times(down).times(scale(module, parts, down.rows()));
    }

    /** As the programs read it: alpha / rank by a tensor or by PEFT's configuration, else 1. */
    private double scale(String module, Map<String, Matrix> parts, int rank) {
        if (config.has("lora_alpha")) {
            double alpha = config.at("/lora_alpha").asDouble();
            for (Map.Entry<String, JsonNode> pattern : config.at("/alpha_pattern").properties()) {
                if (module.matches("(.*\\.)?(" + pattern.getKey() + ")")) {
                    alpha = pattern.getValue().asDouble();
                }
            }
            return alpha / rank;
        }
        return part(parts, ".alpha").map(alpha -> alpha.get(0, 0) / rank).orElse(1.0);
    }

    /** As it is added: PEFT multiplies it by the scale, which is 1 for diffusers. */
    private Optional<Matrix> bias(String module, Map<String, Matrix> parts) {
        Optional<Matrix> scaled = part(parts, "lora_B.bias");
        Optional<Matrix> found = scaled.isPresent()
                ? scaled.map(bias -> bias.times(scale(module, parts, some(parts, "lora_A").rows())))
                : part(parts, "diff_b");
        return found.map(bias -> Matrix.of((int) (bias.rows() * bias.columns()), 1, bias.toFloats()));
    }
}
