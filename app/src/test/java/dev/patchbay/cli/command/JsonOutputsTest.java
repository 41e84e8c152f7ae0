package dev.patchbay.cli.command;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.quantised.QuantisedFile;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.gpu.GpuRepository;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.loader.ScaleHandling;
import dev.patchbay.loader.Verdict;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Every {@code --json} is as its schema in {@code docs/json} says, over all files that the tests have, good and broken. */
class JsonOutputsTest extends CommandsInFolder {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final String EXPORTED = REFERENCE + "sat-lora-exported.safetensors";
    private static final String KINDS = RESOURCES + "/reference/adapter-kinds/";
    private static final String TINY = RESOURCES + "/reference/pipelines/cogvideox-2b";

    private static final String RULE =
            "parts.schema.json %s of: A rule as in a rule file (rule-files.md); exactly one of the fields named after a kind of rule is "
                    + "there.";

    /** Fields that no file of the tests brings about, with the reason. */
    private static final Map<String, String> NOT_IN_THE_POPULATION = notInThePopulation();

    private static Map<String, String> notInThePopulation() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : List.of("by", "comment", "enabled", "pair", "scale", "transpose")) {
            fields.put(RULE.formatted(field), "only in rule files that people write: no fix and no suggestion needs it");
        }
        fields.put(RULE.formatted("sizes"), "only for fused layers of unequal parts, which no adapter of these families has");
        fields.put("gpu.schema.json devices of: The libraries for NVIDIA cards.", "only where there is a driver for such a card");
        return fields;
    }

    private final JsonSchemas schemas = new JsonSchemas();
    private final List<String> wrong = new ArrayList<>();
    private CliServices services = CommandLineForTests.SERVICES;

    @Override
    CliServices services() {
        return services;
    }

    /** Runs a command and holds its object against the schema; one that cannot go on prints a sentence and no object. */
    private int check(String... words) {
        String[] all = Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new);
        int code = run(all);
        String line = String.join(" ", all);
        if (out.toString().isEmpty()) {
            if (code != 2 || err.toString().lines().count() != 1) {
                wrong.add(line + ": " + code + " " + err);
            }
            return code;
        }
        schemas.errors(words[0], json()).forEach(error -> wrong.add(line + ": " + error));
        return code;
    }

    private void done(String... words) {
        int code = check(words);
        if (code > 1) {
            wrong.add(String.join(" ", words) + ": " + err);
        }
    }

    /** Files and folders of the test resources that could be checkpoints, and a few that are none. */
    private static List<Path> population() throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(file -> Files.isRegularFile(file)
                            ? file.toString().matches(".*/[^/]*(lora|misfits|differences|ema|module|beside|zip|legacy)[^/]*\\."
                                    + "(safetensors|pt)|.*fuzz/(Safetensors|Gguf|Archive)/[^/]*")
                            : Files.exists(file.resolve("adapter_config.json")) || Files.exists(file.resolve("config.json"))
                                    || Files.exists(file.resolve("model_index.json")) || Files.exists(file.resolve("latest")))
                    .sorted().toList();
        }
    }

    @Test
    void everyOutputIsAsItsSchemaSaysAndEveryFieldIsInOne() throws IOException, URISyntaxException {
        for (Path file : population()) {
            check("inspect", file.toString(), "--stats");
            check("check", file.toString(), "--base", file.toString().contains("reference/pipelines") ? TINY : BASE);
        }
        adapters();
        families();
        quantised();
        fused();
        models();
        folders();
        machine();
        assertThat(wrong).isEmpty();
        assertThat(schemas.unseen()).containsExactlyInAnyOrderElementsOf(NOT_IN_THE_POPULATION.keySet());
    }

    private void adapters() {
        done("inspect", EXPORTED);
        for (String target : List.of("diffusers", "peft", "comfyui", "kohya", "sat")) {
            done("convert", SAT_LORA, "--base", BASE, "--to", target, "--out", file(target));
        }
        done("convert", EXPORTED, "--to", "diffusers", "--dry-run", "--out", file("x.safetensors"));
        check("convert", KINDS + "loha", "--base", TINY, "--to", "comfyui", "--out", file("loha.safetensors"));
        check("convert", KINDS + "dora", "--base", TINY, "--to", "peft", "--out", file("dora"));
        check("convert", SAT_LORA, "--to", "diffusers", "--out", file("diffusers"));
        for (String base : List.of(BASE, "cogvideox-5b", "no-such-base")) {
            check("suggest", SAT_LORA, "--base", base);
            check("suggest", EXPORTED, "--base", base);
            check("check", EXPORTED, "--base", base);
            check("check", SAT_LORA, "--base", base, "--for", "comfyui", "--expect-rank", "8", "--expect-alpha", "3");
        }
        done("diff", SAT_LORA, EXPORTED);
        done("diff", SAT_LORA, SAT_LORA);
        done("diff", EXPORTED, file("diffusers"));
        done("convert", EXPORTED, "--to", "diffusers", "--dtype", "f16", "--out", file("half"));
        done("diff", EXPORTED, file("half"));
        for (String target : List.of("comfyui", "kohya", "sat")) {
            done("check", file(target), "--base", BASE);
            done("suggest", file(target), "--base", REFERENCE + "sat-full");
        }
        done("diff", EXPORTED, KINDS + "lokr");
        done("edit", EXPORTED, "--base", BASE, "--set", "a=b", "--without", "**.to_k", "--strength", "**.to_v=0.5", "--out",
                file("edited.safetensors"));
        done("resize", EXPORTED, "--rank", "2", "--base", BASE, "--out", file("resized.safetensors"));
        done("merge", EXPORTED, EXPORTED + ":0.5", "--base", BASE, "--out", file("merged.safetensors"));
        done("diff", EXPORTED, file("resized.safetensors"));
        done("bake", SAT_LORA, "--base", BASE, "--out", file("baked"));
        done("extract", "--tuned", file("baked"), "--base", BASE, "--rank", "2", "--out", file("extracted.safetensors"));
        for (String[] refused : new String[][] {
            {"edit", EXPORTED, "--without", "nothing", "--out", file("y")}, {"resize", BASE, "--rank", "2", "--out", file("y")},
            {"merge", BASE, "--out", file("y")}, {"bake", EXPORTED, "--base", EXPORTED, "--out", file("y")},
            {"extract", "--tuned", EXPORTED, "--base", BASE, "--rank", "2", "--out", file("y")}, {"diff", EXPORTED, "no such file"}}) {
            if (check(refused) != 2) {
                wrong.add("not refused: " + String.join(" ", refused));
            }
        }
    }

    /** Adapters of a few families, for their own base and for another. */
    private void families() throws IOException, URISyntaxException {
        String families = "(sd15|sd3|flux-kohya|flux-bfl|wan21|qwen-comfyui).*";
        for (Map.Entry<Path, String> adapter : CommandLineForTests.foreignAdapters(folder, families).entrySet()) {
            String file = adapter.getKey().toString();
            done("check", file, "--base", adapter.getValue());
            if (file.contains("sd15")) {
                done("convert", file, "--base", adapter.getValue(), "--to", "diffusers", "--out", file("encoders"));
                done("check", file, "--base", "flux.1-dev");
            }
            if (file.contains("wan21")) {
                done("check", file, "--base", "stable-diffusion-1.5");
            }
        }
    }

    private void quantised() throws IOException {
        QuantisedFile weights = new QuantisedFile().codes("a.weight", DType.U8, Shape.of(32, 1), IntStream.range(0, 32).toArray())
                .floats("a.weight.absmax", Shape.of(1), 0.1f)
                .json(
                        "a.weight.quant_state.bitsandbytes__nf4",
                        "{\"quant_type\": \"nf4\", \"blocksize\": 64, \"dtype\": \"bfloat16\", \"shape\": [8, 8]}");
        write("nf4.safetensors", weights.build());
        done("inspect", file("nf4.safetensors"), "--stats");
    }

    /** The base has one layer where the adapter has three. */
    private void fused() throws IOException {
        String layer = "layers.0.attention.";
        SyntheticCheckpoint base = new SyntheticCheckpoint().tensor(layer + "qkv.weight", 192, 64).tensor(layer + "out.weight", 64, 64);
        write("fused.safetensors", base.build());
        SyntheticCheckpoint adapter = new SyntheticCheckpoint();
        List.of("to_q", "to_k", "to_out.0").forEach(part -> adapter.pair("diffusion_model." + layer + part, 64, 64, 2));
        write("apart.safetensors", adapter.build());
        done("suggest", file("apart.safetensors"), "--base", file("fused.safetensors"));
    }

    private void write(String name, Checkpoint made) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        made.tensors().forEach((tensor, stored) -> tensors.put(tensor, stored.data()));
        try (FileChannel channel = FileChannel.open(folder.resolve(name), CREATE, WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
    }

    private void models() {
        done("models");
        services = new StandInMachine(folder).services(Optional.empty());
        done("models", "--add", BASE, "--name", "own");
        check("models", "--add", EXPORTED + "x", "--name", "own");
        services = CommandLineForTests.SERVICES;
        done("completion", "fish");
        done("man", "check");
        check("man", "nothing");
    }

    /** An adapter that works, one that is for another model, one that is no file of weights. */
    private void folders() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.copy(Path.of(EXPORTED), in.resolve("a.safetensors"));
        Files.copy(Path.of(KINDS, "misfits.safetensors"), in.resolve("b.safetensors"));
        Files.writeString(in.resolve("c.safetensors"), "no header");
        for (String[] words : new String[][] {
            {"inspect"}, {"check", "--base", BASE}, {"convert", "--to", "diffusers", "--out-dir", file("many")},
            {"resize", "--rank", "1", "--out-dir", file("small")}}) {
            List<String> all = new ArrayList<>(List.of("batch", words[0], "--in", in.toString(), "-j", "2"));
            all.addAll(List.of("--report", file(words[0] + ".xml")));
            all.addAll(Arrays.asList(words).subList(1, words.length));
            check(all.toArray(String[]::new));
        }
        check("batch", "check", "--base", BASE, "--in", file("nothing-*"));
        done("watch", in.toString(), "--base", BASE, "--count", "2", "--settle", "0", "--convert", "comfyui", "--out-dir", file("watched"));
        check("watch", in.toString(), "--base", "none", "--count", "1", "--settle", "0", "--convert", "comfyui", "--out-dir",
                file("watched"));
        check("watch", file("none"), "--base", BASE);
    }

    private void machine() throws IOException {
        StandInMachine machine = new StandInMachine(folder);
        machine.texts.put("a", List.of(new float[4]));
        try (GpuRepository repository = new GpuRepository()) {
            services = machine.services(Optional.of(repository.installation(folder)));
            check("gpu", "install");
            done("gpu", "status");
            done("gpu", "install", "--yes");
            done("gpu", "status");
            done("gpu", "remove");
            done("doctor");
            machine.driver = true;
            done("doctor", "--clear", "text", "--fix", "--yes");
            check("doctor", "--clear", "nothing");
            done("places");
        }
        done("worker", "--use", "ssh box patchbay worker");
        done("worker", "--forget");
        done("demo", "--out", file("demo"));
        String model = services.demo().unpack().pipeline().toString();
        done("preview", "--model", model, "--prompt", "x", "--steps", "1", "--compare", "--out", file("clip.gif"));
        done("preview", "--model", model, "--prompt", "x", "--plan", "--out", file("clip2.gif"));
        check("preview", "--model", file("none"), "--prompt", "x", "--out", file("clip3.gif"));
    }

    @Test
    void everyCommandWithJsonHasASchema() {
        CommandLine line = new CommandLine(new PatchbayCommand(null));
        Subcommands.addTo(line, List.of());
        Set<String> commands = line.getSubcommands().entrySet().stream()
                .filter(command -> command.getValue().getCommandSpec().findOption("--json") != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(schemas.commands()).isEqualTo(commands).hasSizeGreaterThan(15);
    }

    /** So that a field that is new fails the test above. */
    @Test
    void everyObjectIsClosedAndEveryFieldIsDescribedInALine() {
        List<String> open = new ArrayList<>();
        schemas.files().forEach((file, schema) -> walk(file, schema, open));
        assertThat(open).isEmpty();
    }

    private static void walk(String place, JsonNode schema, List<String> open) {
        if (schema.has("properties") && !schema.path("additionalProperties").toString().equals("false")) {
            open.add(place);
        }
        boolean told = schema.path("properties").properties().stream().allMatch(field -> isTold(field.getValue()));
        if (!told) {
            open.add("not described: " + place);
        }
        schema.properties().forEach(part -> {
            if (part.getValue().isContainer()) {
                walk(place + "/" + part.getKey(), part.getValue(), open);
            }
        });
    }

    private static boolean isTold(JsonNode field) {
        String description = field.path("description").asString();
        return field.has("$ref") ? !description.contains("\n") : !description.isBlank() && !description.contains("\n");
    }

    @Test
    void listedValuesAreThoseThatThereAre() {
        Map<String, Enum<?>[]> values = new LinkedHashMap<>();
        values.put("inspect/properties/format", CheckpointFormat.values());
        values.put("inspect/properties/layout", CheckpointLayout.values());
        values.put("parts/$defs/severity", Severity.values());
        values.put("parts/$defs/outcome", Verdict.Outcome.values());
        values.put("convert/properties/scale/properties/how", ScaleHandling.values());
        values.forEach((place, all) -> assertThat(listed(place)).as(place).isEqualTo(words(all, '-')));
        assertThat(listed("convert/properties/scale/properties/source")).isEqualTo(words(ScaleSource.values(), '_'));
    }

    private Set<String> listed(String place) {
        int file = place.indexOf('/');
        return schemas.files().get(place.substring(0, file) + ".schema.json").at(place.substring(file) + "/enum").valueStream()
                .map(JsonNode::asString).collect(Collectors.toSet());
    }

    private static Set<String> words(Enum<?>[] values, char between) {
        return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', between)).collect(Collectors.toSet());
    }
}
