package dev.patchbay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values are read after names and shapes, in the background, and not oftener than needed. */
class ValueReadingTest {

    private static final Message STEP = Message.of("workspace.start");
    private static final BaseModel BASE = ModelCatalog.find("cogvideox-2b").orElseThrow();
    private static final String MODULE = "transformer.transformer_blocks.0.attn1.to_q";

    private final QueuedExecutor executor = QueuedExecutor.waiting();
    private final Workspace workspace = new Workspace(executor);

    private static Checkpoint neverTrained() {
        return new SyntheticCheckpoint()
                .tensor(MODULE + ".lora_A.weight", 4, 1920)
                .values(MODULE + ".lora_B.weight", DType.F32, new float[1920 * 4], 1920, 4)
                .build();
    }

    private void open(Checkpoint checkpoint) {
        workspace.change(STEP, state -> state.with(BASE).with(checkpoint));
        executor.runNext();
    }

    private Stream<ProblemCode> codes() {
        return workspace.analysis().flatMap(Analysis::report).stream().flatMap(report -> report.problems().stream()).map(Problem::code);
    }

    private void runAll() {
        while (executor.size() > 0) {
            executor.runNext();
        }
    }

    @Test
    void namesAndShapesComeFirstAndValuesFollow() {
        open(neverTrained());
        assertThat(workspace.isSettled()).isTrue();
        assertThat(codes()).doesNotContain(ProblemCode.ZERO_PRODUCT);
        assertThat(workspace.valueReading()).isInstanceOf(ValueReading.Running.class);
        runAll();
        assertThat(workspace.valueReading()).isInstanceOf(ValueReading.Done.class);
        assertThat(codes()).contains(ProblemCode.ZERO_PRODUCT);
        assertThat(workspace.analysis().flatMap(Analysis::report).orElseThrow().norms()).containsEntry(MODULE, 0.0);
    }

    @Test
    void aStopLeavesTheRestAsItIsAndTheyCanBeReadAfterAll() {
        open(neverTrained());
        workspace.stopValues();
        runAll();
        assertThat(workspace.valueReading()).isInstanceOf(ValueReading.Stopped.class);
        assertThat(codes()).doesNotContain(ProblemCode.ZERO_PRODUCT).contains(ProblemCode.ALPHA_UNKNOWN);
        workspace.readValues();
        runAll();
        assertThat(codes()).contains(ProblemCode.ZERO_PRODUCT);
    }

    @Test
    void whatWasReadIsKeptForUndoAndForAnotherExpectation() {
        open(neverTrained());
        runAll();
        workspace.change(STEP, state -> state.with(Expectation.rank(8)));
        executor.runNext();
        assertThat(executor.size()).as("nothing is read again").isZero();
        assertThat(codes()).contains(ProblemCode.ZERO_PRODUCT, ProblemCode.RANK_MISMATCH);
        workspace.change(STEP, state -> state.with(BuiltInRules.all().getFirst()));
        runAll();
        workspace.undo();
        executor.runNext();
        assertThat(executor.size()).isZero();
        assertThat(workspace.valueReading()).isInstanceOf(ValueReading.Done.class);
        assertThat(codes()).contains(ProblemCode.ZERO_PRODUCT);
    }

    @Test
    void aChangeStopsTheReadOfWhatWasBefore() {
        open(neverTrained());
        Checkpoint trained = new SyntheticCheckpoint()
                .tensor(MODULE + ".lora_A.weight", 4, 1920)
                .tensor(MODULE + ".lora_B.weight", 1920, 4)
                .build();
        workspace.change(STEP, state -> state.with(trained));
        runAll();
        assertThat(codes()).doesNotContain(ProblemCode.ZERO_PRODUCT);
        assertThat(workspace.analysis().flatMap(Analysis::report).orElseThrow().norms().get(MODULE)).isPositive();
    }

    @Test
    void itSaysHowFarItIs() {
        List<ValueReading> heard = new ArrayList<>();
        open(neverTrained());
        workspace.listenToReading(() -> heard.add(workspace.valueReading()));
        runAll();
        assertThat(heard).contains(new ValueReading.Running(0, 1)).endsWith(new ValueReading.Done());
    }

    @Test
    void valuesThatCannotBeReadAreNoReasonToSayNothing() {
        open(new SyntheticCheckpoint()
                .data(MODULE + ".lora_A.weight", new Broken(Shape.of(4, 1920)))
                .data(MODULE + ".lora_B.weight", new Broken(Shape.of(1920, 4)))
                .build());
        runAll();
        assertThat(workspace.valueReading()).isInstanceOfSatisfying(
                ValueReading.Failed.class, failed -> assertThat(failed.why().text()).contains("the disk or the network drive failed"));
        assertThat(codes()).contains(ProblemCode.ALPHA_UNKNOWN);
    }

    @Test
    void withoutABaseNothingIsRead() {
        workspace.change(STEP, state -> state.with(neverTrained()));
        runAll();
        assertThat(workspace.valueReading()).isInstanceOf(ValueReading.Nothing.class);
    }

    /** Names and shapes can be read, values cannot. */
    private record Broken(Shape shape) implements TensorData {

        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public MemorySegment bytes(Arena arena) throws IOException {
            throw new IOException("Input/output error");
        }
    }
}
