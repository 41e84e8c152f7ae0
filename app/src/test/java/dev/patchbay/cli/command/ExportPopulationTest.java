package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.gguf.GgufFile;
import dev.patchbay.cli.command.DrawnAdapter.Odd;
import dev.patchbay.cli.command.DrawnAdapter.Wanted;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exports keep their word for whatever is drawn: each is refused with a sentence, or what was written does to every layer of the base what
 * the source does, as the program computes it, and what is left out is said.
 */
class ExportPopulationTest extends CommandsOnMiniatures {

    private static final List<String> MODELS = List.of(
            "flux.1-dev", "wan2.1-t2v-1.3b", "qwen-image", "z-image", "hunyuan-video", "cogvideox-2b", "ltx-video", "mochi-1", "krea-2");
    /** Without tensors of five dimensions, which GGUF has not. */
    private static final List<String> FLAT_MODELS = List.of("flux.1-dev", "qwen-image", "z-image", "ltx-video", "cogvideox-2b");
    private static final List<String> TARGETS = List.of("diffusers", "peft", "comfyui", "kohya");
    private static final List<Convention> ANY = List.copyOf(EnumSet.complementOf(EnumSet.of(Convention.SAT, Convention.XLABS)));
    /** Where the authors' names stand in files that people have, by model. */
    private static final Map<String, List<Convention>> OF_AUTHORS = Map.of(
            "flux.1-dev", ANY, "wan2.1-t2v-1.3b", ANY, "z-image", ANY, "hunyuan-video", ANY, "ltx-video", ANY, "mochi-1", ANY,
            "krea-2", ANY, "cogvideox-2b", List.of(Convention.SAT), "stable-diffusion-1.5", List.of(Convention.KOHYA, Convention.COMFYUI),
            "stable-diffusion-xl", List.of(Convention.KOHYA, Convention.COMFYUI));
    private static final List<String> WITH_ENCODERS = List.of("stable-diffusion-1.5", "stable-diffusion-xl", "flux.1-dev");
    /** How many of a kind that is drawn less often are verified. */
    private static final Map<String, Integer> LEAST = Map.of("xlabs", 7, "float8", 4, "gguf", 2);
    /** What the codes of a base in float8 are multiplied with. */
    private static final float OF_CODES = 0.125f;
    private static final Map<String, Miniature> MINIATURES = new HashMap<>();
    private static final Map<String, Integer> VERIFIED = new TreeMap<>();

    /**
     * One file and what is made of it.
     *
     * @param kind what the draw is about
     */
    private record Draw(
            String kind, int seed, String model, String target, Convention convention, List<Pair> layers, Set<Odd> always) {

        /** Whether the base has its text encoders beside it, which are small as it is. */
        boolean isForPipeline() {
            return kind.equals("pipelines");
        }

        @Override
        public String toString() {
            return kind + " " + seed + ": " + model + " from " + convention + " for " + target;
        }
    }

    /** A population of refusals would prove nothing. */
    @AfterAll
    static void manyAreVerified() {
        assertThat(VERIFIED).allSatisfy((kind, count) -> assertThat(count).as(kind).isGreaterThan(LEAST.getOrDefault(kind, 12)));
    }

    private static Miniature miniature(String model) {
        return MINIATURES.computeIfAbsent(model, Miniature::new);
    }

    private static Stream<Draw> ownNames() {
        return IntStream.range(0, 96).mapToObj(seed -> {
            String model = MODELS.get(seed % MODELS.size());
            Convention convention = ANY.get(new Random(seed).nextInt(ANY.size()));
            return new Draw("own", seed, model, target(seed / MODELS.size()), convention, miniature(model).own(), Set.of());
        });
    }

    private static Stream<Draw> authorsNames() {
        List<String> models = OF_AUTHORS.keySet().stream().sorted().toList();
        return IntStream.range(0, 70).mapToObj(seed -> {
            String model = models.get(seed % models.size());
            List<Convention> some = OF_AUTHORS.getOrDefault(model, List.of());
            Convention convention = some.get(new Random(seed).nextInt(some.size()));
            return new Draw("authors", seed, model, target(seed / models.size()), convention, authors(model), Set.of());
        });
    }

    private static List<Pair> authors(String model) {
        Miniature miniature = miniature(model);
        return Stream.of(miniature.ofAuthors(), miniature.named("sat").stream().filter(one -> one.name().contains(".attention.")).toList(),
                        miniature.named("sgm"))
                .flatMap(List::stream)
                .toList();
    }

