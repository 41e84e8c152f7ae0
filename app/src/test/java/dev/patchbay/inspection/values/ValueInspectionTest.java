package dev.patchbay.inspection.values;

import static dev.patchbay.inspection.Inspected.diffusers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.SplitRule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What only the values of an adapter tell. */
class ValueInspectionTest {

    private static final String BLOCK = "transformer.transformer_blocks.";

    @Test
    void aProductThatIsZeroInEveryModuleIsAnErrorOfTheWholeFile() throws Exception {
        Problem problem = only(pair(pair(new SyntheticCheckpoint(), 0, 1, 0), 1, 1, 0));

        assertThat(problem.code()).isEqualTo(ProblemCode.ZERO_PRODUCT);
        assertThat(problem.severity()).isEqualTo(Severity.ERROR);
        assertThat(problem.fixes()).isEmpty();
        assertThat(problem.message().toString()).contains("never trained").contains("earlier file");
    }

    @Test
    void itIsTheProductThatCountsAndNotOneOfTheHalves() throws Exception {
        // A is not zero and B is not zero, but where A has values B has none.
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint()
                .values(name(0, "A"), DType.F32, new float[] {1, 1, 0, 0}, 2, 2)
                .values(name(0, "B"), DType.F32, new float[] {0, 1, 0, 1}, 2, 2);

        assertThat(only(checkpoint).code()).isEqualTo(ProblemCode.ZERO_PRODUCT);
        assertThat(only(pair(new SyntheticCheckpoint(), 0, 0, 1)).code()).isEqualTo(ProblemCode.ZERO_PRODUCT);
    }

    @Test
    void someModulesThatAddNothingCanBeLeftOutForCertain() throws Exception {
        Problem problem = only(pair(pair(new SyntheticCheckpoint(), 0, 0.1f, 0.1f), 1, 1, 0));

        assertThat(problem.severity()).isEqualTo(Severity.WARNING);
        assertThat(problem.tensors()).containsExactly(name(1, "A"), name(1, "B"));
        assertThat(problem.fixes()).singleElement().isInstanceOfSatisfying(QuickFix.DropTensors.class, drop -> {
            assertThat(drop.certain()).isTrue();
            assertThat(drop.tensors()).isEqualTo(problem.tensors());
            assertThat(drop.rules().entries()).extracting(entry -> entry.rule().describe())
                    .containsExactly("drop " + name(1, "A"), "drop " + name(1, "B"));
        });
    }

    @Test
    void aZeroProductBesideWhichABiasIsChangedDoesSomething() throws Exception {
        SyntheticCheckpoint changed = pair(new SyntheticCheckpoint(), 0, 1, 0)
                .values(BLOCK + "0.attn1.to_q.diff_b", DType.F32, new float[] {0, 1}, 2);
        SyntheticCheckpoint unchanged = pair(new SyntheticCheckpoint(), 0, 1, 0)
                .values(BLOCK + "0.attn1.to_q.diff_b", DType.F32, new float[] {0, 0}, 2);

        assertThat(inspect(changed).problems()).isEmpty();
        assertThat(only(unchanged).code()).isEqualTo(ProblemCode.ZERO_PRODUCT);
    }

    @Test
    void aNumberThatIsNoneIsFoundInABiasBesideAPair() throws Exception {
        Problem problem = only(pair(new SyntheticCheckpoint(), 0, 0.1f, 0.1f)
                .values(BLOCK + "0.attn1.to_q.diff_b", DType.F32, new float[] {0, Float.NaN}, 2));

        assertThat(problem.code()).isEqualTo(ProblemCode.NOT_FINITE);
        assertThat(problem.tensors()).containsExactly(BLOCK + "0.attn1.to_q.diff_b");
    }

    @Test
    void notANumberNamesItsTensorsOnly() throws Exception {
        SyntheticCheckpoint checkpoint = pair(new SyntheticCheckpoint(), 0, 0.1f, 0.1f);
        pair(checkpoint, 1, 0.1f, Float.NaN);
        pair(checkpoint, 2, 0.1f, Float.POSITIVE_INFINITY);

        Problem problem = only(checkpoint);

        assertThat(problem.code()).isEqualTo(ProblemCode.NOT_FINITE);
        assertThat(problem.tensors()).containsExactly(name(1, "B"), name(2, "B"));
        assertThat(problem.fixes()).singleElement().satisfies(fix -> assertThat(fix.certain()).isFalse());
    }

