package dev.patchbay.ui.patch.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.patch.DemoPatch;
import dev.patchbay.ui.patch.connect.Connection;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeModelsTest {

    @TempDir
    private static Path cache;

    private DemoPatch demo;

    @BeforeEach
    void openTheDemo() throws Exception {
        demo = new DemoPatch(cache);
    }

    private AdapterRows adapter() {
        return demo.model.adapter().rowsProperty().get();
    }

    @Test
    void theAdapterIsShownWithoutTheTrainingStateAroundIt() {
        assertThat(adapter().tree().names()).isEqualTo(48);
        assertThat(adapter().leftovers()).isEqualTo(146);
        demo.model.adapter().leftoversShownProperty().set(true);
        assertThat(adapter().tree().names()).isEqualTo(48 + 146);
        assertThat(adapter().tally().count(adapter().tree().root(), FitState.LEFTOVER)).isEqualTo(146);
    }

    @Test
    void aChangeOfRulesKeepsTheTreeAndChangesTheStates() {
        NameTree tree = adapter().tree();
        assertThat(adapter().tally().count(tree.root(), FitState.UNMATCHED)).isEqualTo(48);
        demo.model.problems().fixAllCertain();
        assertThat(adapter().tree()).isSameAs(tree);
        assertThat(adapter().tally().count(tree.root(), FitState.FITS)).isEqualTo(48);
        assertThat(adapter().rank(demo.adapterRow(DemoPatch.QUERY_DOWN))).hasValue(8);
    }

    @Test
    void theBaseShowsWhatReachesIt() {
        assertThat(demo.model.base().rowsProperty().get().state(demo.baseRow(DemoPatch.TO_Q))).contains(FitState.FREE);
        assertThat(demo.model.base().rowsProperty().get().state(demo.baseRow("transformer.norm_final"))).contains(FitState.FIXED);
        demo.model.problems().fixAllCertain();
        BaseRows rows = demo.model.base().rowsProperty().get();
        assertThat(rows.state(demo.baseRow(DemoPatch.TO_Q))).contains(FitState.FITS);
        assertThat(rows.tally().count(demo.baseRow("transformer"), FitState.FITS)).isEqualTo(24);
    }

    @Test
    void everyMappedTensorHasACable() {
        assertThat(demo.model.cables().connectionsProperty().get()).isEmpty();
        demo.model.problems().fixAllCertain();
        assertThat(demo.model.cables().connectionsProperty().get()).hasSize(48).allMatch(Connection::fits);
        demo.workspace.undo();
        assertThat(demo.model.cables().connectionsProperty().get()).isEmpty();
    }

    @Test
    void aSearchLeavesWhatMatches() {
        demo.model.adapter().queryProperty().set("dense matrix_a");
        demo.model.base().queryProperty().set("attn1.to_");
        assertThat(adapter().tree().names()).isEqualTo(6);
        assertThat(demo.model.base().rowsProperty().get().tree().names()).isEqualTo(24);
    }
}
