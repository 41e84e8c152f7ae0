package dev.patchbay.ui.patch.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.ui.patch.DemoPatch;
import dev.patchbay.workspace.Analyzer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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
        List<ProblemRow> seen = new ArrayList<>();
        for (int i = 0; i <= problems.rows().size(); i++) {
            problems.next();
            seen.add(problems.rowProperty().get().orElseThrow());
        }
        assertThat(seen).startsWith(problems.rows().toArray(ProblemRow[]::new)).endsWith(problems.rows().getFirst());
        problems.previous();
        assertThat(problems.rowProperty().get()).contains(problems.rows().getLast());
    }

    @Test
    void thereIsOneRowForEachCauseUntilItIsOpened() {
        assertThat(problems.rows()).allMatch(ProblemRow::isCause).extracting(ProblemRow::cause)
                .containsExactlyElementsOf(demo.report().causes(Optional.empty()));
        problems.next();
        ProblemRow cause = problems.rowProperty().get().orElseThrow();
        assertThat(cause.opens()).isTrue();
        int closed = problems.rows().size();
        problems.toggle();
        assertThat(problems.rows()).hasSize(closed + cause.folded().size());
        assertThat(problems.rows().stream().skip(1).limit(cause.folded().size()).map(row -> row.under().orElseThrow()))
                .containsExactlyElementsOf(cause.folded());
        problems.next();
        ProblemRow folded = problems.rowProperty().get().orElseThrow();
        assertThat(folded.under()).contains(cause.folded().getFirst());
        assertThat(folded.fixes()).as("an action has one button").doesNotContainAnyElementsOf(cause.fixes());
        problems.open(folded, false);
        assertThat(problems.rows()).hasSize(closed);
        assertThat(problems.rowProperty().get()).map(ProblemRow::isCause).contains(true);
    }

    @Test
    void aCauseStaysOpenWhileTheReportChanges() {
        problems.next();
        problems.toggle();
        long open = problems.rows().stream().filter(row -> !row.isCause()).count();
        demo.model.rules().add("drop nothing.{i}");
        assertThat(problems.rows().stream().filter(row -> !row.isCause()).count()).isEqualTo(open).isGreaterThan(1);
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

    /** What a person counts are rows, and a cause is one row. */
    @Test
    void certainFixesAreCountedByCause() {
        List<Cause> mended = problems.causes().stream()
                .filter(cause -> cause.problems().stream().flatMap(problem -> problem.fixes().stream()).anyMatch(QuickFix::certain))
                .toList();
        assertThat(problems.certainFixesProperty().get()).isEqualTo(mended.size()).isPositive();
        assertThat(mended.stream().mapToInt(cause -> cause.problems().size()).sum()).isGreaterThan(mended.size());
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
    void whatIsChangedWhileFixesAreLookedForStaysAndTheFixesStillCome() {
        AtomicBoolean first = new AtomicBoolean(true);
        ProblemsModel slow = new ProblemsModel(demo.workspace, QueuedExecutor.immediate(), demo.opened::add, state -> {
            if (first.getAndSet(false)) {
                demo.workspace.change(Message.of("ui.step.demo"), now -> now.meantFor(Optional.of(Program.PEFT)));
            }
            return Analyzer.analyze(state);
        });
        slow.show(demo.workspace.analysis());
        slow.fixAllCertain();
        assertThat(demo.count(TensorState.MAPPED)).isEqualTo(48);
        assertThat(demo.workspace.state().program()).contains(Program.PEFT);
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
    void problemsAreCountedByKindAndOneKindCanBeShown() {
        assertThat(problems.counts()).containsKeys(ProblemCode.NAME_MISMATCH, ProblemCode.LEFTOVER_TENSOR);
        assertThat(problems.counts().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(problems.problems().size());
        problems.kindsProperty().set(Set.of(ProblemCode.LEFTOVER_TENSOR));
        assertThat(problems.problems())
                .isNotEmpty()
                .allMatch(problem -> problem.code() == ProblemCode.LEFTOVER_TENSOR)
                .hasSize(problems.counts().get(ProblemCode.LEFTOVER_TENSOR).intValue());
        problems.filterProperty().set(Optional.of(Severity.ERROR));
        assertThat(problems.problems()).as("both filters hold").isEmpty();
    }

    @Test
    void whenTheLastOfAKindIsMendedAllKindsAreShownAgain() {
        problems.kindsProperty().set(Set.of(ProblemCode.NAME_MISMATCH));
        problems.fixAllCertain();
        assertThat(problems.kindsProperty().get()).isEmpty();
        assertThat(problems.problems()).isNotEmpty();
    }

    @Test
    void aRankThatTheLoaderExpectsNeedsANewFileWhichIsWrittenAndOpened() throws Exception {
        problems.fixAllCertain();
        demo.workspace.change(Message.of("ui.step.expectRank", 64), state -> state.with(Expectation.rank(64)));
        problems.next();
        assertThat(problems.selectedProperty().get()).map(Problem::code).contains(ProblemCode.RANK_MISMATCH);
        problems.fixSelected();
        ResizeModel.ResizeOffer offer = problems.resize().offerProperty().get().orElseThrow();
        assertThat(offer.command()).startsWith("patchbay resize ").contains("trail-sat --rank 64 --out ")
                .endsWith("trail-sat-r64.safetensors");
        assertThat(demo.opened).as("nothing is written before a person says so").isEmpty();
        problems.resize().write();
        assertThat(demo.opened).containsExactly(offer.target());
        try (Checkpoint wider = TestOpener.OPENER.open(offer.target())) {
            assertThat(wider.infos()).hasSize(48).allMatch(info -> info.shape().size(0) == 64 || info.shape().size(1) == 64);
        }
        assertThat(problems.resize().offerProperty().get()).isEmpty();
    }

    @Test
    void aFileThatIsAlreadyThereIsLeftAloneAndThatIsSaid() throws Exception {
        demo.workspace.change(Message.of("ui.step.expectRank", 32), state -> state.with(Expectation.rank(32)));
        problems.fix(new QuickFix.ResizeRank(Message.of("ui.step.expectRank", 32), false, 32));
        Path target = problems.resize().offerProperty().get().orElseThrow().target();
        Files.writeString(target, "somebody's");
        problems.resize().write();
        assertThat(problems.resize().failureProperty().get().orElseThrow().text()).contains(target.getFileName().toString());
        assertThat(problems.resize().writingProperty().get()).isFalse();
        assertThat(target).hasContent("somebody's");
        assertThat(demo.opened).isEmpty();
        problems.resize().dismiss();
        assertThat(problems.resize().failureProperty().get()).isEmpty();
    }

    @Test
    void wordsOfACommandAreQuotedWhereAShellWouldTakeThemApart() {
        assertThat(CommandText.quoted("/tmp/my lora.safetensors", false)).isEqualTo("'/tmp/my lora.safetensors'");
        assertThat(CommandText.quoted("it's", false)).isEqualTo("'it'\\''s'");
        assertThat(CommandText.quoted("C:\\my loras\\a.pt", true)).isEqualTo("\"C:\\my loras\\a.pt\"");
        assertThat(CommandText.quoted("/tmp/a-b_1.pt", false)).isEqualTo("/tmp/a-b_1.pt");
    }
}
