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

    private static FamilyRanking rank(String module, long in, long out) {
        return AdapterFamilies.rank(List.of(new ModuleSize(module, OptionalLong.of(in), OptionalLong.of(out))));
    }
}
