package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.mapping.file.RuleShelf;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A LoRA in a naming that only a person's own rule file knows: {@code house.0.a.down} for
 * {@code transformer.transformer_blocks.0.attn1.to_q.lora_A.weight}.
 * Every command that maps names reads it, by {@code --rules} as well as by a file in the rules folder.
 */
class OwnRulesInEveryCommandTest {

    private static final String REFERENCE = "src/test/resources/reference/sat-tiny-30-layers/";
    private static final String BASE = REFERENCE + "diffusers-transformer";
    private static final int MODULES = 120;
    private static final String HOUSE_RULES =
            """
            {"patchbay": 1, "name": "House style", "rules": [
              {"rename": "house.{i:int}.{m:a=to_q,b=to_k,c=to_v,d=to_out.0}.{half:down=A,up=B}",
               "to": "transformer.transformer_blocks.{i}.attn1.{m}.lora_{half}.weight"}
            ]}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path rulesFolder = Path.of("");
    private String plain = "";
    private String house = "";

    @BeforeEach
    void makeFiles() throws IOException {
        rulesFolder = Files.createDirectory(folder.resolve("rules"));
        plain = file("plain.safetensors");
        house = file("house.safetensors");
        assertThat(run("convert", REFERENCE + "sat-lora", "--to", "diffusers", "--out", plain)).isZero();
        try (Checkpoint checkpoint = CommandLineForTests.SERVICES.opener().open(Path.of(plain));
                FileChannel channel = FileChannel.open(Path.of(house), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            checkpoint.tensors().forEach((name, tensor) -> tensors.put(houseName(name), tensor.data()));
            SafetensorsWriter.write(tensors, checkpoint.metadata(), channel);
        }
    }

    private static String houseName(String name) {
        return name.replace("transformer.transformer_blocks.", "house.")
                .replace(".attn1.to_q.", ".a.")
                .replace(".attn1.to_k.", ".b.")
                .replace(".attn1.to_v.", ".c.")
                .replace(".attn1.to_out.0.", ".d.")
                .replace("lora_A.weight", "down")
                .replace("lora_B.weight", "up");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CliServices real = CommandLineForTests.SERVICES;
        VideoPipelines none = new VideoPipelines(List.of(new OutputsAndInputsTest.NoPipelines()));
        CliServices services = new CliServices(
                real.opener(), real.bases(), real.models(), new RuleShelf(rulesFolder), none,
                real.engine(), real.workers(), real.gpu(), real.demo(), real.places(),
                Cancellation.NEVER);
        return new PatchbayCommandLine(services, new PrintWriter(out), new PrintWriter(err)).run(List.of(arguments));
    }

    @ParameterizedTest(name = "{0} --rules")
    @CsvSource({"check", "suggest", "convert", "merge", "bake", "resize", "edit", "diff", "preview"})
    void aRuleFileThatIsNamedIsApplied(String command) throws IOException {
        String rules = Files.writeString(folder.resolve("house.json"), HOUSE_RULES).toString();
        assertMapped(command, "--rules", rules);
    }

    @ParameterizedTest(name = "{0} with a rules folder")
    @CsvSource({"check", "suggest", "convert", "merge", "bake", "resize", "edit", "diff", "preview"})
    void aFileInTheRulesFolderIsTried(String command) throws IOException {
        Files.writeString(rulesFolder.resolve("house.json"), HOUSE_RULES);
        assertMapped(command);
    }

    /** The same files without the rules: what the two tests above see comes from the rules. */
    @ParameterizedTest(name = "{0} without rules")
    @CsvSource({"check", "convert", "merge", "bake", "resize", "edit", "diff", "preview"})
    void withoutTheRulesNothingIsKnown(String command) {
        int code = run(command(command));
        boolean failed = code != 0 || !out.toString().contains("\"modules\":");
        assertThat(failed || json().at("/modules").asInt() != MODULES).isTrue();
    }

    private void assertMapped(String command, String... rules) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command(command)));
        arguments.addAll(List.of(rules));
        int code = run(arguments.toArray(String[]::new));
        switch (command) {
            case "check" -> assertThat(json().at("/verdicts_after_rules/diffusers/applied").asInt()).isEqualTo(MODULES);
            case "suggest" -> assertThat(json().at("/rules/0/rename").asString()).startsWith("house.");
            case "convert", "merge" -> assertThat(names().equals(namesOf(plain))).isTrue();
            case "bake" -> assertThat(json().at("/changed").asInt()).isEqualTo(MODULES);
            case "resize" -> {
                assertThat(json().at("/ranks/2").asInt()).isEqualTo(MODULES);
                assertThat(names()).as("names stay as they were").isEqualTo(namesOf(house));
            }
            case "edit" -> {
                assertThat(json().at("/modules").asInt()).isEqualTo(MODULES);
                assertThat(names()).as("names stay as they were").isEqualTo(namesOf(house));
            }
            case "diff" -> {
                assertThat(json().at("/same").asInt()).isEqualTo(2 * MODULES);
                assertThat(code).isZero();
            }
            default -> assertThat(err.toString()).contains(OutputsAndInputsTest.NoPipelines.SENTENCE);
        }
    }

    private String[] command(String command) {
        String target = file("out.safetensors");
        return switch (command) {
            case "check", "suggest" -> new String[] {command, house, "--base", BASE, "--json"};
            case "convert" -> new String[] {command, house, "--to", "diffusers", "--base", BASE, "--out", target, "--json"};
            case "merge" -> new String[] {command, house, "--out", target, "--json"};
            case "bake" -> new String[] {command, house, "--base", BASE, "--out", target, "--json"};
            case "resize" -> new String[] {command, house, "--rank", "2", "--out", target, "--json"};
            case "edit" -> new String[] {command, house, "--set", "a=b", "--out", target, "--json"};
            case "diff" -> new String[] {command, house, plain, "--json"};
            default -> new String[] {command, "--model", BASE, "--prompt", "x", "--out", file("x.gif"), "--adapter", house};
        };
    }

    private JsonNode json() {
        assertThat(err.toString()).isEmpty();
        return JsonMapper.shared().readTree(out.toString());
    }

    private List<String> names() throws IOException {
        return namesOf(file("out.safetensors"));
    }

    private static List<String> namesOf(String file) throws IOException {
        try (Checkpoint checkpoint = CommandLineForTests.SERVICES.opener().open(Path.of(file))) {
            return checkpoint.tensors().keySet().stream().sorted().toList();
        }
    }
}
