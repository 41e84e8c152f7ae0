package dev.patchbay.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.DemoFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminerTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-6);

    private final Examiner examiner = new Examiner(TestOpener.OPENER);

    @TempDir
    private Path folder;

    private static Adapter adapter(Checkpoint file) throws IOException {
        return AdapterAssembler.assemble(file, RuleSet.EMPTY.apply(file.infos()), OptionalDouble.empty());
    }

    private Examination examine(Subject subject, Checkpoint file, Optional<BaseModel> base) throws IOException {
        return examiner.examine(subject, file, base, Progress.SILENT, Cancellation.NEVER);
    }

    /** B·A with singular values 12 and 2, times alpha / rank = 1/2. */
    private static Checkpoint pair() {
        return new SyntheticCheckpoint()
                .values("transformer.a.lora_A.weight", DType.F32, new float[] {3, 0, 0, 1}, 2, 2)
                .values("transformer.a.lora_B.weight", DType.F32, new float[] {4, 0, 0, 2}, 2, 2)
                .values("transformer.a.alpha", DType.F32, new float[] {1}, 1)
                .build();
    }

    @Test
    void aTensorOfAPairShowsItsValuesAndTheChangeOfItsModule() throws IOException {
        Checkpoint file = pair();
        String name = "transformer.a.lora_A.weight";
        Subject subject = Subject.of(new Pointed.InFile(name, List.of(name)), file, adapter(file)).orElseThrow();

        Examination found = examine(subject, file, Optional.empty());

        TensorValues values = found.tensor().orElseThrow();
        assertThat(values.statistics().max()).isEqualTo(3);
        assertThat(values.statistics().zeros()).isEqualTo(2);
        assertThat(values.histogram().counts().stream().mapToLong(count -> count).sum()).isEqualTo(4);
        assertThat(values.map().cell(1, 1)).isEqualTo(1);
        ChangeValues change = found.change().orElseThrow();
        assertThat(change.spectrum().values().get(0)).isCloseTo(6, EXACT);
        assertThat(change.spectrum().values().get(1)).isCloseTo(1, EXACT);
        assertThat(change.norm()).isCloseTo(Math.sqrt(37), EXACT);
        assertThat(change.map().cell(0, 0)).isCloseTo(6, EXACT);
        assertThat(change.share()).as("no base").isEmpty();
    }

    @Test
    void aBranchIsAModuleIfAllBelowItIsOfOne() throws IOException {
        Checkpoint file = new SyntheticCheckpoint().pair("transformer.a", 4, 4, 2).pair("transformer.b", 4, 4, 2).build();
        Adapter adapter = adapter(file);
        List<String> all = List.copyOf(file.tensors().keySet());
        List<String> one = all.stream().filter(name -> name.startsWith("transformer.a.")).toList();

        assertThat(Subject.of(new Pointed.InFile("transformer.a", one), file, adapter)).isPresent();
        assertThat(Subject.of(new Pointed.InFile("transformer", all), file, adapter)).isEmpty();
    }

    @Test
    void theShareOfTheBaseIsKnownWhereItsWeightsAre() throws IOException {
        DemoFiles demo = new Demo(folder).unpack();
        BaseModel base = new BaseModels(TestOpener.OPENER).open(demo.pipeline());
        try (Checkpoint file = TestOpener.OPENER.open(demo.mislabelledAdapter())) {
            Adapter adapter = adapter(file);
            String tensor = adapter.modules().getFirst().down().orElseThrow().source();
            Subject subject = Subject.of(new Pointed.InFile(tensor, List.of(tensor)), file, adapter).orElseThrow();

            ChangeValues change = examine(subject, file, Optional.of(base)).change().orElseThrow();

            assertThat(change.baseNorm()).isPresent();
            assertThat(change.share().orElseThrow()).isPositive().isLessThan(2).isEqualTo(change.norm() / change.baseNorm().orElseThrow());
        }
    }

    @Test
    void aLayerOfTheBaseShowsItsOwnWeightAndWhatChangesIt() throws IOException {
        DemoFiles demo = new Demo(folder).unpack();
        BaseModel base = new BaseModels(TestOpener.OPENER).open(demo.pipeline());
        try (Checkpoint file = TestOpener.OPENER.open(demo.mislabelledAdapter())) {
            String layer = "transformer.transformer_blocks.0.attn1.to_q";
            Adapter adapter = adapter(file);
            List<String> reached = file.tensors().keySet().stream().filter(name -> name.contains("blocks.0.attn1.to_q.")).toList();
            Subject subject = Subject.of(new Pointed.InBase(layer), base, adapter, reached).orElseThrow();

            Examination found = examine(subject, file, Optional.of(base));

            assertThat(found.weight().orElseThrow().location()).contains("safetensors");
            assertThat(found.tensor().orElseThrow().statistics().norm()).isEqualTo(found.change().orElseThrow().baseNorm().orElseThrow());
        }
    }

    @Test
    void aBaseOfTheCatalogueHasNoValues() throws IOException {
        Checkpoint file = pair();
        BaseModel base = ModelCatalog.find("cogvideox-2b").orElseThrow();
        Subject subject = Subject.of(
                new Pointed.InBase("transformer.transformer_blocks.0.attn1.to_q"), base, adapter(file), List.of()).orElseThrow();

        Examination found = examine(subject, file, Optional.of(base));

        assertThat(found.tensor()).isEmpty();
        assertThat(found.notes()).extracting(Message::key).containsExactly("examination.noBase");
    }

    @Test
    void valuesThatAreNoNumbersAreAReasonAndNoFailure() throws IOException {
        Checkpoint file = new SyntheticCheckpoint()
                .values("transformer.a.lora_A.weight", DType.F32, new float[] {Float.NaN, 0, 0, 1}, 2, 2)
                .values("transformer.a.lora_B.weight", DType.F32, new float[] {4, 0, 0, 2}, 2, 2)
                .build();
        String name = "transformer.a.lora_A.weight";

        Examination found = examine(
                Subject.of(new Pointed.InFile(name, List.of(name)), file, adapter(file)).orElseThrow(), file, Optional.empty());

        assertThat(found.tensor().orElseThrow().statistics().nan()).isEqualTo(1);
        assertThat(found.change()).isEmpty();
        assertThat(found.notes()).hasSize(1);
    }

    @Test
    void itReportsItsStepsAndStops() throws IOException {
        Checkpoint file = pair();
        String name = "transformer.a.lora_A.weight";
        Subject subject = Subject.of(new Pointed.InFile(name, List.of(name)), file, adapter(file)).orElseThrow();
        List<Long> totals = new ArrayList<>();

        examiner.examine(subject, file, Optional.empty(), (done, total, doing) -> totals.add(total - done), Cancellation.NEVER);

        assertThat(totals).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThatThrownBy(() -> examiner.examine(subject, file, Optional.empty(), Progress.SILENT, () -> true))
                .isInstanceOf(CancellationException.class);
    }
}
