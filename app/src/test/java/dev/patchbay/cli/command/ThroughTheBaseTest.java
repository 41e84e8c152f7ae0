package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
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
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command maps an adapter by the base it is given: conventions, against bases under diffusers' and their authors' names. */
class ThroughTheBaseTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** How a trainer writes a pair. */
    enum Convention {
        DIFFUSERS(pair -> "transformer." + pair.name(), ".lora_A.weight", ".lora_B.weight"),
        PEFT(pair -> "base_model.model." + pair.name(), ".lora_A.weight", ".lora_B.weight"),
        BARE(Pair::name, ".lora_A.default.weight", ".lora_B.default.weight"),
        COMFYUI(pair -> "diffusion_model." + pair.name(), ".lora_A.weight", ".lora_B.weight"),
        KOHYA(pair -> "lora_unet_" + pair.name().replace('.', '_'), ".lora_down.weight", ".lora_up.weight"),
        LYCORIS(pair -> "lycoris_" + pair.name().replace('.', '_'), ".lora_down.weight", ".lora_up.weight");

        private final Function<Pair, String> path;
        private final String down;
        private final String up;

        Convention(Function<Pair, String> path, String down, String up) {
            this.path = path;
            this.down = down;
            this.up = up;
        }
    }

    private String adapter(Convention convention, List<Pair> pairs) throws IOException {
        return adapter(convention, pairs, "adapter");
    }

    private String adapter(Convention convention, List<Pair> pairs, String name) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (Pair pair : pairs) {
            String path = convention.path.apply(pair);
            file.values(path + convention.down, DType.F32, pair.down().toFloats(), pair.down().rows(), pair.down().columns());
            file.values(path + convention.up, DType.F32, pair.up().toFloats(), pair.up().rows(), pair.up().columns());
            file.values(path + ".alpha", DType.F32, new float[] {(float) pair.alpha()});
        }
        return write(name, file);
    }

    private String base(Map<String, Shape> tensors) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        tensors.forEach((name, shape) -> file.tensor(name, shape.toArray()));
        return write("base", file);
    }

    private String write(String name, SyntheticCheckpoint made) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        made.build().tensors().forEach((tensor, stored) -> tensors.put(tensor, stored.data()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        return file.toString();
    }

    private String target() {
        return folder.resolve("out.safetensors").toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(List.of(arguments));
    }

    private JsonNode json() {
        assertThat(err.toString()).isEmpty();
        return JsonMapper.shared().readTree(out.toString());
    }

    private static Checkpoint open(String path) throws IOException {
        return CommandLineForTests.SERVICES.opener().open(Path.of(path));
    }

    private void assertBaked(String base, Map<String, Matrix> changes) throws IOException {
        assertThat(json().at("/changed").asInt()).isEqualTo(changes.size());
        try (Checkpoint before = open(base);
                Checkpoint after = open(target())) {
            for (StoredTensor tensor : before.tensors().values()) {
                String name = tensor.info().name();
                Matrix apart = read(after, name).minus(read(before, name));
                Matrix wanted = changes.getOrDefault(name.replaceFirst("\\.weight$", ""), Matrix.zero(apart.rows(), apart.columns()));
                assertThat(apart.minus(wanted).norm()).as(name).isLessThanOrEqualTo(1e-5 * (1 + wanted.norm()));
            }
        }
    }

    private static Matrix read(Checkpoint checkpoint, String name) throws IOException {
        return Matrix.read(name, checkpoint.tensor(name).orElseThrow().data());
    }

    @ParameterizedTest(name = "{1} into {0} under diffusers' names")
    @CsvSource({
        "flux.1-dev, DIFFUSERS", "flux.1-dev, PEFT", "flux.1-dev, BARE", "flux.1-dev, COMFYUI", "flux.1-dev, KOHYA",
        "wan2.1-t2v-1.3b, KOHYA", "qwen-image, KOHYA", "qwen-image, COMFYUI", "z-image, LYCORIS", "z-image, PEFT", "hunyuan-video, KOHYA",
        "flux.2-dev, LYCORIS", "krea-2, KOHYA",
    })
    void theModelsOwnNamesAreBaked(String model, Convention convention) throws IOException {
        Miniature miniature = new Miniature(model);
        String base = base(miniature.tensors());
        assertThat(run("bake", adapter(convention, miniature.own()), "--base", base, "--out", target(), "--json")).isZero();
        assertBaked(base, Miniature.changes(miniature.own()));
    }

    @ParameterizedTest(name = "authors'' names by {1} into {0} under diffusers' names")
    @CsvSource({
        "flux.1-dev, KOHYA", "flux.1-dev, COMFYUI", "flux.1-dev, BARE", "wan2.1-t2v-1.3b, KOHYA", "wan2.1-t2v-1.3b, COMFYUI",
        "hunyuan-video, KOHYA", "hunyuan-video, COMFYUI", "ltx-video, COMFYUI", "mochi-1, COMFYUI",
    })
    void authorsNamesAreBaked(String model, Convention convention) throws IOException {
        Miniature miniature = new Miniature(model);
        String base = base(miniature.tensors());
        assertThat(run("bake", adapter(convention, miniature.ofAuthors()), "--base", base, "--out", target(), "--json")).isZero();
        assertBaked(base, Miniature.changes(miniature.ofAuthors()));
    }

    @ParameterizedTest(name = "authors'' names by {1} into {0} under its authors' names")
    @CsvSource({"flux.1-dev, KOHYA", "flux.1-dev, COMFYUI", "wan2.1-t2v-1.3b, KOHYA", "wan2.1-t2v-1.3b, BARE", "hunyuan-video, KOHYA"})
    void authorsNamesAreBakedIntoTheAuthorsCheckpoint(String model, Convention convention) throws IOException {
        Miniature miniature = new Miniature(model);
        String base = base(miniature.tensorsOfAuthors());
        assertThat(run("bake", adapter(convention, miniature.ofAuthors()), "--base", base, "--out", target(), "--json")).isZero();
        assertBaked(base, miniature.changesOfAuthors(Miniature.changes(miniature.ofAuthors())));
    }

    /** A model that nobody knows, which keeps q, k and v in one layer; the adapter has them apart. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"COMFYUI", "KOHYA", "PEFT"})
    void whereTheBaseFusesQKAndVTheirRowsAreFoundByShapesAlone(Convention convention) throws IOException {
        String base = base(Map.of("lair.0.att.qkv.weight", Shape.of(24, 8), "lair.0.att.out.weight", Shape.of(8, 8)));
        Miniature apart = new Miniature(Map.of(
                "lair.0.att.to_q.weight", Shape.of(8, 8), "lair.0.att.to_v.weight", Shape.of(8, 8),
                "lair.0.att.to_out.0.weight", Shape.of(8, 8)));
        assertThat(run("bake", adapter(convention, apart.own()), "--base", base, "--out", target(), "--json")).isZero();
        Map<String, Matrix> changes = Miniature.changes(apart.own());
        Matrix fused = changes.get("lair.0.att.to_q").above(Matrix.zero(8, 8)).above(changes.get("lair.0.att.to_v"));
        assertBaked(base, Map.of("lair.0.att.qkv", fused, "lair.0.att.out", changes.get("lair.0.att.to_out.0")));
    }

    @Test
    void whereTheBaseKeepsQKAndVApartAFusedPairIsSplit() throws IOException {
        Map<String, Shape> split = Map.of(
                "lair.0.att.q_proj.weight", Shape.of(8, 8), "lair.0.att.k_proj.weight", Shape.of(4, 8),
                "lair.0.att.v_proj.weight", Shape.of(4, 8));
        String base = base(split);
        Miniature fused = new Miniature(Map.of("lair.0.att.qkv.weight", Shape.of(16, 8)));
        assertThat(run("bake", adapter(Convention.KOHYA, fused.own()), "--base", base, "--out", target(), "--json")).isZero();
        Matrix change = Miniature.changes(fused.own()).get("lair.0.att.qkv");
        assertBaked(base, Map.of(
                "lair.0.att.q_proj", change.rows(0, 8), "lair.0.att.k_proj", change.rows(8, 12), "lair.0.att.v_proj",
                change.rows(12, 16)));
    }

    @Test
    void layersThatTheAdapterHasTwiceCountOnce() throws IOException {
        Miniature split = new Miniature(Map.of(
                "lair.0.att.to_q.weight", Shape.of(8, 8), "lair.0.att.to_k.weight", Shape.of(8, 8),
                "lair.0.att.to_v.weight", Shape.of(8, 8)));
        String base = base(split.tensors());
        List<Pair> pairs = new Miniature(Map.of("lair.0.att.qkv.weight", Shape.of(24, 8))).own();
        Pair fused = pairs.getFirst();
        List<Pair> twice = new ArrayList<>(split.own().stream().map(pair -> {
            int from = List.of("to_q", "to_k", "to_v").indexOf(pair.name().substring("lair.0.att.".length())) * 8;
            return new Pair("", pair.name(), fused.down(), fused.up().rows(from, from + 8), fused.alpha(), pair.weight(), pair.modules());
        }).toList());
        Map<String, Matrix> changes = Miniature.changes(twice);
        twice.add(fused);
        assertThat(run("bake", adapter(Convention.KOHYA, twice), "--base", base, "--out", target(), "--json")).isZero();
        assertThat(json().at("/warnings/0").asString()).contains("count once");
        assertBaked(base, changes);
    }

    /** What a written adapter does, by component and module. */
    private Map<String, Matrix> written() throws IOException {
        Map<String, Matrix> changes = new TreeMap<>();
        try (Checkpoint file = open(target())) {
            MappingResult asItIs = RuleSet.EMPTY.apply(file.infos());
            for (AdapterModule module : AdapterAssembler.assemble(file, asItIs, OptionalDouble.empty()).modules()) {
                LowRankFactors product = new ModuleChange(file, module).read().product(module.module());
                changes.put(module.address(), product.rows(0, product.outputs()));
            }
        }
        return changes;
    }

    private void assertWritten(Miniature miniature, Map<String, Matrix> changes) throws IOException {
        Map<String, Matrix> written = written();
        assertThat(written.keySet())
                .containsExactlyInAnyOrderElementsOf(changes.keySet().stream().map(name -> miniature.component() + "." + name).toList());
        changes.forEach((name, wanted) -> {
            Matrix found = written.get(miniature.component() + "." + name);
            assertThat(found.minus(wanted).norm()).as(name).isLessThanOrEqualTo(1e-5 * wanted.norm());
        });
    }

    @ParameterizedTest(name = "{1} for {0}, authors'' names {2}")
    @CsvSource({
        "flux.1-dev, KOHYA, true", "flux.1-dev, COMFYUI, true", "flux.1-dev, LYCORIS, false", "wan2.1-t2v-1.3b, KOHYA, true",
        "hunyuan-video, KOHYA, true", "qwen-image, KOHYA, false", "z-image, COMFYUI, false", "krea-2, BARE, false",
    })
    void halfAndHalfOfOneFileAreTheFile(String model, Convention convention, boolean authors) throws IOException {
        Miniature miniature = new Miniature(model);
        List<Pair> pairs = authors ? miniature.ofAuthors() : miniature.own();
        String adapter = adapter(convention, pairs);
        String base = base(miniature.tensors());
        assertThat(run("merge", adapter + ":0.5", adapter + ":0.5", "--base", base, "--out", target(), "--json")).isZero();
        assertThat(json().at("/modules").asInt()).isEqualTo(Miniature.changes(pairs).size());
        assertWritten(miniature, Miniature.changes(pairs));
    }

    @Test
    void withoutABaseFilesOfOneConventionAreMergedUnderIt() throws IOException {
        Miniature nobodys = new Miniature(Map.of("lair.0.att.qkv.weight", Shape.of(24, 8), "lair.1.att.qkv.weight", Shape.of(24, 8)));
        String adapter = adapter(Convention.KOHYA, nobodys.own());
        assertThat(run("merge", adapter + ":0.5", adapter + ":0.5", "--out", target(), "--json")).isZero();
        try (Checkpoint merged = open(target());
                Checkpoint file = open(adapter)) {
            assertThat(file.tensors().keySet()).containsAll(merged.tensors().keySet());
        }
        Map<String, Matrix> written = written();
        Miniature.changes(nobodys.own()).forEach((name, wanted) ->
                assertThat(written.get(name.replace('.', '_')).minus(wanted).norm()).isLessThanOrEqualTo(1e-5 * wanted.norm()));
    }

    @ParameterizedTest
    @CsvSource({"merge", "bake"})
    void aWholeModelAmongTheAdaptersIsNamedFirst(String command) throws IOException {
        Miniature nobodys = new Miniature(Map.of("lair.0.att.qkv.weight", Shape.of(24, 8)));
        String adapter = adapter(Convention.KOHYA, nobodys.own());
        String model = base(nobodys.tensors());
        assertThat(run(command, adapter, model, "--base", model, "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains(model + " is a whole model").doesNotContain(adapter);
    }

    @ParameterizedTest(name = "{1} for {0}, authors'' names {2}, base under them {3}")
    @CsvSource({
        "flux.1-dev, KOHYA, true, false", "flux.1-dev, COMFYUI, true, true", "flux.1-dev, KOHYA, true, true",
        "flux.1-dev, LYCORIS, false, false", "wan2.1-t2v-1.3b, KOHYA, true, true", "wan2.1-t2v-1.3b, PEFT, false, true",
        "hunyuan-video, KOHYA, true, false", "qwen-image, KOHYA, false, false", "z-image, BARE, false, false",
        "krea-2, COMFYUI, false, false",
    })
    void convertingBringsEveryModuleToTheBase(String model, Convention convention, boolean authors, boolean ofAuthors) throws IOException {
        Miniature miniature = new Miniature(model);
        List<Pair> pairs = authors ? miniature.ofAuthors() : miniature.own();
        String base = base(ofAuthors ? miniature.tensorsOfAuthors() : miniature.tensors());
        assertThat(run("convert", adapter(convention, pairs), "--to", "diffusers", "--base", base, "--out", target(), "--json")).isZero();
        Map<String, Matrix> changes = Miniature.changes(pairs);
        assertThat(json().at("/arrived/modules").asInt()).isEqualTo(changes.size());
        assertThat(json().at("/arrived/of").asInt()).isEqualTo(changes.size());
        assertWritten(miniature, changes);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"krea-2, COMFYUI", "krea-2, KOHYA", "z-image, PEFT"})
    void whatWouldDoNothingOnTheBaseIsRefused(String model, Convention convention) throws IOException {
        String base = base(new Miniature(model).tensors());
        Miniature other = new Miniature(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8)));
        int code = run("convert", adapter(convention, other.own()), "--to", "diffusers", "--base", base, "--out", target());
        assertThat(code).isEqualTo(2);
        assertThat(folder.resolve("out.safetensors")).doesNotExist();
    }

    @Test
    void sizesThatNoModuleOfTheBaseHasAreRefused() throws IOException {
        Miniature large = new Miniature(Map.of("lair.0.net.weight", Shape.of(24, 8)));
        String base = base(Map.of("lair.0.net.weight", Shape.of(12, 4)));
        int code = run("convert", adapter(Convention.DIFFUSERS, large.own()), "--to", "diffusers", "--base", base, "--out", target());
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("lair.0.net", "other sizes", "--base");
    }

    @Test
    void theReportCountsTheModulesThatTheBaseLacks() throws IOException {
        Miniature three = new Miniature(Map.of(
                "lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8), "lair.2.net.weight", Shape.of(24, 8)));
        String base = base(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8)));
        String adapter = adapter(Convention.DIFFUSERS, three.own());
        assertThat(run("convert", adapter, "--to", "diffusers", "--base", base, "--out", target())).isZero();
        assertThat(out.toString()).contains("2 of 3 modules arrive in base.safetensors");
    }

    @Test
    void anAdapterForComfyUiOfNoKnownFamilyKeepsItsNames() throws IOException {
        Miniature nobodys = new Miniature(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8)));
        String adapter = adapter(Convention.COMFYUI, nobodys.own());
        assertThat(run("convert", adapter, "--to", "comfyui", "--out", target())).isZero();
        try (Checkpoint before = open(adapter);
                Checkpoint after = open(target())) {
            assertThat(after.tensors().keySet()).containsExactlyInAnyOrderElementsOf(before.tensors().keySet().stream()
                    .map(name -> name.replace(".lora_A.", ".lora_down.").replace(".lora_B.", ".lora_up."))
                    .toList());
        }
    }

    /** ComfyUI finds any model's modules under the names that the model has, so q, k and v are joined or cut as the base has them. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"COMFYUI", "KOHYA", "PEFT"})
    void forComfyUiQKAndVAreWhatABaseOfNoKnownFamilyHas(Convention convention) throws IOException {
        Map<String, Shape> split = Map.of(
                "lair.0.att.to_q.weight", Shape.of(8, 8), "lair.0.att.to_k.weight", Shape.of(8, 8),
                "lair.0.att.to_v.weight", Shape.of(8, 8));
        Miniature apart = new Miniature(split);
        String base = base(Map.of("model.diffusion_model.lair.0.att.qkv.weight", Shape.of(24, 8)));
        assertThat(run("convert", adapter(convention, apart.own()), "--to", "comfyui", "--base", base, "--out", target())).isZero();
        Map<String, Matrix> changes = Miniature.changes(apart.own());
        Matrix fused = Stream.of("q", "k", "v").map(part -> changes.get("lair.0.att.to_" + part)).reduce(Matrix::above).orElseThrow();
        Map<String, Matrix> written = written();
        assertThat(written).containsOnlyKeys("lair.0.att.qkv");
        assertThat(written.values().iterator().next().minus(fused).norm()).isLessThanOrEqualTo(1e-5 * fused.norm());
    }

    @Test
    void aBaseUnderItsAuthorsNamesLeadsAMergeAndACheckToDiffusersNames() throws IOException {
        Miniature miniature = new Miniature("wan2.1-t2v-1.3b");
        String adapter = adapter(Convention.COMFYUI, miniature.ofAuthors());
        String base = base(miniature.tensorsOfAuthors());
        assertThat(run("merge", adapter + ":0.5", adapter + ":0.5", "--base", base, "--out", target(), "--json")).isZero();
        assertWritten(miniature, Miniature.changes(miniature.ofAuthors()));
        run("check", adapter, "--base", base, "--json");
        assertThat(json().at("/verdicts/comfyui/applied").asInt()).isEqualTo(miniature.ofAuthors().size());
    }

    private static final Map<String, Shape> LAIRS = Map.of(
            "lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8), "lair.2.net.weight", Shape.of(24, 8));

    private void assertOnlyTheFirstLairIsWritten() throws IOException {
        assertThat(json().at("/arrived/modules").asInt()).isLessThan(json().at("/arrived/of").asInt());
        assertThat(json().at("/warnings/0").asString()).contains("does not have them", "lair");
        assertThat(json().at("/warnings/1").asString()).contains("size does not fit", "lair", "24×8", "[12, 8]");
        assertThat(json().at("/dropped").size()).isEqualTo(6);
        assertThat(written()).hasSize(1);
        try (Checkpoint file = open(target())) {
            assertThat(file.tensors().keySet()).allMatch(name -> name.contains("lair.0.net") || name.contains("lair_0_net"));
        }
    }

    @ParameterizedTest
    @CsvSource({"DIFFUSERS", "KOHYA", "COMFYUI"})
    void aResizeLeavesOutWhatTheBaseHasNoPlaceFor(Convention convention) throws IOException {
        String base = base(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(12, 8)));
        String adapter = adapter(convention, new Miniature(LAIRS).own());
        assertThat(run("resize", adapter, "--rank", "2", "--base", base, "--out", target(), "--json")).isZero();
        assertOnlyTheFirstLairIsWritten();
    }

    @ParameterizedTest
    @CsvSource({"DIFFUSERS", "KOHYA", "COMFYUI"})
    void aMergeLeavesOutWhatTheBaseHasNoPlaceFor(Convention convention) throws IOException {
        String base = base(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(12, 8)));
        String adapter = adapter(convention, new Miniature(LAIRS).own());
        assertThat(run("merge", adapter, "--base", base, "--out", target(), "--json")).isZero();
        assertOnlyTheFirstLairIsWritten();
    }

    @ParameterizedTest
    @CsvSource({
        "resize, den.0.net, none of its 1 modules is in", "merge, den.0.net, None of the 1 modules", "resize, lair.0.net, in other sizes",
        "merge, lair.0.net, None of the 1 modules",
    })
    void whatHasNoPlaceAtAllIsRefused(String command, String inFile, String said) throws IOException {
        String base = base(Map.of("lair.0.net.weight", Shape.of(12, 8)));
        Map<String, Shape> one = Map.of(inFile + ".weight", Shape.of(24, 8));
        String adapter = adapter(Convention.DIFFUSERS, new Miniature(one).own());
        List<String> arguments = new ArrayList<>(List.of(command, adapter, "--base", base, "--out", target()));
        if (command.equals("resize")) {
            arguments.addAll(List.of("--rank", "2"));
        }
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(said);
        assertThat(folder.resolve("out.safetensors")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"flux.1-dev, KOHYA, true", "wan2.1-t2v-1.3b, COMFYUI, true", "z-image, PEFT, false"})
    void whatFitsIsResizedWhole(String model, Convention convention, boolean authors) throws IOException {
        Miniature miniature = new Miniature(model);
        String adapter = adapter(convention, authors ? miniature.ofAuthors() : miniature.own());
        String base = base(miniature.tensors());
        assertThat(run("resize", adapter, "--rank", "2", "--base", base, "--out", target(), "--json")).isZero();
        try (Checkpoint before = open(adapter);
                Checkpoint after = open(target())) {
            assertThat(after.tensors().keySet()).isEqualTo(before.tensors().keySet());
        }
    }

    /** Some names are ComfyUI's and others are diffusers', so that only the base tells which layers are the same. */
    @Test
    void namesOfDifferentKindsMeetInTheBase() throws IOException {
        Miniature miniature = new Miniature("qwen-image");
        String base = base(miniature.tensors());
        String comfy = adapter(Convention.COMFYUI, miniature.own());
        assertThat(run("merge", comfy + ":0.5", comfy + ":0.5", "--base", base, "--out", target(), "--json")).isZero();
        assertWritten(miniature, Miniature.changes(miniature.own()));
        String diffusers = adapter(Convention.DIFFUSERS, miniature.own(), "second");
        assertThat(run("merge", comfy + ":0.5", diffusers + ":0.5", "--base", base, "--out", target(), "--overwrite", "--json")).isZero();
        assertWritten(miniature, Miniature.changes(miniature.own()));
    }

    /** The base keeps q, k and v in one layer, one adapter has them apart under diffusers' names and the other fused under ComfyUI's. */
    @Test
    void rowsOfAFusedLayerOfTheBaseMeetThere() throws IOException {
        String base = base(Map.of("lair.0.att.qkv.weight", Shape.of(24, 8), "lair.1.att.qkv.weight", Shape.of(24, 8)));
        Map<String, Shape> fused = Map.of("lair.0.att.qkv.weight", Shape.of(24, 8), "lair.1.att.qkv.weight", Shape.of(24, 8));
        Miniature whole = new Miniature(fused);
        Miniature apart = new Miniature(Map.of(
                "lair.0.att.to_q.weight", Shape.of(8, 8), "lair.0.att.to_v.weight", Shape.of(8, 8),
                "lair.1.att.to_q.weight", Shape.of(8, 8), "lair.1.att.to_v.weight", Shape.of(8, 8)));
        String comfy = adapter(Convention.COMFYUI, whole.own());
        String diffusers = adapter(Convention.DIFFUSERS, apart.own(), "second");
        assertThat(run("merge", comfy, diffusers, "--base", base, "--out", target(), "--json")).isZero();
        Map<String, Matrix> sums = new TreeMap<>(Miniature.changes(whole.own()));
        Map<String, Matrix> parts = Miniature.changes(apart.own());
        sums.replaceAll((name, change) -> {
            String block = name.substring(0, name.length() - "qkv".length());
            Matrix q = Objects.requireNonNull(parts.get(block + "to_q"));
            Matrix v = Objects.requireNonNull(parts.get(block + "to_v"));
            return change.plus(q.above(Matrix.zero(8, 8)).above(v));
        });
        assertWritten(whole, sums);
    }

    /** W' = m · (W + s·BA) / ‖W + s·BA‖, by rows; the sum of two halves of it is the whole. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void magnitudesAreMergedByTheWeightsOfTheBase(boolean fused) throws IOException {
        Miniature model = new Miniature(Map.of("lair.0.att.to_q.weight", Shape.of(6, 4), "lair.1.att.to_q.weight", Shape.of(6, 4)));
        SyntheticCheckpoint weights = new SyntheticCheckpoint();
        SyntheticCheckpoint dora = new SyntheticCheckpoint();
        Map<String, Matrix> wanted = new TreeMap<>();
        for (Pair pair : model.own()) {
            float[] before = new float[24];
            float[] magnitude = {1, 2, 0.5f, 3, 1.5f, 1};
            for (int i = 0; i < before.length; i++) {
                before[i] = (float) Math.sin(i + pair.name().hashCode() % 7);
            }
            Matrix weight = Matrix.of(6, 4, before);
            Matrix changed = weight.plus(pair.up().times(pair.down()).times(pair.scale()));
            Matrix change = changed.timesRows(row -> magnitude[row] / changed.rows(row, row + 1).norm()).minus(weight);
            String path = "transformer." + pair.name();
            dora.values(path + ".lora_A.weight", DType.F32, pair.down().toFloats(), pair.down().rows(), pair.down().columns());
            dora.values(path + ".lora_B.weight", DType.F32, pair.up().toFloats(), pair.up().rows(), pair.up().columns());
            dora.values(path + ".alpha", DType.F32, new float[] {(float) pair.alpha()});
            dora.values(path + ".lora_magnitude_vector", DType.F32, magnitude, 6);
            String stored = fused ? pair.name().replace("to_q", "qkv") : pair.name();
            wanted.put(stored, fused ? change.above(Matrix.zero(12, 4)) : change);
            float[] rows = fused ? weight.above(Matrix.zero(12, 4)).toFloats() : before;
            weights.values(stored + ".weight", DType.F32, rows, fused ? 18 : 6, 4);
        }
        String base = write("base", weights);
        String adapter = write("dora", dora);
        assertThat(run("merge", adapter + ":0.5", adapter + ":0.5", "--base", base, "--out", target(), "--json")).isZero();
        assertWritten(model, wanted);
    }

    @Test
    void magnitudesWithoutTheWeightsOfTheBaseAreNotMerged() throws IOException {
        SyntheticCheckpoint dora = new SyntheticCheckpoint();
        dora.tensor("transformer.transformer_blocks.0.attn.to_q.lora_A.weight", 2, 3072);
        dora.tensor("transformer.transformer_blocks.0.attn.to_q.lora_B.weight", 3072, 2);
        dora.tensor("transformer.transformer_blocks.0.attn.to_q.lora_magnitude_vector", 3072);
        String adapter = write("dora", dora);
        assertThat(run("merge", adapter, "--base", "flux.1-dev", "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains("magnitudes", "as a file or folder", "bake");
        assertThat(run("merge", adapter, "--out", target())).isEqualTo(2);
        assertThat(err.toString()).contains("magnitudes", "as a file or folder", "bake");
    }

    /** A merged file holds pairs only; what else its inputs do is not lost without a word. */
    @Test
    void biasesAreSaidToBeLost() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        file.tensor("transformer.transformer_blocks.0.attn.to_q.lora_A.weight", 2, 3072);
        file.tensor("transformer.transformer_blocks.0.attn.to_q.lora_B.weight", 3072, 2);
        file.tensor("transformer.transformer_blocks.0.attn.to_q.lora_B.bias", 3072);
        assertThat(run("merge", write("biased", file), "--base", "flux.1-dev", "--out", target(), "--json")).isZero();
        assertThat(json().at("/warnings").toString()).contains("biases (1, such as", "acts differently");
    }
}
