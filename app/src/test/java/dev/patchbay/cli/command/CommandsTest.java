package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.tensor.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The proofs of the command line on reference files, as a person would type them. */
class CommandsTest extends CommandsInFolder {

    private static final String SAT_MODEL = "src/test/resources/reference/sat-tiny-30-layers/sat-full";
    private static final Path EXPORTED = Path.of("src/test/resources/reference/sat-tiny-30-layers/sat-lora-exported.safetensors");

    @Test
    void checkExplainsWhyASatLoraDoesNotFitAndSaysWhatMendsIt() {
        assertThat(run("check", SAT_LORA, "--base", BASE)).isEqualTo(1);
        assertThat(out.toString()).contains("name-mismatch", "query_key_value", "Fix:", "diffusers",
                "Exported for diffusers, diffusers 0.40", "Exported for PEFT, PEFT", "applies, 120 of 120 modules",
                "Modules whose place in the base is known: 120 of 120; 0 of them under the base's own names")
                .doesNotContain("fter the rules");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checkPrintsTheSameAsJson() {
        assertThat(run("check", SAT_LORA, "--base", BASE, "--json")).isEqualTo(1);
        JsonNode report = json();
        assertThat(report.at("/modules/adapter").asInt()).isEqualTo(120);
        assertThat(report.at("/modules/matched").asInt()).as("under the base's own names").isZero();
        assertThat(report.at("/modules/recognised").asInt()).as("under names of any program").isEqualTo(120);
        assertThat(report.at("/verdicts/diffusers/outcome").asString()).isIn("ignored", "raises");
        assertThat(report.at("/verdicts_after_rules/diffusers/outcome").asString()).isEqualTo("applies");
        for (String program : List.of("diffusers", "peft", "comfyui")) {
            assertThat(report.at("/verdicts_exported/" + program + "/outcome").asString()).as(program).isEqualTo("applies");
            assertThat(report.at("/verdicts_exported/" + program + "/applied").asInt()).as(program).isEqualTo(120);
        }
        assertThat(report.at("/problems/0/fixes/0/certain").asBoolean()).isTrue();
        assertThat(report.at("/problems/0/fixes/0/rules/0/keep").asString()).startsWith("model.diffusion_model.");
        assertThat(report.at("/warnings").isArray()).isTrue();
    }

    @Test
    void aWholeModelIsToldByItsTensorsAndNotByLoadersOfAdapters() {
        assertThat(run("check", BASE, "--base", BASE, "--json")).isZero();
        assertThat(json().at("/contents").asString()).isEqualTo("model");
        assertThat(json().at("/model/matched").asInt()).isEqualTo(736).isEqualTo(json().at("/model/of").asInt());
        assertThat(json().at("/tensors/used").asInt()).isEqualTo(736);
        assertThat(json().get("verdicts")).isEmpty();
        assertThat(json().get("verdicts_after_rules")).isEmpty();
        assertThat(json().get("verdicts_exported")).isEmpty();
        assertThat(run("check", SAT_MODEL, "--base", BASE)).isEqualTo(1);
        assertThat(out.toString()).contains("no adapter but a whole model", "0 of 736",
                "Under the names that a conversion writes: 736 of 736")
                .doesNotContain("diffusers 0.");
    }

    @Test
    void whatIsNeitherAnAdapterNorThatModelKeepsItsVerdicts() {
        assertThat(run("check", BASE, "--base", "flux.1-dev", "--json")).isEqualTo(1);
        assertThat(json().at("/contents").asString()).isEqualTo("unknown");
        assertThat(json().at("/verdicts/diffusers/outcome").asString()).isEqualTo("ignored");
    }

    @Test
    void suggestSaysWhichModuleEachNameIsForAndWritesRulesThatMendTheFile() {
        Path rules = folder.resolve("mine.json");
        assertThat(run("suggest", SAT_LORA, "--base", BASE, "--out", rules.toString(), "--json")).isZero();
        JsonNode report = json();
        assertThat(report.at("/suggestions").size()).isEqualTo(120);
        assertThat(report.at("/suggestions").valueStream()).allMatch(one -> one.at("/certain").asBoolean());
        assertThat(report.at("/suggestions/0/target").asString()).startsWith("transformer.transformer_blocks.0.attn1.to_");
        assertThat(report.at("/suggestions/0/similarity").asDouble()).isBetween(0.5, 1.0);
        assertThat(report.at("/rules").size()).isPositive();
        assertThat(run("check", SAT_LORA, "--base", BASE, "--rules", rules.toString(), "--json")).isZero();
        assertThat(run("suggest", SAT_LORA, "--base", BASE, "--out", rules.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("mine.json");
    }

    @Test
    void convertWritesThe240TensorsTheOfficialExporterWritesWithTheScaleHandled() throws Exception {
        Path target = folder.resolve("fixed.safetensors");
        assertThat(run("convert", SAT_LORA, "--to", "diffusers", "--out", target.toString(), "--json")).isZero();
        JsonNode report = json();
        assertThat(report.at("/tensors").asInt()).isEqualTo(240);
        assertThat(report.at("/scale/value").asDouble()).isEqualTo(0.25);
        assertThat(report.at("/scale/source").asString()).isEqualTo("sat_default");
        assertThat(report.at("/scale/how").asString()).isEqualTo("folded");
        assertThat(report.at("/read_back").asBoolean()).isTrue();
        assertThat(report.at("/verified").asBoolean()).as("not known without a base").isFalse();
        assertThat(report.at("/dropped").valueStream().map(JsonNode::asString))
                .contains("conditioner.embedders.0.transformer.shared.weight", "first_stage_model.encoder.conv_in.conv.weight");
        try (Checkpoint written = CommandLineForTests.SERVICES.opener().open(target);
                Checkpoint expected = CommandLineForTests.SERVICES.opener().open(EXPORTED)) {
            assertThat(written.tensors().keySet()).containsExactlyInAnyOrderElementsOf(expected.tensors().keySet());
            for (TensorInfo info : expected.infos()) {
                float scale = info.name().endsWith("lora_B.weight") ? 0.25f : 1f;
                float[] wanted = expected.tensor(info.name()).orElseThrow().data().toFloats();
                for (int i = 0; i < wanted.length; i++) {
                    wanted[i] *= scale;
                }
                assertThat(written.tensor(info.name()).orElseThrow().data().toFloats()).as(info.name()).isEqualTo(wanted);
            }
        }
    }

    @Test
    void anExportSaysThatItsScaleIsInTheWeightsSoThatNobodyGuessesAgain() {
        String target = folder.resolve("fixed.safetensors").toString();
        assertThat(run("convert", SAT_LORA, "--to", "diffusers", "--out", target)).isZero();
        assertThat(run("check", target, "--base", BASE, "--json")).isZero();
        assertThat(json().at("/problems").valueStream().map(problem -> problem.at("/code").asString())).doesNotContain("alpha-unknown");
        assertThat(run("inspect", target, "--json")).isZero();
        assertThat(json().at("/adapter/alpha_source").asString()).isEqualTo("folded");
    }

    @Test
    void convertSaysWhatItDidWithScaleAndLeftovers() {
        assertThat(run("convert", SAT_LORA, "--to", "diffusers", "--dry-run", "--out", folder.resolve("x.safetensors").toString()))
                .isZero();
        assertThat(out.toString()).contains("0.25", "folded", "left out: conditioner.embedders", "left out: first_stage_model");
        assertThat(folder.resolve("x.safetensors")).doesNotExist();
    }

    @Test
    void anExistingOutputIsOnlyReplacedWhenAsked() throws Exception {
        Path target = Files.writeString(folder.resolve("mine.safetensors"), "precious");
        assertThat(run("convert", SAT_LORA, "--to", "diffusers", "--out", target.toString())).isEqualTo(2);
        assertThat(target).hasContent("precious");
        assertThat(err.toString()).contains("mine.safetensors").hasLineCount(1);
        assertThat(run("convert", SAT_LORA, "--to", "diffusers", "--overwrite", "--out", target.toString())).isZero();
    }

    @Test
    void inspectSaysWhatIsInside() {
        assertThat(run("inspect", SAT_LORA, "--json")).isZero();
        JsonNode report = json();
        assertThat(report.at("/format").asString()).isEqualTo("torch-zip");
        assertThat(report.at("/layout").asString()).isEqualTo("sat-folder");
        assertThat(report.at("/adapter/modules").asInt()).isEqualTo(120);
        assertThat(report.at("/adapter/ranks/4").asInt()).isEqualTo(120);
        assertThat(report.at("/adapter/scales/0.25").asInt()).isEqualTo(120);
        assertThat(report.at("/adapter/convention/suffix").asString()).isEqualTo("matrix_A/matrix_B");
    }

    @Test
    void inspectReadsTheValuesWhenAsked() throws Exception {
        assertThat(run("inspect", EXPORTED.toString(), "--stats", "--json")).isZero();
        assertThat(json().at("/tensor_list").valueStream().map(tensor -> tensor.at("/dtype").asString())).containsOnly("f32");
        JsonNode first = json().at("/tensor_list/0");
        try (Checkpoint checkpoint = CommandLineForTests.SERVICES.opener().open(EXPORTED)) {
            float[] values = checkpoint.tensor(first.at("/name").asString()).orElseThrow().data().toFloats();
            double squares = 0;
            double least = Double.POSITIVE_INFINITY;
            for (float value : values) {
                squares += (double) value * value;
                least = Math.min(least, value);
            }
            assertThat(first.at("/stats/norm").asDouble()).isCloseTo(Math.sqrt(squares), within(1e-9));
            assertThat(first.at("/stats/min").asDouble()).isEqualTo(least);
        }
        assertThat(first.at("/stats").propertyNames()).containsExactly("min", "max", "mean", "std", "norm", "zeros", "nan", "inf");
    }

    @Test
    void inspectPrintsStatisticsInWords() {
        assertThat(run("inspect", EXPORTED.toString(), "--stats")).isZero();
        assertThat(out.toString()).contains("norm", "NaN 0");
    }

    @Test
    void inspectPrintsATableForOtherPrograms() {
        assertThat(run("inspect", EXPORTED.toString(), "--csv")).isZero();
        assertThat(out.toString().lines()).hasSize(241).first().isEqualTo("name,dtype,shape,bytes");
        assertThat(out.toString().lines().skip(1))
                .allMatch(line -> line.matches("transformer\\.[^,]+,(f32|f16|bf16),[0-9]+x[0-9]+,[0-9]+"));
    }

    @Test
    void aTableIsNoJson() {
        assertThat(run("inspect", EXPORTED.toString(), "--csv", "--json")).isEqualTo(2);
        assertThat(err.toString()).contains("--csv", "--json");
    }

    @Test
    void aMissingFileIsOneClearLineAndExitCodeTwo() {
        assertThat(run("inspect", "no-such-file.safetensors")).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("patchbay: no-such-file.safetensors: there is no such file or folder.");
    }

    @Test
    void anUnknownBaseListsWhatIsKnown() {
        assertThat(run("check", SAT_LORA, "--base", "cogvideox-9b")).isEqualTo(2);
        assertThat(err.toString()).contains("cogvideox-9b", "cogvideox-2b");
    }

    @Test
    void aWrongOptionPointsToTheHelp() {
        assertThat(run("check", SAT_LORA)).isEqualTo(2);
        assertThat(err.toString()).contains("--base", "patchbay check --help");
    }

    @Test
    void helpOfEveryCommandIsInWords() {
        StringBuilder help = new StringBuilder();
        for (String command : List.of("inspect", "check", "convert", "preview", "demo", "doctor")) {
            assertThat(run(command, "--help")).isZero();
            help.append(out);
        }
        assertThat(help.toString().replaceAll("\\s+", " ")).contains("Will this adapter act", "ddim, dpm").doesNotContain("''");
    }

    @Test
    @Tag("torch")
    void doctorSaysWhatThereIs() {
        assertThat(run("doctor", "--json")).isZero();
        assertThat(json().at("/java").asString()).startsWith(Runtime.version().toString());
        assertThat(json().at("/engine/devices/0").asString()).isEqualTo("cpu");
        assertThat(json().at("/engine/missing_for_cuda").isArray()).isTrue();
    }
}
