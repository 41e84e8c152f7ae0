package dev.patchbay.ui.patch.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.patch.DemoPatch;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultModelTest {

    @TempDir
    private static Path cache;

    @Test
    void everyTensorOfTheAdapterStandsWithItsNewName() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        ResultModel result = demo.model.result();
        assertThat(result.rows()).hasSize(48).noneMatch(ResultRow::isRenamed);
        demo.model.problems().fixAllCertain();
        assertThat(result.rows()).filteredOn(ResultRow::isRenamed).hasSize(48);
        assertThat(result.rows().getFirst().result().orElseThrow().name())
                .isEqualTo("transformer.transformer_blocks.0.attn1.to_q.lora_A.weight");
    }

    @Test
    void theSearchLooksAtOldAndNewNames() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        demo.model.problems().fixAllCertain();
        demo.model.result().queryProperty().set("matrix_b TO_OUT");
        assertThat(demo.model.result().rows()).hasSize(6);
    }

    @Test
    void whatRulesLeaveOutIsListedAsSuch() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        demo.model.rules().add("drop model.**.matrix_A.0");
        assertThat(demo.model.result().rows()).filteredOn(row -> row.result().isEmpty()).hasSize(12);
    }
}