    @Test
    void changesFarTooStrongOrTooWeakAreToldByTheLengthOfTheirRows() throws Exception {
        SyntheticCheckpoint checkpoint = pair(new SyntheticCheckpoint(), 0, 0.1f, 0.1f);
        pair(checkpoint, 1, 10, 10);
        pair(checkpoint, 2, 1e-6f, 1e-6f);

        List<Problem> problems = inspect(checkpoint).problems();

        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.NORM_UNUSUAL, ProblemCode.NORM_UNUSUAL);
        assertThat(problems.getFirst().tensors()).containsExactly(name(1, "A"), name(1, "B"));
        // Two by two, both full of 10, rank 2: every element of the product is 200.
        assertThat(problems.getFirst().found()).isEqualTo("2.8e+02");
        assertThat(problems.getFirst().fixes())
                .singleElement()
                .isInstanceOfSatisfying(QuickFix.SetScale.class, fix -> assertThat(fix.scale()).isEqualTo(0.5));
        assertThat(problems.getLast().tensors()).containsExactly(name(2, "A"), name(2, "B"));
    }

    @Test
    void theNormHoldsTheScale() throws Exception {
        SyntheticCheckpoint checkpoint = pair(new SyntheticCheckpoint(), 0, 0.5f, 0.5f)
                .metadata("lora_adapter_metadata",
                        "{\"transformer.r\": 2, \"transformer.lora_alpha\": 1, \"transformer.target_modules\": [\"to_q\"]}");

        // Four elements of 0.5 each, times 1/2.
        assertThat(inspect(checkpoint).norms().get("transformer.transformer_blocks.0.attn1.to_q")).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void normsOfLoHaAndLoKrAndDifferencesStandBesideThoseOfPairs() throws Exception {
        float[] ones = {1, 1, 1, 1};
        String loHa = BLOCK + "0.attn1.to_q.hada_";
        String loKr = BLOCK + "1.attn1.to_q.lokr_";
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint()
                .values(loHa + "w1_a", DType.F32, ones, 4, 1)
                .values(loHa + "w1_b", DType.F32, new float[] {2, 2}, 1, 2)
                .values(loHa + "w2_a", DType.F32, ones, 4, 1)
                .values(loHa + "w2_b", DType.F32, new float[] {3, 3}, 1, 2)
                .values(loKr + "w1", DType.F32, new float[] {1, 2, 3, 4}, 2, 2)
                .values(loKr + "w2_a", DType.F32, new float[] {3, 4}, 2, 1)
                .values(loKr + "w2_b", DType.F32, new float[] {1, 0, 0}, 1, 3)
                .values(BLOCK + "2.attn1.to_q.diff", DType.F32, ones, 2, 2);

        ValueFindings found = inspect(checkpoint);

        // Eight elements of 2 · 3; √30 · 5; four ones.
        assertThat(found.norms().get(BLOCK + "0.attn1.to_q")).isCloseTo(6 * Math.sqrt(8), within(1e-12));
        assertThat(found.norms().get(BLOCK + "1.attn1.to_q")).isCloseTo(5 * Math.sqrt(30), within(1e-12));
        assertThat(found.norms().get(BLOCK + "2.attn1.to_q")).isCloseTo(2, within(1e-12));
    }

    /** Unusual norms were told of plain pairs only. */
    @Test
    void aLoKrThatIsFarTooStrongIsTold() throws Exception {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint()
                .values(BLOCK + "0.attn1.to_q.lokr_w1", DType.F32, new float[] {100, 0, 0, 100}, 2, 2)
                .values(BLOCK + "0.attn1.to_q.lokr_w2", DType.F32, new float[] {1, 0, 0, 1}, 2, 2);

        Problem problem = only(checkpoint);

        assertThat(problem.code()).isEqualTo(ProblemCode.NORM_UNUSUAL);
        assertThat(problem.found()).isEqualTo("1.0e+02");
        assertThat(problem.fixes()).isEmpty();
    }

    @Test
    void aLoHaOfZerosAndALoKrOfNaNAreWhatTheyAre() throws Exception {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint()
                .values(BLOCK + "0.attn1.to_q.hada_w1_a", DType.F32, new float[] {1, 0}, 2, 1)
                .values(BLOCK + "0.attn1.to_q.hada_w1_b", DType.F32, new float[] {1, 1}, 1, 2)
                .values(BLOCK + "0.attn1.to_q.hada_w2_a", DType.F32, new float[] {0, 1}, 2, 1)
                .values(BLOCK + "0.attn1.to_q.hada_w2_b", DType.F32, new float[] {1, 1}, 1, 2)
                .values(BLOCK + "1.attn1.to_q.lokr_w1", DType.F32, new float[] {1}, 1, 1)
                .values(BLOCK + "1.attn1.to_q.lokr_w2", DType.F32, new float[] {1, Float.NaN, 1, 1}, 2, 2);

        List<Problem> problems = inspect(checkpoint).problems();

        assertThat(problems).extracting(Problem::code).containsExactlyInAnyOrder(ProblemCode.ZERO_PRODUCT, ProblemCode.NOT_FINITE);
        assertThat(problems.stream().filter(one -> one.code() == ProblemCode.NOT_FINITE).findFirst().orElseThrow().tensors())
                .containsExactly(BLOCK + "1.attn1.to_q.lokr_w2");
    }

    @Test
    void aDownMatrixThatThePiecesOfASplitLayerShareIsReadOnce() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        SyntheticCheckpoint fused = new SyntheticCheckpoint()
                .data("blocks.0.qkv.lora_A.weight", counted(reads, 4, 6))
                .data("blocks.0.qkv.lora_B.weight", counted(reads, 9, 4));
        RuleSet split = RuleSet.of(List.of(new SplitRule(
                KeyPattern.parse("blocks.{i:int}.qkv.{rest:**}"),
                0,
                List.of(),
                List.of(
                        NameTemplate.parse("transformer.blocks.{i}.to_q.{rest}"),
                        NameTemplate.parse("transformer.blocks.{i}.to_k.{rest}"),
                        NameTemplate.parse("transformer.blocks.{i}.to_v.{rest}")))));

        ValueFindings found = inspect(fused, split, Progress.SILENT, Cancellation.NEVER);

        assertThat(found.norms()).hasSize(3);
        assertThat(reads).as("one down, and a third of the up for each of three").hasValue(4);
    }

    @Test
    void whatAddsToTheReportIsSortedIntoIt() throws Exception {
        Checkpoint checkpoint = pair(new SyntheticCheckpoint(), 0, 1, 0).build();
        InspectionReport names = Inspected.of(
                checkpoint, Inspected.base("cogvideox-2b"), RuleSet.EMPTY, Expectation.NONE, OptionalDouble.empty());

        InspectionReport both = names.plus(inspect(pair(new SyntheticCheckpoint(), 0, 1, 0)));

        assertThat(both.problems()).hasSize(names.problems().size() + 1)
                .isSortedAccordingTo((a, b) -> a.severity().compareTo(b.severity()));
        assertThat(both.norms()).containsEntry("transformer.transformer_blocks.0.attn1.to_q", 0.0);
        assertThat(both.verdicts()).isEqualTo(names.verdicts());
    }

    @Test
    void itTellsHowFarItIsAndStopsWhenAsked() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        inspect(diffusers(2, 8, 2), RuleSet.EMPTY, (done, total, doing) -> {
            assertThat(total).isEqualTo(8);
            steps.incrementAndGet();
        }, Cancellation.NEVER);

        assertThat(steps).hasValue(8);
        assertThatThrownBy(() -> inspect(diffusers(2, 8, 2), RuleSet.EMPTY, Progress.SILENT, () -> true))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aFileThatCannotBeReadAnyMoreIsAnErrorAndNoFinding() {
        SyntheticCheckpoint gone = new SyntheticCheckpoint().data(name(0, "A"), gone(2, 2)).data(name(0, "B"), gone(2, 2));

        assertThatThrownBy(() -> inspect(gone)).isInstanceOf(IOException.class).hasMessage("gone");
    }

    private static TensorData gone(long... shape) {
        return new Fragile(Shape.of(shape));
    }

    private record Fragile(Shape shape) implements TensorData {

        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public MemorySegment bytes(Arena arena) throws IOException {
            throw new IOException("gone");
        }
    }

    private record Counted(AtomicInteger reads, TensorData data) implements TensorData {

        @Override
        public DType dtype() {
            return data.dtype();
        }

        @Override
        public Shape shape() {
            return data.shape();
        }

        @Override
        public MemorySegment bytes(Arena arena) throws IOException {
            reads.incrementAndGet();
            return data.bytes(arena);
        }
    }

    private static TensorData counted(AtomicInteger reads, long... shape) {
        byte[] bytes = new byte[Math.toIntExact(4 * Shape.of(shape).elements())];
        Arrays.fill(bytes, (byte) 1);
        return new Counted(reads, new SyntheticCheckpoint.Bytes(DType.F32, Shape.of(shape), bytes));
    }

    private static String name(int block, String half) {
        return BLOCK + block + ".attn1.to_q.lora_" + half + ".weight";
    }

    /** Both halves two by two, all elements the same. */
    private static SyntheticCheckpoint pair(SyntheticCheckpoint checkpoint, int block, float down, float up) {
        return checkpoint
                .values(name(block, "A"), DType.F32, new float[] {down, down, down, down}, 2, 2)
                .values(name(block, "B"), DType.F32, new float[] {up, up, up, up}, 2, 2);
    }

    private static Problem only(SyntheticCheckpoint checkpoint) throws IOException {
        List<Problem> problems = inspect(checkpoint).problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private static ValueFindings inspect(SyntheticCheckpoint checkpoint) throws IOException {
        return inspect(checkpoint, RuleSet.EMPTY, Progress.SILENT, Cancellation.NEVER);
    }

    private static ValueFindings inspect(SyntheticCheckpoint made, RuleSet rules, Progress progress, Cancellation cancellation)
            throws IOException {
        Checkpoint checkpoint = made.build();
        MappingResult mapping = rules.apply(checkpoint.infos());
        Adapter adapter = AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.empty());
        return ValueInspection.inspect(checkpoint, mapping, adapter, progress, cancellation);
    }
}