    private static Stream<Draw> besideTextEncoders() {
        List<Convention> conventions = List.of(Convention.DIFFUSERS, Convention.KOHYA, Convention.COMFYUI);
        return IntStream.range(0, 36).mapToObj(seed -> {
            String model = WITH_ENCODERS.get(seed % WITH_ENCODERS.size());
            Convention convention = conventions.get(seed / 12 % 3);
            return new Draw("encoders", seed, model, target(seed / 3), convention, miniature(model).own(), Set.of(Odd.TEXT_ENCODER));
        });
    }

    private static Stream<Draw> pipelines() {
        List<Convention> conventions = List.of(Convention.DIFFUSERS, Convention.KOHYA, Convention.COMFYUI);
        return IntStream.range(0, 36).mapToObj(seed -> {
            String model = WITH_ENCODERS.get(seed % WITH_ENCODERS.size());
            List<Pair> layers = new Random(seed).nextInt(3) == 0 ? List.of() : miniature(model).own();
            Convention convention = conventions.get(seed / 12 % 3);
            return new Draw("pipelines", seed, model, target(seed / 3), convention, layers, Set.of(Odd.TEXT_ENCODER));
        });
    }

    private static Stream<Draw> convolutions() {
        List<Convention> conventions = List.of(
                Convention.KOHYA, Convention.KOHYA, Convention.LYCORIS, Convention.DIFFUSERS, Convention.PEFT);
        return IntStream.range(0, 40).mapToObj(seed -> {
            String model = WITH_ENCODERS.get(seed % 2);
            int one = seed / 8 % conventions.size();
            Miniature miniature = miniature(model);
            List<Pair> layers = new ArrayList<>(one == 0 ? miniature.convolutionsNamed("sgm") : miniature.convolutions());
            layers.addAll((one == 0 ? miniature.named("sgm") : miniature.own()).subList(0, 12));
            return new Draw("convolutions", seed, model, target(seed / 2), conventions.get(one), layers, Set.of());
        });
    }

    private static Stream<Draw> xlabsNames() {
        return IntStream.range(0, 16).mapToObj(seed -> new Draw(
                "xlabs", seed, "flux.1-dev", target(seed), Convention.XLABS, miniature("flux.1-dev").named("xlabs"), Set.of()));
    }

    /** What is missing, such as magnitudes, follows from the values of the base, which are stored as codes. */
    private static Stream<Draw> onQuantisedBases() {
        return IntStream.range(0, 24).mapToObj(seed -> {
            boolean isGguf = seed % 3 == 0;
            String model = isGguf ? FLAT_MODELS.get(seed % FLAT_MODELS.size()) : MODELS.get(seed % 4);
            Convention convention = ANY.get(new Random(seed).nextInt(ANY.size()));
            return new Draw(isGguf ? "gguf" : "float8", seed, model, target(seed / 4), convention,
                    miniature(model).own(), Set.of(Odd.MAGNITUDE_ON_SOME));
        });
    }

    private static String target(int number) {
        return TARGETS.get(number % TARGETS.size());
    }

    @ParameterizedTest
    @MethodSource({"ownNames", "authorsNames", "besideTextEncoders", "pipelines", "convolutions", "xlabsNames", "onQuantisedBases"})
    void isRefusedOrDoesWhatTheSourceDoes(Draw draw) throws IOException {
        Miniature miniature = miniature(draw.model());
        List<EncoderLayer> encoders = draw.isForPipeline() ? EncoderLayer.small(draw.model()) : EncoderLayer.of(draw.model());
        DrawnAdapter drawn = new DrawnAdapter(draw.seed(), draw.convention(), draw.layers(), encoders, draw.always());
        String base = switch (draw.kind()) {
            case "pipelines" -> pipeline(miniature, encoders);
            case "float8" -> float8(miniature);
            case "gguf" -> gguf(miniature);
            default -> base(miniature.tensors());
        };
        Path written = folder.resolve(draw.target().equals("peft") ? "out" : "out.safetensors");
        String what = draw + " with " + drawn.odd();

        int code = run(
                "convert", write("adapter", drawn.file()), "--to", draw.target(), "--base", base, "--out", written.toString(), "--json");

        VERIFIED.merge(draw.kind(), 0, Integer::sum);
        if (code != 0) {
            assertThat(code).as(what).isEqualTo(2);
            assertThat(err.toString()).as(what).hasLineCount(1).contains(": ");
            assertThat(written).as(what).doesNotExist();
            return;
        }
        boolean applies = json().at("/loader/outcome").asString().equals("applies");
        assertThat(json().at("/verified").asBoolean()).as(what).isEqualTo(applies);
        VERIFIED.merge(draw.kind(), applies ? 1 : 0, Integer::sum);
        assertThat(applies || !json().at("/warnings").isEmpty()).as(what).isTrue();
        try (Checkpoint after = open(written.toString()); Checkpoint before = open(base)) {
            WrittenAdapter found = new WrittenAdapter(after);
            compareEncoders(what, drawn, found, before);
            compare(what, miniature, drawn, found, before);
        }
    }

