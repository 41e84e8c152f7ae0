package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.launch.ReportedFile.Ends;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Files from public reports whose names hold what does not belong there: wrappers, stray prefixes, separators. Each is told as one cause
 * with one certain fix, by check, suggest and convert alike, and the family is said without a base, too.
 */
class ReportedNamesTest {

    private static final int FLUX = 3072;
    private static final int WAN = 5120;

    @TempDir
    private Path folder;

    private final Typed typed = new Typed();

    /** bghira/SimpleTuner#779, Comfy-Org/ComfyUI#4347: a PEFT container inside the component. */
    @ParameterizedTest
    @CsvSource({"DOT", "PEFT"})
    void aContainerInsideTheComponent(Ends ends) throws Exception {
        ReportedFile file = new ReportedFile();
        for (String module : List.of("transformer_blocks.0.attn.to_k", "transformer_blocks.18.attn.add_k_proj",
                "transformer_blocks.4.attn.to_out.0", "single_transformer_blocks.37.attn.to_v")) {
            file.pair("transformer.base_model.model." + module, "transformer." + module, FLUX, FLUX, ends);
        }

        JsonNode report = oneCause(file, "flux.1-dev", "base_model.model");

        assertThat(report.at("/verdicts/comfyui/applied").asInt()).isZero();
    }

    /** Comfy-Org/ComfyUI#4347: every module's flattened name ends in an underscore. */
    @Test
    void anUnderscoreLeftAtTheEnd() throws Exception {
        ReportedFile file = new ReportedFile();
        for (String module : List.of("attn.to_q", "attn.to_k", "attn.to_out.0", "attn.add_q_proj", "attn.to_add_out")) {
            kohya(file, "transformer_blocks.0." + module, FLUX, FLUX);
            kohya(file, "transformer_blocks.18." + module, FLUX, FLUX);
        }
        kohya(file, "single_transformer_blocks.37.attn.to_q", FLUX, FLUX);
        kohya(file, "single_transformer_blocks.37.proj_out", FLUX, 5 * FLUX);
        for (String ff : List.of("ff", "ff_context")) {
            kohya(file, "transformer_blocks.0." + ff + ".net.0.proj", 4 * FLUX, FLUX);
            kohya(file, "transformer_blocks.0." + ff + ".net.2", FLUX, 4 * FLUX);
        }
        kohya(file, "context_embedder", FLUX, 4096);
        kohya(file, "norm_out.linear", 2 * FLUX, FLUX);

        JsonNode report = oneCause(file, "flux.1-dev", "_");

        assertThat(report.at("/verdicts/diffusers/outcome").asString()).isEqualTo("raises");
    }

    private static void kohya(ReportedFile file, String module, int out, int in) {
        file.pair("lora_unet_" + module.replace('.', '_') + "_", List.of("transformer." + module), out, in, Ends.KOHYA, 1);
    }

    /** kijai/ComfyUI-WanVideoWrapper#869: half flattened, half dotted. */
    @Test
    void dotsBehindAPrefixThatGoesWithUnderscores() throws Exception {
        ReportedFile file = new ReportedFile();
        for (int block : new int[] {0, 6, 39}) {
            String stem = "lora_unet_blocks_" + block + ".";
            String target = "transformer.blocks." + block + ".";
            file.pair(stem + "self_attn.k", List.of(target + "attn1.to_k"), WAN, WAN, Ends.KOHYA, 1);
            file.pair(stem + "self_attn.o", List.of(target + "attn1.to_out.0"), WAN, WAN, Ends.KOHYA, 1);
            file.pair(stem + "cross_attn.v", List.of(target + "attn2.to_v"), WAN, WAN, Ends.KOHYA, 1);
            file.pair(stem + "ffn.2", List.of(target + "ffn.net.2"), WAN, 13824, Ends.KOHYA, 1);
        }

        assertThat(oneCause(file, "wan2.1-t2v-14b", "").toString()).contains("have dots behind a prefix");
    }

