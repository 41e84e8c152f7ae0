package dev.patchbay.ui.patch.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.matching.drop.RuleProposal;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.ui.patch.DemoPatch;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTree;
import dev.patchbay.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectModelTest {

    @TempDir
    private static Path cache;

    private static List<RuleProposal> proposals(ConnectModel connect) {
        return ((DropOutcome.Fits) connect.offeredProperty().get().orElseThrow().outcome()).proposals();
    }

    @Test
    void oneDragRepairsAllBlocksInOneStepThatCanBeUndone() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        ConnectModel connect = demo.model.connect();
        assertThat(demo.count(TensorState.UNMATCHED)).isEqualTo(48);
        connect.connect(demo.adapterRow(DemoPatch.QUERY_DOWN), demo.baseRow(DemoPatch.TO_Q));
        RuleProposal widest = proposals(connect).getLast();
        connect.take(widest);
        assertThat(demo.count(TensorState.MAPPED)).isEqualTo(48);
        assertThat(connect.offeredProperty().get()).isEmpty();
        assertThat(demo.workspace.history().undoable()).contains(Message.of("ui.step.map", widest.label()));
        demo.workspace.undo();
        assertThat(demo.count(TensorState.UNMATCHED)).isEqualTo(48);
    }

    @Test
    void theKeyboardTakesTheSameWayByMarkingARow() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        ConnectModel connect = demo.model.connect();
        connect.connectMarked(demo.baseRow(DemoPatch.TO_Q));
        assertThat(connect.offeredProperty().get()).as("nothing is marked yet").isEmpty();
        NameNode row = demo.adapterRow(DemoPatch.QUERY_DOWN);
        connect.mark(row);
        connect.connectMarked(demo.baseRow(DemoPatch.TO_Q));
        assertThat(connect.offeredProperty().get().orElseThrow().source()).isSameAs(row);
        connect.take(proposals(connect).getLast());
        assertThat(connect.markedProperty().get()).isEmpty();
    }

    @Test
    void aHeldPairAndTheNextOneAreJoinedByOneRule() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        ConnectModel connect = demo.model.connect();
        connect.connect(demo.adapterRow(DemoPatch.QUERY_DOWN), demo.baseRow(DemoPatch.TO_Q));
        int alone = proposals(connect).size();
        connect.hold();
        assertThat(connect.offeredProperty().get()).isEmpty();
        assertThat(connect.heldProperty().get()).hasSize(1);
        connect.connect(demo.adapterRow(DemoPatch.QUERY_DOWN.replace("layers.0", "layers.2")),
                demo.baseRow(DemoPatch.TO_Q.replace("s.0", "s.2")));
        assertThat(proposals(connect)).as("a rule for the first block alone does not do both").isNotEmpty().hasSizeLessThan(alone);
        assertThat(connect.offeredProperty().get().orElseThrow().held()).extracting(pair -> pair.source().path())
                .containsExactly(DemoPatch.QUERY_DOWN);
        connect.take(proposals(connect).getLast());
        assertThat(demo.count(TensorState.MAPPED)).isEqualTo(48);
        assertThat(connect.heldProperty().get()).isEmpty();
    }

    @Test
    void aSearchForTheNextModuleLetsGoOfNothing() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        ConnectModel connect = demo.model.connect();
        connect.connect(demo.adapterRow(DemoPatch.QUERY_DOWN), demo.baseRow(DemoPatch.TO_Q));
        connect.hold();
        demo.model.base().queryProperty().set("2.attn1.to_q");
        assertThat(connect.heldProperty().get()).hasSize(1);
        connect.connect(demo.adapterRow(DemoPatch.QUERY_DOWN.replace("layers.0", "layers.2")),
                demo.baseRow(DemoPatch.TO_Q.replace("s.0", "s.2")));
        assertThat(proposals(connect)).isNotEmpty();
        demo.model.rules().add("drop nothing.{i}");
        assertThat(connect.heldProperty().get()).as("other rules make another question of it").isEmpty();
    }

    @Test
    void pairsThatNoRuleHasInCommonAreRefusedAndTheHeldOneStays() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        ConnectModel connect = demo.model.connect();
        connect.connect(demo.adapterRow(DemoPatch.QUERY_DOWN), demo.baseRow(DemoPatch.TO_Q));
        connect.hold();
        connect.connect(demo.adapterRow(DemoPatch.QUERY_DOWN.replace("layers.0", "layers.2")),
                demo.baseRow(DemoPatch.TO_Q.replace("s.0", "s.1")));
        DropOutcome outcome = connect.offeredProperty().get().orElseThrow().outcome();
        assertThat(outcome).isInstanceOf(DropOutcome.Refused.class);
        assertThat(((DropOutcome.Refused) outcome).reason().text()).startsWith("No rule connects all 2 at once");
        connect.hold();
        assertThat(connect.heldProperty().get()).as("a refused pair is not held").hasSize(1);
        connect.dismiss();
        connect.release();
        assertThat(connect.heldProperty().get()).isEmpty();
    }

    @Test
    void markingTheMarkedRowTakesTheMarkAway() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        NameNode row = demo.adapterRow(DemoPatch.QUERY_DOWN);
        demo.model.connect().mark(row);
        demo.model.connect().mark(row);
        assertThat(demo.model.connect().markedProperty().get()).isEmpty();
    }

    @Test
    void aPairIsJudgedOnceUntilTheRulesChange() throws Exception {
        List<String> asked = new ArrayList<>();
        DemoPatch demo = new DemoPatch(cache, (mapping, base) -> drops -> {
            asked.add(drops.getFirst().dragged() + " → " + drops.getFirst().component() + " " + drops.getFirst().module());
            return new DropOutcome.Refused(Message.of("ui.drop.noBase"));
        });
        NameNode row = demo.adapterRow(DemoPatch.QUERY_DOWN);
        NameNode target = demo.baseRow(DemoPatch.TO_Q);
        demo.model.connect().hover(row, target);
        demo.model.connect().endHover();
        demo.model.connect().hover(row, target);
        demo.model.connect().connect(row, target);
        assertThat(asked).containsExactly(DemoPatch.QUERY_DOWN + " → transformer transformer_blocks.0.attn1.to_q");
        demo.model.rules().add("drop nothing.{i}");
        demo.model.connect().hover(row, target);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aWholeComponentIsATargetWithoutAModule() throws Exception {
        List<String> asked = new ArrayList<>();
        DemoPatch demo = new DemoPatch(cache, (mapping, base) -> drops -> {
            asked.add(drops.getFirst().component() + "|" + drops.getFirst().module());
            return new DropOutcome.Refused(Message.of("ui.drop.noBase"));
        });
        demo.model.connect().hover(demo.adapterRow(DemoPatch.QUERY_DOWN), demo.baseRow("transformer"));
        assertThat(asked).containsExactly("transformer|");
    }

    @Test
    void anInferenceThatFailsRefusesTheDropAndSaysWhy() throws Exception {
        DemoPatch demo = new DemoPatch(cache, (mapping, base) -> drops -> {
            throw new IllegalStateException("odd names");
        });
        demo.model.connect().connect(demo.adapterRow(DemoPatch.QUERY_DOWN), demo.baseRow(DemoPatch.TO_Q));
        DropOutcome outcome = demo.model.connect().offeredProperty().get().orElseThrow().outcome();
        assertThat(outcome).isEqualTo(new DropOutcome.Refused(Message.of("ui.failure.unnamed", "IllegalStateException")));
    }

    @Test
    void whatARuleLeavesOutCannotBeConnected() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        demo.model.rules().add("drop model.**.matrix_A.0");
        demo.model.connect().connect(demo.adapterRow(DemoPatch.QUERY_DOWN), demo.baseRow(DemoPatch.TO_Q));
        assertThat(demo.model.connect().offeredProperty().get().orElseThrow().outcome())
                .isEqualTo(new DropOutcome.Refused(Message.of("ui.drop.dropped", DemoPatch.QUERY_DOWN)));
    }

    @Test
    void withoutABaseADropSaysWhatIsMissing() {
        Workspace workspace = new Workspace(QueuedExecutor.immediate());
        ConnectModel connect = new ConnectModel(workspace, QueuedExecutor.immediate(), (mapping, base) -> drops -> {
            throw new AssertionError("nobody to ask");
        }, fix -> {});
        NameNode row = NameTree.of(List.of("a.b")).root().children().getFirst();
        connect.connect(row, row);
        assertThat(connect.offeredProperty().get().orElseThrow().outcome())
                .isEqualTo(new DropOutcome.Refused(Message.of("ui.drop.noBase")));
    }
}
