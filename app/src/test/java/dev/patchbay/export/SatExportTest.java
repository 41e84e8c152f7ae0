package dev.patchbay.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.adapter.ScaleReport;
import dev.patchbay.inspection.Inspection;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.ScaleHandling;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SAT training states, repaired and written, against what the reference implementations make of them. */
class SatExportTest {

    @TempDir
    Path folder;

    @Test
    void theRepairedFileHoldsWhatTheOfficialExporterWritesWithTheScaleFoldedIn() throws Exception {
        ExportReport report = write(ExportFixture.REFERENCE.resolve("sat-lora"), ExportFixture.satRules());

        try (Checkpoint written = ExportFixture.open(report.out());
                Checkpoint expected = ExportFixture.open(ExportFixture.REFERENCE.resolve("sat-lora-exported.safetensors"))) {
            assertThat(written.tensors().keySet()).hasSize(240).containsExactlyInAnyOrderElementsOf(expected.tensors().keySet());
            for (StoredTensor tensor : expected.tensors().values()) {
                String name = tensor.info().name();
                StoredTensor ours = written.tensor(name).orElseThrow();
                assertThat(ours.info().shape()).isEqualTo(tensor.info().shape());
                float factor = name.contains("lora_B") ? 0.25f : 1;
                float[] wanted = tensor.data().toFloats();
                for (int i = 0; i < wanted.length; i++) {
                    wanted[i] *= factor;
                }
                assertThat(ours.data().toFloats()).as(name).containsExactly(wanted);
            }
        }
        assertThat(report.plan().scale()).contains(new ScaleReport(List.of(0.25), ScaleSource.SAT_DEFAULT, ScaleHandling.FOLDED, 0));
        assertThat(report.maxRelativeError()).isZero();
        assertThat(report.changes().modules()).hasSize(120).allMatch(module -> module.error() == 0);
        assertThat(report.isBitExact()).as("the up matrices hold other numbers than before").isFalse();
        assertThat(report.bytes()).isGreaterThan(report.plan().bytes());
    }

    @Test
    void textEncoderVaeAndBaseWeightsAreLeftOutAndReported() throws Exception {
        try (Checkpoint source = ExportFixture.open(ExportFixture.REFERENCE.resolve("sat-lora"))) {
            ExportPlan plan = ExportFixture.export(source, ExportFixture.satRules()).plan();

            assertThat(plan.tensors()).hasSize(240);
            assertThat(plan.dropped())
                    .hasSize(source.tensors().size() - 240)
                    .contains("conditioner.embedders.0.transformer.shared.weight", "first_stage_model.encoder.conv_in.conv.weight")
                    .anyMatch(name -> name.endsWith(".original.weight"));
            assertThat(plan.renamed()).isEqualTo(240);
            assertThat(plan.split()).isZero();
            assertThat(plan.warnings()).isEmpty();
        }
    }

    @Test
    void theRepairedDemoAdapterChangesTheModelAsItsReferenceDoes() throws Exception {
        ExportReport report = write(ExportFixture.DEMO.resolve("trail-sat"), ExportFixture.satRules());

        assertThat(report.plan().tensors()).hasSize(48);
        assertSameProducts(report.out(), ExportFixture.DEMO.resolve("trail-diffusers.safetensors"));
    }

    @Test
    void thePeftFolderIsWrittenWithItsTrueRankAndTheSameProducts() throws Exception {
        ExportReport report = write(ExportFixture.DEMO.resolve("outline-peft"), RuleSet.EMPTY);

        assertThat(report.plan().scale().orElseThrow().source()).isEqualTo(ScaleSource.ADAPTER_CONFIG);
        assertThat(report.plan().scale().orElseThrow().how()).isEqualTo(ScaleHandling.NONE);
        assertThat(report.plan().metadata()).doesNotContainKey("lora_adapter_metadata");
        assertSameProducts(report.out(), ExportFixture.DEMO.resolve("outline-diffusers.safetensors"));
    }

    @Test
    void whatWasWrittenNeedsNoFurtherRepairAndNoGuessAboutItsScale() throws Exception {
        Path out = write(ExportFixture.DEMO.resolve("trail-sat"), ExportFixture.satRules()).out();
        BaseModel base = new BaseModels(TestOpener.OPENER).open(ExportFixture.DEMO.resolve("pipeline"));

        try (Checkpoint written = ExportFixture.open(out)) {
            MappingResult mapping = RuleSet.EMPTY.apply(written.infos());
            Adapter adapter = AdapterAssembler.assemble(written, mapping, OptionalDouble.empty());
            InspectionReport report = Inspection.inspect(written, mapping, adapter, base, Expectation.NONE);

            assertThat(adapter.modules()).hasSize(24).allMatch(module -> module.scale() == 1);
            assertThat(report.problems()).isEmpty();
            assertThat(report.verdict().outcome()).isEqualTo(Verdict.Outcome.APPLIES);
        }
    }

    private ExportReport write(Path source, RuleSet rules) throws IOException {
        try (Checkpoint checkpoint = ExportFixture.open(source)) {
            Conversion export = ExportFixture.export(checkpoint, rules);
            return export.write(export.plan(), folder.resolve("out.safetensors"), false, Progress.SILENT, Cancellation.NEVER);
        }
    }

    /** Compares B·A, module by module, within the rounding of 16-bit storage. */
    private static void assertSameProducts(Path left, Path right) throws IOException {
        try (Checkpoint ours = ExportFixture.open(left);
                Checkpoint theirs = ExportFixture.open(right)) {
            assertThat(ours.tensors().keySet()).containsExactlyInAnyOrderElementsOf(theirs.tensors().keySet());
            for (String down : theirs.tensors().keySet().stream().filter(name -> name.contains(".lora_A.")).toList()) {
                double[] one = product(ours, down);
                double[] other = product(theirs, down);
                double difference = 0;
                double norm = 0;
                for (int i = 0; i < one.length; i++) {
                    difference += (one[i] - other[i]) * (one[i] - other[i]);
                    norm += other[i] * other[i];
                }
                assertThat(norm).isPositive();
                assertThat(Math.sqrt(difference / norm)).as(down).isLessThan(1e-3);
            }
        }
    }

    private static double[] product(Checkpoint file, String downName) throws IOException {
        StoredTensor down = file.tensor(downName).orElseThrow();
        StoredTensor up = file.tensor(downName.replace(".lora_A.", ".lora_B.")).orElseThrow();
        int rank = (int) down.info().shape().size(0);
        int in = (int) down.info().shape().size(1);
        int out = (int) up.info().shape().size(0);
        float[] a = down.data().toFloats();
        float[] b = up.data().toFloats();
        double[] product = new double[out * in];
        for (int o = 0; o < out; o++) {
            for (int r = 0; r < rank; r++) {
                for (int i = 0; i < in; i++) {
                    product[o * in + i] += (double) b[o * rank + r] * a[r * in + i];
                }
            }
        }
        return product;
    }
}
