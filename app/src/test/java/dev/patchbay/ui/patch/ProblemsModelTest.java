package dev.patchbay.ui.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.inspection.Expectation;
import dev.patchbay.inspection.Problem;
import dev.patchbay.inspection.ProblemCode;
import dev.patchbay.inspection.QuickFix;
import dev.patchbay.inspection.Severity;
import dev.patchbay.inspection.TensorState;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemsModelTest {

    @TempDir
    private static Path cache;

    private DemoPatch demo;
    private ProblemsModel problems;

    @BeforeEach
    void openTheDemo() throws Exception {
        demo = new DemoPatch(cache);
        problems = demo.model.problems();
    }

    @Test
    void nextGoesThroughAllAndStartsAgain() {
        List<Problem> seen = new ArrayList<>();
        for (int i = 0; i <= problems.problems().size(); i++) {
            problems.next();
            seen.add(problems.selectedProperty().get().orElseThrow());
        }
        assertThat(seen).startsWith(problems.problems().toArray(Problem[]::new)).endsWith(problems.problems().getFirst());
        problems.previous();
        assertThat(problems.selectedProperty().get()).contains(problems.problems().getLast());
    }

    @Test
    void theFilterLeavesOneSeverity() {
        int all = problems.problems().size();
        problems.filterProperty().set(Optional.of(Severity.ERROR));
        assertThat(problems.problems()).isNotEmpty().allMatch(problem -> problem.severity() == Severity.ERROR).hasSizeLessThan(all);
        problems.filterProperty().set(Optional.empty());
        assertThat(problems.problems()).hasSize(all);
    }

    @Test
    void theBestFixOfTheChosenProblemIsOneStep() {
        problems.next();
        QuickFix fix = problems.selectedProperty().get().orElseThrow().fixes().getFirst();
        problems.fixSelected();
        assertThat(demo.count(TensorState.MAPPED)).isEqualTo(48);
        assertThat(demo.workspace.history().undoable()).contains(fix.label());
    }

    @Test
    void allCertainFixesAreOneStep() {
        int steps = demo.workspace.history().steps().size();
        problems.fixAllCertain();
        assertThat(demo.report().count(Severity.ERROR)).isZero();
        assertThat(demo.count(TensorState.MAPPED)).isEqualTo(48);
        assertThat(demo.workspace.history().steps()).hasSize(steps + 1);
        demo.workspace.undo();
        assertThat(demo.count(TensorState.UNMATCHED)).isEqualTo(48);
    }

    @Test
    void aChosenProblemStaysChosenWhileItLasts() {
        problems.next();
        Problem chosen = problems.selectedProperty().get().orElseThrow();
        demo.model.rules().add("drop nothing.{i}");
        assertThat(problems.selectedProperty().get()).map(Problem::tensors).contains(chosen.tensors());
        problems.fixSelected();
        assertThat(problems.selectedProperty().get()).isEmpty();
    }

    @Test
    void aRankThatTheLoaderExpectsNeedsANewFileAndChangesNothingHere() {
        problems.fixAllCertain();
        demo.workspace.change(Message.of("ui.step.expectRank", 64), state -> state.with(Expectation.rank(64)));
        problems.next();
        assertThat(problems.selectedProperty().get()).map(Problem::code).contains(ProblemCode.RANK_MISMATCH);
        problems.fixSelected();
        assertThat(demo.workspace.state().expectation()).isEqualTo(Expectation.rank(64));
    }
}
