package dev.patchbay.generation.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.export.bake.BakeExport;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.cogvideox.AdapterKinds;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.workspace.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every weight that a run computes with, against the weight that {@code bake} writes with the same adapters at the same strengths. */
@Tag("torch")
class PreviewIsBakeTest {

    private static final double[] STRENGTHS = {0, 0.5, 1, -1};

    /** A bake refuses the misfits that a preview leaves out. */
    static final List<String> KINDS = AdapterKinds.ALL.stream().filter(kind -> !kind.startsWith("misfits")).toList();

    @TempDir
    private Path folder;

    private AdapterKinds kinds;
    private Checkpoint base;
    private PtNDManager manager;

    @BeforeEach
    void open() throws Exception {
        kinds = new AdapterKinds();
        Path pipeline = Path.of(AdapterKinds.class.getResource("/reference/pipelines/cogvideox-2b").toURI());
        base = TestOpener.OPENER.open(pipeline.resolve("transformer"));
        manager = TorchEngine.manager(Devices.choose(DeviceChoice.CPU));
        TorchEngine.prepareThread(1);
    }

    @AfterEach
    void close() throws Exception {
        manager.close();
        base.close();
        kinds.close();
    }

    private record Use(String kind, double strength) {}

    @ParameterizedTest
    @FieldSource("KINDS")
    void everyKindAtEveryStrength(String kind) throws Exception {
        for (double strength : STRENGTHS) {
            agree(List.of(new Use(kind, strength)));
        }
    }

    /** Each kind with the next one. */
    @Test
    void twoAdaptersTogether() throws Exception {
        for (int i = 0; i < KINDS.size(); i++) {
            agree(List.of(new Use(KINDS.get(i), STRENGTHS[i % 3 + 1]), new Use(KINDS.get((i + 1) % KINDS.size()), 0.5)));
        }
    }

    private void agree(List<Use> uses) throws Exception {
        List<AppliedAdapter> applied = new ArrayList<>();
        List<MergeInput> inputs = new ArrayList<>();
        for (Use use : uses) {
            Analysis analysis = kinds.analysis(use.kind());
            applied.add(kinds.adapter(use.kind(), use.strength()));
            inputs.add(new MergeInput(analysis.state().checkpoint().orElseThrow(), analysis.adapter(), use.strength()));
        }
        Path baked = folder.resolve("baked.safetensors");
        BakeExport export = new BakeExport(base, inputs);
        export.write(
                export.plan(Optional.of(DType.F32), Progress.SILENT, Cancellation.NEVER),
                baked,
                true,
                Progress.SILENT,
                Cancellation.NEVER);
        try (Checkpoint written = TestOpener.OPENER.open(baked);
                PtNDManager run = manager.newSubManager(manager.getDevice())) {
            Map<String, float[]> played = played(run, applied);
            assertThat(played.keySet()).isEqualTo(written.tensors().keySet());
            for (Map.Entry<String, float[]> tensor : played.entrySet()) {
                float[] wanted = written.tensor(tensor.getKey()).orElseThrow().data().toFloats();
                assertThat(distance(tensor.getValue(), wanted)).as(uses + " " + tensor.getKey()).isLessThan(1e-5);
            }
        }
        Files.delete(baked);
    }

    /** The weights of a run: those that are lent, plus the product of the pairs beside them. */
    private Map<String, float[]> played(PtNDManager run, List<AppliedAdapter> adapters) throws IOException {
        TensorShapes outer = new TensorShapes();
        List<TensorShapes> blocks = List.of(new TensorShapes(), new TensorShapes());
        base.tensors().forEach((name, tensor) -> {
            long[] sizes = tensor.info().shape().toArray();
            place(name).ifPresentOrElse(
                    block -> blocks.get(block).tensor(name.substring(prefix(block).length()), sizes), () -> outer.tensor(name, sizes));
        });
        Map<String, float[]> weights = new TreeMap<>();
        try (AppliedDeltas applied = new AdapterApplication(outer, "transformer_blocks.", blocks).apply(run, adapters)) {
            assertThat(applied.warnings()).isEmpty();
            weights.putAll(weights(run, "", outer, applied.outerChanges(), applied.outer()));
            for (int i = 0; i < blocks.size(); i++) {
                weights.putAll(weights(run, prefix(i), blocks.get(i), applied.changes(i), applied.block(i)));
            }
        }
        return weights;
    }

    private static Optional<Integer> place(String name) {
        return IntStream.range(0, 2).filter(block -> name.startsWith(prefix(block))).boxed().findFirst();
    }

    private static String prefix(int block) {
        return "transformer_blocks." + block + ".";
    }

    private Map<String, float[]> weights(PtNDManager run, String prefix, TensorShapes shapes, BlockChanges changes, IValue pairs)
            throws IOException {
        Map<String, PtNDArray> lent = new LinkedHashMap<>();
        for (String name : shapes.all().keySet()) {
            TensorData data = base.tensor(prefix + name).orElseThrow().data();
            lent.put(name, (PtNDArray) run.create(data.toFloats(), new Shape(data.shape().toArray())));
        }
        changes.apply(run, lent);
        Map<String, PtNDArray> beside = new LinkedHashMap<>();
        pairs.toIValueMap().forEach((name, tensor) -> beside.put(name, tensor.toTensor(run)));
        Map<String, float[]> weights = new LinkedHashMap<>();
        lent.forEach((name, tensor) -> {
            String layer = name.endsWith(".weight") ? name.substring(0, name.length() - ".weight".length()) : "";
            PtNDArray up = beside.get(layer + ".up");
            PtNDArray down = beside.get(layer + ".down");
            weights.put(prefix + name, (up == null || down == null ? tensor : tensor.add(up.matMul(down))).toFloatArray());
        });
        return weights;
    }

    /** Largest difference over the largest magnitude. */
    private static double distance(float[] found, float[] wanted) {
        assertThat(found).hasSameSizeAs(wanted);
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < wanted.length; i++) {
            largest = Math.max(largest, Math.abs(wanted[i]));
            apart = Math.max(apart, Math.abs((double) found[i] - wanted[i]));
        }
        return apart == 0 ? 0 : apart / largest;
    }
}
