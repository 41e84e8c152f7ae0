package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.launch.ReportedFile.Ends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code check} says one line a cause, as bad as it is in the program that is asked about. */
class CausesTest {

    private static final int FLUX = 3072;

    @TempDir
    private Path folder;

    private final Typed typed = new Typed();
    private Path file = Path.of("");
    private int files;

    /** Under the names of FLUX's authors with PEFT's parts: ComfyUI takes them, diffusers passes over them. */
    @BeforeEach
    void write() throws IOException {
        ReportedFile made = new ReportedFile();
        for (String stem : List.of("img_attn.proj", "txt_attn.proj", "img_mlp.2")) {
            int in = stem.endsWith("mlp.2") ? 4 * FLUX : FLUX;
            made.pair("diffusion_model.double_blocks.3." + stem, "", FLUX, in, Ends.PEFT);
        }
        file = made.write(folder.resolve("in.safetensors"));
    }

    @Test
    void whatAnyProgramTakesIsPraisedInOneLineAndForeignNamesAreANote() {
        assertThat(typed.text(0, "check", file, "--base", "flux.1-dev").lines().filter(line -> !line.isBlank()))
                .singleElement().asString().startsWith("✓").contains("works as it is on flux.1-dev", "ComfyUI", "3 modules");
        JsonNode report = typed.json(0, "check", file, "--base", "flux.1-dev", "--json");
        assertThat(report.at("/for").asString()).isEqualTo("any");
        assertThat(report.at("/causes").valueStream().map(cause -> cause.at("/severity").asString())).isNotEmpty().containsOnly("info");
        assertThat(report.at("/problems").valueStream().map(problem -> problem.at("/severity").asString())).contains("error");
    }

    @Test
    void theSameNamesAreOneCauseWithItsRowsBeneathWhereTheProgramPassesOverThem() {
        assertThat(typed.text(1, "check", file, "--base", "flux.1-dev", "--for", "diffusers").lines().filter(line -> line.startsWith("✖")))
                .singleElement().asString().contains("naming: 6 tensors", "Fix: Map 6 tensors", "[3 × name-mismatch]");
        assertThat(typed.text(1, "check", file, "--base", "flux.1-dev", "--for", "diffusers", "--verbose").lines()
                .filter(line -> line.startsWith("    ✖"))).hasSize(3);
        JsonNode cause = typed.json(1, "check", file, "--base", "flux.1-dev", "--for", "diffusers", "--json").at("/causes/0");
        assertThat(cause.at("/code").asString()).isEqualTo("naming");
        assertThat(cause.at("/modules").asInt()).isEqualTo(3);
        assertThat(cause.at("/tensors")).hasSize(6);
        assertThat(cause.at("/problems")).hasSize(3);
        assertThat(cause.at("/fix/certain").asBoolean()).isTrue();
    }

    /** Three kinds of names are one cause, and one change of rules mends them all. */
    @Test
    void certainFixesAreCountedByWhatTheyMend() throws IOException {
        assertThat(typed.text(1, "check", file, "--base", "flux.1-dev", "--for", "diffusers").lines())
                .contains("One fix is certain; it mends: naming");
        JsonNode report = typed.json(1, "check", file, "--base", "flux.1-dev", "--for", "diffusers", "--json");
        assertThat(report.at("/certain_fixes/fixes").asInt()).isEqualTo(1);
        assertThat(report.at("/certain_fixes/causes").asInt()).isEqualTo(1);
        assertThat(report.at("/causes/0/certain_fixes").asInt()).isEqualTo(1);
        assertThat(report.at("/problems")).hasSizeGreaterThan(1);

        ReportedFile torn = new ReportedFile();
        torn.tensor("transformer.lair.0.net.lora_A.weight", 4, FLUX);
        JsonNode none = typed.json(1, "check", torn.write(folder.resolve("torn.safetensors")), "--base", "flux.1-dev", "--json");
        assertThat(none.at("/certain_fixes/fixes").asInt()).isEqualTo(none.at("/causes").valueStream()
                .flatMap(cause -> cause.at("/problems").valueStream())
                .flatMap(at -> none.at("/problems/" + at.asInt() + "/fixes").valueStream())
                .filter(fix -> fix.at("/certain").asBoolean())
                .distinct().count());
    }

    @Test
    void theExitCodeIsThatOfTheProgramThatIsAskedAbout() {
        typed.text(0, "check", file, "--base", "flux.1-dev", "--for", "comfyui");
        typed.text(1, "check", file, "--base", "flux.1-dev", "--for", "peft");
    }

    @Test
    void aRankThatAPersonExpectsIsAnErrorWhateverProgramsTake() {
        assertThat(typed.text(1, "check", file, "--base", "flux.1-dev", "--expect-rank", "77").lines())
                .filteredOn(line -> line.startsWith("✖")).singleElement().asString().startsWith("✖ rank:");
    }

    @Test
    void whereAFileComesFromIsSaidByItsEvidence() throws IOException {
        ReportedFile made = new ReportedFile();
        made.pair("transformer.x_embedder", "", FLUX, 384, Ends.PEFT);
        Path fill = made.write(folder.resolve("fill.safetensors"));
        assertThat(typed.text(0, "check", fill, "--base", "flux.1-dev", "--verbose"))
                .contains("FLUX.1 Fill (transformer.x_embedder.lora_A.weight");
        assertThat(typed.json(0, "check", file, "--base", "flux.1-dev", "--json").at("/origins")).isEmpty();
        assertThat(typed.text(0, "inspect", fill)).contains("FLUX.1 Fill (transformer.x_embedder.lora_A.weight");
        assertThat(typed.json(0, "inspect", fill, "--json").at("/origins/0/name").asString()).isEqualTo("flux-fill");
    }

