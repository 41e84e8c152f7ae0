package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Resized and merged files are verified only where a program is known to apply all of them; the report says which. */
class ResizedAndMergedKeepTheirWordTest extends CommandsOnMiniatures {

    private JsonNode loader(String program) {
        return json().at("/loaders").valueStream().filter(one -> one.at("/program").asString().equals(program)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "flux.1-dev, DIFFUSERS, diffusers", "qwen-image, COMFYUI, comfyui",
        "wan2.1-t2v-1.3b, COMFYUI, comfyui", "qwen-image, KOHYA, comfyui",
    })
    void aResizedFileIsForTheProgramsThatTookTheSource(String model, Convention convention, String program) throws IOException {
        Miniature miniature = new Miniature(model);
        var pairs = convention == Convention.COMFYUI && model.startsWith("wan") ? miniature.ofAuthors() : miniature.own();
        String adapter = adapter(convention, pairs);
        String base = base(miniature.tensors());
        assertThat(run("resize", adapter, "--rank", "1", "--base", base, "--out", target(), "--json")).as(err.toString()).isZero();
        assertThat(json().at("/verified").asBoolean()).isTrue();
        assertThat(loader(program).at("/outcome").asString()).isEqualTo("applies");
        assertThat(loader(program).at("/applied").asInt()).isEqualTo(pairs.size());
    }

    @ParameterizedTest
    @CsvSource({"flux.1-dev, DIFFUSERS, diffusers", "flux.1-dev, KOHYA, diffusers", "qwen-image, COMFYUI, comfyui"})
    void aMergedFileIsForTheProgramsThatFindItsNames(String model, Convention convention, String program) throws IOException {
        Miniature miniature = new Miniature(model);
        String adapter = adapter(convention, convention == Convention.KOHYA ? miniature.ofAuthors() : miniature.own());
        String base = base(miniature.tensors());
        String half = adapter + ":0.5";
        assertThat(run("merge", half, half, "--base", base, "--out", target(), "--json")).as(err.toString()).isZero();
        assertThat(json().at("/verified").asBoolean()).isTrue();
        assertThat(loader(program).at("/outcome").asString()).isEqualTo("applies");
    }

    @Test
    void textNamesTheProgramsOrSaysThatTheBaseIsMissing() throws IOException {
        Miniature miniature = new Miniature("flux.1-dev");
        String adapter = adapter(Convention.DIFFUSERS, miniature.own());
        String base = base(miniature.tensors());
        assertThat(run("resize", adapter, "--rank", "1", "--base", base, "--out", target())).isZero();
        assertThat(out.toString()).contains("diffusers 0.40.0.dev0 applies", "modules of the written file");
        assertThat(run("resize", adapter, "--rank", "1", "--out", target(), "--overwrite")).isZero();
        assertThat(out.toString()).contains("Read back by Patchbay", "say it with --base").doesNotContain("applies");
        assertThat(run("merge", adapter, "--out", target(), "--overwrite")).isZero();
        assertThat(out.toString()).contains("Read back by Patchbay", "say it with --base");
    }
}
