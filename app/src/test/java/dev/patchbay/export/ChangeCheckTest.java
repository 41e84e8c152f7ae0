package dev.patchbay.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.adapter.ExportOptions;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ScaleChoice;
import dev.patchbay.loader.ScaleHandling;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.part.Algorithm;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a written adapter does to the model, read as its reader reads it, is what the source does; a file of which that is not true never
 * appears.
 */
class ChangeCheckTest {

    private static final String MODULE = "transformer.transformer_blocks.0.attn1.to_q";
    private static final int RANK = 4;
    private static final int SIZE = 1920;

    @TempDir
    private Path folder;

    private Program target = Program.COMFYUI;
    private ExportOptions options = ExportOptions.NONE;

    @Test
    void aWrongAlphaTensorLeavesNoFile() throws Exception {
        Conversion conversion = conversion(pairs(DType.F32), 0.5);
        ExportPlan plan = withTensors(conversion.plan(), tensor -> tensor.info().name().endsWith(".alpha")
                ? new ExportTensor(tensor.info(), ComputedData.scalar(RANK), 1, List.of())
                : tensor);
        Path out = folder.resolve("out.safetensors");

        assertThatThrownBy(() -> write(conversion, plan, out))
                .isInstanceOf(ExportException.class)
                .hasMessage(out + ": as ComfyUI reads it, with scale 1.0, module diffusion_model.blocks.0.q would change its "
                        + "layer otherwise than the source does (relative error 1.0, at most 0.001 is allowed), so the file was thrown "
                        + "away; keep "
                        + "its tensors float32, or have its scale kept another way.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aScaleThatWasNotFoldedLeavesNoFile() throws Exception {
        target = Program.DIFFUSERS;
        Conversion conversion = conversion(pairs(DType.F32), 0.5);
        ExportPlan plan = withTensors(conversion.plan(), tensor -> new ExportTensor(tensor.info(), tensor.before(), 1, tensor.sources()));

        assertThatThrownBy(() -> write(conversion, plan, folder.resolve("out.safetensors")))
                .hasMessageContaining("as diffusers reads it, with scale 1.0, module " + MODULE + " would change its layer otherwise");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aScaleFoldedByAnotherFactorLeavesNoFile() throws Exception {
        target = Program.DIFFUSERS;
        Conversion conversion = conversion(pairs(DType.F32), 0.5);
        ExportPlan plan = withTensors(conversion.plan(), tensor ->
                tensor.factor() == 1 ? tensor : new ExportTensor(tensor.info(), tensor.before(), 0.505, tensor.sources()));

        assertThatThrownBy(() -> write(conversion, plan, folder.resolve("out.safetensors"))).hasMessageContaining("(relative error 0.01");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aScaleThatIsMissingInTheMetadataLeavesNoFile() throws Exception {
        target = Program.DIFFUSERS;
        options = ExportOptions.of(ScaleChoice.METADATA);
        Conversion conversion = conversion(pairs(DType.F32), 0.5);
        ExportPlan plan = conversion.plan(options);
        Map<String, String> metadata = new HashMap<>(plan.metadata());
        assertThat(metadata.remove(Declarations.METADATA_KEY)).isNotNull();

        assertThatThrownBy(() ->
                write(conversion, with(plan, plan.tensors(), metadata, plan.companions()), folder.resolve("out.safetensors")))
                .hasMessageContaining("with scale 1");
        assertThat(folder).isEmptyDirectory();
        assertThat(write(conversion, plan, folder.resolve("out.safetensors")).isBitExact()).as("with it all is well").isTrue();
    }

    @Test
    void aWrongAlphaInTheConfigurationLeavesNoFolder() throws Exception {
        target = Program.PEFT;
        Conversion conversion = conversion(pairs(DType.F32), 0.5);
        ExportPlan plan = conversion.plan();
        String config = plan.companions().get(Declarations.CONFIG_FILE).replace("\"lora_alpha\" : 2", "\"lora_alpha\" : 3");

        assertThatThrownBy(() -> write(
                        conversion, with(plan, plan.tensors(), plan.metadata(), Map.of(Declarations.CONFIG_FILE, config)),
                        folder.resolve("peft")))
                .hasMessageContaining("as PEFT reads it, with scale 0.75");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void everyReaderFindsTheScaleOfTheSource(Program reader) throws Exception {
        target = reader;
        Conversion conversion = conversion(pairs(DType.F16), 0.3);
        ExportReport report = write(conversion, conversion.plan(), folder.resolve("out"));

        assertThat(report.changes().modules()).isNotEmpty().allMatch(module -> module.error() < 1e-3);
        assertThat(report.changes().unmeasured()).isEmpty();
        boolean named = report.plan().scale().orElseThrow().how() != ScaleHandling.FOLDED;
        assertThat(report.changes().largestError()).isLessThan(named ? 1e-7 : 1e-3);
    }

    @Test
    void whereOnlyNamesChangeNotABitDoes() throws Exception {
        Conversion conversion = conversion(pairs(DType.BF16), 0.5);
        ExportReport report = write(conversion, conversion.plan(), folder.resolve("out.safetensors"));

        assertThat(report.isBitExact()).isTrue();
        assertThat(report.changes().largestError()).isZero();
    }

    @Test
    void whatAChosenTypeTakesIsMeasuredAndAllowed() throws Exception {
        options = new ExportOptions(
                ScaleChoice.AUTO, OptionalDouble.empty(), Optional.of(DType.BF16), Map.of(), Set.of(), List.of(),
                ExportOptions.CLIP, ExportOptions.SHARD_BYTES);
        Conversion conversion = conversion(pairs(DType.F32), 0.5);
        ExportReport report = write(conversion, conversion.plan(options), folder.resolve("out.safetensors"));

        assertThat(report.changes().largestError()).isBetween(1e-3, 2.0 / 256);
        assertThat(report.isBitExact()).isFalse();
    }

    @Test
    void partsOfOneScaleEachAreMeasuredWhereTheyAreFused() throws Exception {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String leaf : List.of("to_q", "to_k", "to_v")) {
            String module = "transformer.transformer_blocks.0.attn." + leaf;
            pair(source, module, DType.F16, 3072);
            source.values(module + ".alpha", DType.F32, new float[] {leaf.charAt(3)});
        }
        Conversion conversion = conversion(source.build(), "flux.1-dev", OptionalDouble.empty());
        ExportReport report = write(conversion, conversion.plan(), folder.resolve("out.safetensors"));

        assertThat(report.changes().modules()).singleElement().satisfies(module -> {
            assertThat(module.module()).isEqualTo("diffusion_model.double_blocks.0.img_attn.qkv");
            assertThat(module.rank()).isEqualTo(3 * RANK);
            assertThat(module.error()).isLessThan(1e-6);
        });
    }

    @Test
    void whatHasNoSmallFactorsIsNamed() throws Exception {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        pair(source, MODULE, DType.F16, SIZE);
        source.tensor("transformer.transformer_blocks.0.attn1.to_k.diff", SIZE, SIZE);
        Conversion conversion = conversion(source.build(), "cogvideox-2b", OptionalDouble.of(1));
        ExportReport report = write(conversion, conversion.plan(), folder.resolve("out.safetensors"));

        assertThat(report.changes().modules()).hasSize(1);
        assertThat(report.changes().unmeasured()).containsExactly(Map.entry(Algorithm.FULL_DIFF, 1));
    }

    @Test
    void hadamardProductsAreMeasuredToo() throws Exception {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String part : List.of("hada_w1_a", "hada_w2_a")) {
            source.values(MODULE + "." + part, DType.F32, random(SIZE * RANK), SIZE, RANK);
        }
        for (String part : List.of("hada_w1_b", "hada_w2_b")) {
            source.values(MODULE + "." + part, DType.F32, random(SIZE * RANK), RANK, SIZE);
        }
        options = new ExportOptions(
                ScaleChoice.AUTO, OptionalDouble.empty(), Optional.of(DType.F16), Map.of(), Set.of(), List.of(),
                ExportOptions.CLIP, ExportOptions.SHARD_BYTES);
        Conversion conversion = conversion(source.build(), "cogvideox-2b", OptionalDouble.of(0.5));
        ExportReport report = write(conversion, conversion.plan(options), folder.resolve("out.safetensors"));

        assertThat(report.changes().modules()).singleElement().satisfies(module -> assertThat(module.error()).isBetween(1e-5, 1e-3));
    }

    @Test
    void valuesThatAreNoNumbersAreNotWritten() throws Exception {
        target = Program.DIFFUSERS;
        float[] up = random(SIZE * RANK);
        up[7] = Float.NaN;
        SyntheticCheckpoint source = new SyntheticCheckpoint()
                .values(MODULE + ".lora_A.weight", DType.F32, random(RANK * SIZE), RANK, SIZE)
                .values(MODULE + ".lora_B.weight", DType.F32, up, SIZE, RANK);
        Conversion conversion = conversion(source.build(), "cogvideox-2b", OptionalDouble.of(0.5));

        assertThatThrownBy(conversion::plan).isInstanceOf(ExportException.class)
                .hasMessageContainingAll(MODULE + ".lora_B.weight", "NaN");
    }

    private static Checkpoint pairs(DType type) {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String leaf : List.of("to_q", "to_k", "to_v")) {
            pair(source, MODULE.replace("to_q", leaf), type, SIZE);
        }
        return source.build();
    }

    private static void pair(SyntheticCheckpoint source, String module, DType type, int size) {
        source.values(module + ".lora_A.weight", type, random(RANK * size, module.hashCode()), RANK, size);
        source.values(module + ".lora_B.weight", type, random(RANK * size, -module.hashCode()), size, RANK);
    }

    private static float[] random(int count) {
        return random(count, count);
    }

    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private Conversion conversion(Checkpoint source, double scale) throws IOException {
        return conversion(source, "cogvideox-2b", OptionalDouble.of(scale));
    }

    private Conversion conversion(Checkpoint source, String model, OptionalDouble scale) throws IOException {
        MappingResult mapping = RuleSet.EMPTY.apply(source.infos());
        Adapter adapter = AdapterAssembler.assemble(source, mapping, scale);
        Optional<BaseModel> base = ModelCatalog.find(model);
        return new Conversion(source, mapping, adapter, base, target);
    }

    private static ExportReport write(Conversion conversion, ExportPlan plan, Path out) throws IOException {
        return conversion.write(plan, out, false, Progress.SILENT, Cancellation.NEVER);
    }

    private static ExportPlan withTensors(ExportPlan plan, Function<ExportTensor, ExportTensor> change) {
        return with(plan, plan.tensors().stream().map(change).toList(), plan.metadata(), plan.companions());
    }

    private static ExportPlan with(
            ExportPlan plan, List<ExportTensor> tensors, Map<String, String> metadata, Map<String, String> companions) {
        return new ExportPlan(
                plan.source(),
                plan.target(),
                tensors,
                metadata,
                companions,
                plan.scale(),
                plan.modules(),
                plan.dropped(),
                plan.usedAlphas(),
                plan.renamed(),
                plan.split(),
                plan.tolerance(),
                plan.shardBytes(),
                plan.clip(),
                plan.arrival(),
                plan.warnings());
    }
}