    /** minimind PR 594, SimpleTuner PR 974, diffusers#9279, peft#2957; and the same wrappers elsewhere, nested and doubled. */
    @ParameterizedTest
    @CsvSource({
        "module., module",
        "transformer._orig_mod., _orig_mod",
        "base_model.model._orig_mod., _orig_mod",
        "transformer.module., module",
        "module._orig_mod., '_orig_mod, module'",
        "_orig_mod.module.transformer., '_orig_mod, module'",
        "base_model.model._fsdp_wrapped_module., _fsdp_wrapped_module",
        "transformer.transformer., transformer",
        "diffusion_model.diffusion_model., diffusion_model",
        "base_model.model.base_model.model., base_model.model",
        "model._forward_module., '_forward_module, model'",
    })
    void theAttributeOfAWrapper(String prefix, String found) throws Exception {
        ReportedFile file = new ReportedFile();
        for (int block : new int[] {0, 29}) {
            for (String module : List.of("to_q", "to_k", "to_v", "to_out.0")) {
                String name = "transformer_blocks." + block + ".attn1." + module;
                file.pair(prefix + name, "transformer." + name, 1920, 1920, Ends.PEFT);
            }
        }

        JsonNode report = oneCause(file, "cogvideox-2b", found);

        assertThat(report.at("/verdicts/diffusers/applied").asInt()).isZero();
        if (prefix.equals("transformer._orig_mod.")) {
            assertThat(report.at("/verdicts/diffusers/outcome").asString()).as("raises nothing, fills nothing").isEqualTo("empty");
            assertThat(report.at("/verdicts/diffusers/message").asString()).contains("_orig_mod");
        }
    }

    /** A wrapper around each block, another program's separators, and the adapter's name behind the module's. */
    @ParameterizedTest
    @CsvSource({
        "transformer.transformer_blocks.%d._fsdp_wrapped_module.attn1.%s, _fsdp_wrapped_module",
        "transformer.transformer_blocks.%d._checkpoint_wrapped_module._orig_mod.attn1.%s, '_checkpoint_wrapped_module, _orig_mod'",
        "transformer.transformer_blocks.%d.attn1.%s.default_0, default_0",
        "transformer.transformer_blocks.%d..attn1.%s, .",
        "transformer.transformer_blocks.%d.attn1.%s_, _",
    })
    void strayTextInTheMiddleOrAtTheEnd(String pattern, String found) throws Exception {
        ReportedFile file = new ReportedFile();
        for (int block : new int[] {0, 29}) {
            for (String module : List.of("to_q", "to_v", "to_out.0")) {
                String target = "transformer.transformer_blocks." + block + ".attn1." + module;
                file.pair(pattern.formatted(block, module), target, 1920, 1920, Ends.PEFT);
            }
        }

        oneCause(file, "cogvideox-2b", found);
    }

    /** kohya's trainers flatten the names of a model that was compiled or wrapped before. */
    @ParameterizedTest
    @CsvSource({"lora_unet__orig_mod_, _orig_mod", "lora_unet_module_, module", "lora_transformer__orig_mod_, _orig_mod"})
    void aWrapperInsideAFlattenedName(String prefix, String found) throws Exception {
        ReportedFile file = new ReportedFile();
        for (String module : List.of("transformer_blocks.0.attn.to_k", "transformer_blocks.18.attn.add_k_proj",
                "single_transformer_blocks.37.attn.to_v")) {
            file.pair(prefix + module.replace('.', '_'), List.of("transformer." + module), FLUX, FLUX, Ends.KOHYA, 2);
        }

        oneCause(file, "flux.1-dev", found);
    }

    /** Says the family without a base, names one cause with a certain fix, and converts and suggests every module. */
    private JsonNode oneCause(ReportedFile made, String base, String found) throws Exception {
        Path file = made.write(folder.resolve("in.safetensors"));
        assertThat(typed.json(0, "inspect", file, "--json").at("/family").toString()).contains(base);

        JsonNode report = typed.json(1, "check", file, "--base", base, "--json");
        List<JsonNode> names = report.at("/problems").valueStream().filter(one -> one.at("/severity").asString().equals("error")).toList();
        assertThat(names).as(report.toString()).hasSize(1);
        assertThat(names.getFirst().at("/code").asString()).isEqualTo("name-mismatch");
        assertThat(names.getFirst().at("/message").asString()).contains(found.isEmpty() ? "" : "“" + found + "”");
        assertThat(names.getFirst().at("/fixes")).hasSize(1);
        assertThat(names.getFirst().at("/fixes/0/certain").asBoolean()).isTrue();
        assertThat(report.at("/verdicts_after_rules/diffusers/applied").asInt()).isEqualTo(made.pairs());

        String suggested = typed.text(0, "suggest", file, "--base", base);
        assertThat(suggested).contains(made.pairs() + " for certain");
        Path converted = folder.resolve("out.safetensors");
        typed.text(0, "convert", file, "--to", "diffusers", "--base", base, "--out", converted);
        made.assertMeansTheSame(converted);
        Path alone = folder.resolve("alone.safetensors");
        typed.text(0, "convert", file, "--to", "diffusers", "--out", alone);
        made.assertMeansTheSame(alone);
        return report;
    }
}
