package dev.patchbay.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.AdapterFamilies;
import dev.patchbay.basemodel.catalog.FamilyRanking;
import dev.patchbay.basemodel.catalog.ModuleSize;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FamilyLinesTest {

    @Test
    void modelsThatLookTheSameAreToldApartByWhatTheFileDoesNotTouch() {
        List<String> lines = FamilyLines.of(rank("single_transformer_blocks.0.proj_mlp", 3072, 12288));

        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).contains("--base", "flux.1-dev: ", "flux.1-schnell: ");
    }

    @Test
    void nothingIsSaidWhereTheModelIsClear() {
        assertThat(FamilyLines.of(rank("time_text_embed.guidance_embedder.linear_1", 64, 1))).hasSizeLessThan(2);
        assertThat(FamilyLines.of(FamilyRanking.NONE)).isEmpty();
    }

    /** FLUX.1, Chroma and HunyuanVideo have such layers alike; the headline is not surer than that. */
    @Test
    void familiesThatFitAlikeAreNamed() {
        String line = FamilyLines.of(rank("transformer_blocks.0.attn.to_q", 3072, 3072)).getFirst();

        assertThat(line).contains("not certain", "families fit alike", "flux.1-dev").doesNotContain("FLUX.1 [dev]");
        assertThat(line.substring(0, line.indexOf('(')).split(", ")).hasSizeBetween(2, 4);
        assertThat(FamilyLines.of(rank("single_transformer_blocks.0.proj_mlp", 3072, 12288)).getFirst()).contains("not certain");
    }

    private static FamilyRanking rank(String module, long in, long out) {
        return AdapterFamilies.rank(List.of(new ModuleSize(module, OptionalLong.of(in), OptionalLong.of(out))));
    }
}