    /** ComfyUI finds the names: what is wrong is the half, and only that. */
    @Test
    void namesThatAProgramFindsAreNoErrorWhereOnlyAHalfIsMissing() throws IOException {
        ReportedFile made = new ReportedFile();
        made.pair("diffusion_model.double_blocks.3.img_attn.proj", "", FLUX, FLUX, Ends.PEFT);
        made.tensor("diffusion_model.double_blocks.3.txt_attn.proj.lora_A.weight", 4, FLUX);
        Path torn = made.write(folder.resolve("torn.safetensors"));
        assertThat(typed.text(1, "check", torn, "--base", "flux.1-dev", "--for", "comfyui").lines().filter(line -> line.startsWith("✖")))
                .singleElement().asString().startsWith("✖ parts:");
        assertThat(typed.text(1, "check", torn, "--base", "flux.1-dev", "--for", "diffusers")).contains("✖ naming:");
    }

    private List<String> codes(ReportedFile made, String base) throws IOException {
        Path odd = made.write(folder.resolve("odd-" + files++ + ".safetensors"));
        return typed.json(1, "check", odd, "--base", base, "--json").at("/causes").valueStream()
                .filter(cause -> cause.at("/severity").asString().equals("error"))
                .map(cause -> cause.at("/code").asString())
                .toList();
    }

    @Test
    void blocksThatTheBaseDoesNotHaveAreFewerBlocksWhicheverNumberCountsThem() throws IOException {
        ReportedFile deep = new ReportedFile();
        deep.pair("unet.down_blocks.1.attentions.0.transformer_blocks.1.attn1.to_q", "", 640, 640, Ends.PEFT);
        deep.pair("unet.down_blocks.1.attentions.0.transformer_blocks.9.attn1.to_q", "", 640, 640, Ends.PEFT);
        assertThat(codes(deep, "stable-diffusion-xl")).containsExactly("fewer-blocks");

        ReportedFile kohya = new ReportedFile();
        for (int block : List.of(3, 7, 11)) { // where a third or more has no place, it is another model's
            kohya.pair("lora_unet_double_blocks_" + block + "_img_attn_proj", "", FLUX, FLUX, Ends.KOHYA);
        }
        kohya.pair("lora_unet_double_blocks_25_img_attn_proj", "", FLUX, FLUX, Ends.KOHYA);
        assertThat(codes(kohya, "flux.1-dev")).contains("fewer-blocks").doesNotContain("wrong-size");
    }

    @Test
    void layersThatOnlyARelativeHasAreAbsentAndNoQuestionOfSize() throws IOException {
        ReportedFile image = new ReportedFile();
        image.pair("diffusion_model.blocks.0.cross_attn.q", "", 5120, 5120, Ends.PEFT);
        image.pair("diffusion_model.blocks.0.cross_attn.k_img", "", 5120, 5120, Ends.PEFT);
        assertThat(codes(image, "wan2.1-t2v-14b")).containsExactly("absent-layers");
    }

    @Test
    void separatorsThatDoNotBelongIntoTheNamesAreNamed() throws IOException {
        ReportedFile trailing = new ReportedFile();
        ReportedFile dotted = new ReportedFile();
        for (int block = 0; block < 3; block++) {
            trailing.pair("lora_unet_transformer_blocks_" + block + "_attn_to_q_", "", FLUX, FLUX, Ends.KOHYA);
            trailing.pair("lora_unet_transformer_blocks_" + block + "_attn_to_k__", "", FLUX, FLUX, Ends.KOHYA);
            dotted.pair("lora_unet_blocks_" + block + ".self_attn.q", "", 5120, 5120, Ends.KOHYA);
        }
        assertThat(codes(trailing, "flux.1-dev")).containsExactly("stray");
        assertThat(codes(dotted, "wan2.1-t2v-14b")).containsExactly("stray");
        Path file = trailing.write(folder.resolve("trailing.safetensors"));
        assertThat(typed.text(1, "check", file, "--base", "flux.1-dev").lines().filter(line -> line.startsWith("✖")))
                .singleElement().asString().startsWith("✖ stray: 6 modules: the names hold a “_” too many");
    }

    /** PEFT stops at every file that is not in a folder with its configuration: that says nothing of the file. */
    @Test
    void whatIsOddAboutAFileComesBeforeWhatPeftMisses() throws IOException {
        Path base = new ReportedFile().tensor("blocks.0.proj.weight", 16, 16).tensor("blocks.1.proj.weight", 16, 16)
                .write(folder.resolve("base.safetensors"));
        ReportedFile alphas = new ReportedFile();
        alphas.tensor("transformer.blocks.0.proj.alpha").tensor("transformer.blocks.1.proj.alpha");
        assertThat(codes(alphas, base.toString())).containsExactly("parts");

        ReportedFile encoder = new ReportedFile();
        encoder.pair("text_encoder.layers.0.q_proj", "", 16, 16, Ends.PEFT);
        Path file = encoder.write(folder.resolve("encoder.safetensors"));
        assertThat(typed.text(1, "check", file, "--base", base).lines().filter(line -> line.startsWith("✖")))
                .singleElement().asString().contains("text_encoder.layers.0.q_proj").doesNotContain("adapter_config");
    }
}