    /** A base whose weights are codes of float8 with a scale beside each. */
    private String float8(Miniature miniature) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        Random random = new Random(miniature.tensors().size());
        miniature.tensors().forEach((name, shape) -> {
            if (shape.dimensions() != 2 || !name.endsWith(".weight")) {
                file.tensor(name, DType.F32, shape.toArray());
            } else {
                byte[] codes = new byte[Math.toIntExact(shape.elements())];
                IntStream.range(0, codes.length).forEach(at -> codes[at] = (byte) (random.nextInt(2) << 7 | 0x30 + random.nextInt(16)));
                file.data(name, new SyntheticCheckpoint.Bytes(DType.F8_E4M3, shape, codes));
                file.values(name.replaceFirst("weight$", "scale_weight"), DType.F32, new float[] {OF_CODES}, 1);
            }
        });
        return write("base", file);
    }

    /** A base as GGUF, in Q8_0 where a row is whole blocks, else in float16. */
    private String gguf(Miniature miniature) throws IOException {
        GgufFile file = new GgufFile().start(3, miniature.tensors().size(), 1).value("general.architecture", "diffusion");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Random random = new Random(miniature.tensors().size());
        miniature.tensors().forEach((name, shape) -> {
            boolean blocks = shape.dimensions() > 1 && shape.size(shape.dimensions() - 1) % 32 == 0;
            file.tensor(name, blocks ? 8 : 1, content.size(), LongStream.range(0, shape.dimensions())
                    .map(at -> shape.size((int) (shape.dimensions() - 1 - at))).toArray());
            for (long at = 0; at < shape.elements(); at++) {
                if (blocks && at % 32 == 0) {
                    content.writeBytes(new byte[] {0, 0x2c});
                }
                // As float16 the numbers from 0x2c00 on are 1/16 and more.
                content.writeBytes(blocks ? new byte[] {(byte) random.nextInt(256)} : new byte[] {(byte) random.nextInt(256), 0x2c});
            }
            content.writeBytes(new byte[Math.floorMod(-content.size(), 32)]);
        });
        file.align(32).raw(content.toByteArray());
        return Files.write(folder.resolve("base.gguf"), file.content()).toString();
    }

    /** A base that is a folder of diffusers, with two layers of each text encoder. */
    private String pipeline(Miniature miniature, List<EncoderLayer> encoders) throws IOException {
        Map<String, SyntheticCheckpoint> parts = new TreeMap<>();
        miniature.tensors().forEach((name, shape) ->
                parts.computeIfAbsent(miniature.component(), part -> new SyntheticCheckpoint()).tensor(name, shape.toArray()));
        for (EncoderLayer layer : encoders) {
            for (String block : List.of(".0.", ".1.")) {
                parts.computeIfAbsent(layer.component(), part -> new SyntheticCheckpoint())
                        .tensor(layer.module().replaceFirst("\\.1\\.", block) + ".weight", layer.weight().toArray());
            }
        }
        StringJoiner index = new StringJoiner(", ", "{", "}");
        for (Map.Entry<String, SyntheticCheckpoint> part : parts.entrySet()) {
            Path folderOfPart = Files.createDirectories(folder.resolve("base").resolve(part.getKey()));
            boolean encoder = EncoderLayer.isOfEncoder(part.getKey());
            write("base/" + part.getKey() + (encoder ? "/model" : "/diffusion_pytorch_model"), part.getValue());
            Files.writeString(folderOfPart.resolve("config.json"), "{}");
            index.add("\"%s\": [\"%s\", \"Model\"]".formatted(part.getKey(), encoder ? "transformers" : "diffusers"));
        }
        Files.writeString(folder.resolve("base").resolve("model_index.json"), index.toString());
        return folder.resolve("base").toString();
    }

    private void compareEncoders(String what, DrawnAdapter drawn, WrittenAdapter found, Checkpoint base) {
        Set<EncoderLayer> arrived = new HashSet<>();
        found.modules().stream().filter(module -> isOfEncoder(module, drawn)).forEach(module -> {
            String said = what + ", " + module;
            Matrix change = found.change(module);
            EncoderLayer layer = drawn.encoders().keySet().stream()
                    .filter(one -> one.isCalled(module) && one.weight().size(1) == change.columns())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(said));
            assertThat(arrived.add(layer)).as(said).isTrue();
            Wanted wanted = Optional.ofNullable(drawn.encoders().get(layer)).orElseThrow();
            assertNear(said, change, wanted.change());
            String weight = layer.component() + "." + layer.module() + ".weight";
            assertThat(found.magnitude(module).isPresent() || wanted.magnitude().isEmpty()).as(said).isTrue();
            found.magnitude(module).ifPresent(lengths -> assertNear(said, lengths, wanted.magnitude().orElseGet(() ->
                    lengthsOfRows(matrix(base, weight).plus(change)))));
            boolean lost = found.bias(module).isEmpty() && wanted.bias().isPresent();
            assertThat(!lost || json().at("/warnings").toString().contains("bias")).as(said).isTrue();
            found.bias(module).ifPresent(bias -> assertThat(bias.minus(wanted.bias().orElse(bias.times(0))).norm()).as(said)
                    .isLessThan(1e-3));
        });
        assertThat(arrived.size() == drawn.encoders().size() || !json().at("/warnings").isEmpty()).as(what).isTrue();
    }

    /** A PEFT folder is for one model, which its names do not tell. */
    private static boolean isOfEncoder(String module, DrawnAdapter drawn) {
        return EncoderLayer.isOfEncoder(module) || drawn.wanted().isEmpty();
    }

    private static void assertNear(String what, Matrix found, Matrix wanted) {
        assertThat(found.minus(wanted).norm()).as(what).isLessThanOrEqualTo(2e-3 * (wanted.norm() + 1e-9));
    }

    private void compare(String what, Miniature miniature, DrawnAdapter drawn, WrittenAdapter found, Checkpoint base) throws IOException {
        List<String> modules = found.modules().stream().filter(module -> !isOfEncoder(module, drawn)).toList();
        Set<String> arrived = new HashSet<>();
        for (String module : modules) {
            List<LinkedModule> rows = rows(miniature, module);
            if (rows.isEmpty()) {
                // ComfyUI's names for CogVideoX follow from a rule file, which no list of modules says again: they are counted only.
                assertThat(what).contains("cogvideox").contains("for comfyui");
                assertThat(json().at("/loader/applied").asInt()).isGreaterThanOrEqualTo(modules.size());
                return;
            }
            rows.stream().map(one -> one.module().name()).filter(drawn.wanted()::containsKey).forEach(arrived::add);
            String said = what + ", " + module;
            Matrix change = found.change(module);
            assertNear(said, change, stacked(rows, drawn, change.columns(), wanted -> Optional.of(wanted.change())));
            Optional<Matrix> magnitude = found.magnitude(module);
            if (magnitude.isPresent()) {
                assertNear(said, magnitude.get(), magnitudes(miniature, rows, drawn, base, change));
            } else {
                assertThat(rows).as(said).noneMatch(one -> wanted(drawn, one).flatMap(Wanted::magnitude).isPresent());
            }
            Optional<Matrix> bias = found.bias(module);
            if (bias.isPresent()) {
                assertNear(said, bias.get(), stacked(rows, drawn, 1, Wanted::bias));
            } else {
                boolean lost = rows.stream().anyMatch(one -> wanted(drawn, one).flatMap(Wanted::bias).isPresent());
                assertThat(!lost || json().at("/warnings").toString().contains("bias")).as(said).isTrue();
            }
        }
        assertThat(arrived.size() == drawn.wanted().size() || !json().at("/warnings").isEmpty()).as(what).isTrue();
        assertThat(arrived.isEmpty()).as(what).isEqualTo(drawn.wanted().isEmpty());
    }

    /** The rows of the model's own modules that the module of the file changes. */
    private static List<LinkedModule> rows(Miniature miniature, String module) {
        Map<String, List<LinkedModule>> flat = new HashMap<>();
        miniature.linked().forEach((name, linked) -> flat.put(name.replace('.', '_'), linked));
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
    private static Matrix magnitudes(
            Miniature miniature, List<LinkedModule> rows, DrawnAdapter drawn, Checkpoint base, Matrix change) throws IOException {
        Matrix own = stacked(rows, drawn, 1, Wanted::magnitude);
        if (rows.stream().allMatch(one -> wanted(drawn, one).flatMap(Wanted::magnitude).isPresent())) {
            return own;
        }
        assertThat(rows).hasSize(1);
        String weight = rows.getFirst().module().name() + ".weight";
        boolean bare = base.tensor(weight).isPresent();
        Matrix stored = read(base, bare ? weight : miniature.component() + "." + weight);
        boolean isCodes = base.tensor(weight.replaceFirst("weight$", "scale_weight")).isPresent();
        return lengthsOfRows((isCodes ? stored.times(OF_CODES) : stored).plus(change));
    }

    private static Matrix lengthsOfRows(Matrix matrix) {
        float[] norms = new float[matrix.rows()];
        for (int row = 0; row < norms.length; row++) {
            norms[row] = (float) matrix.rows(row, row + 1).norm();
        }
        return Matrix.of(norms.length, 1, norms);
    }

    private static Matrix matrix(Checkpoint base, String name) {
        try {
            return read(base, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
