package dev.patchbay.generation.cogvideox;

import dev.patchbay.adapter.effect.LayerParts;
import dev.patchbay.adapter.effect.NamedData;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.PlayedAdapter;
import dev.patchbay.workspace.RuleChoice;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Adapters of every kind for the tiny CogVideoX 2b of {@link Reference}, and what diffusers and PEFT compute with them. */
public final class AdapterKinds implements AutoCloseable {

    /** Names of files and folders; what is expected is named without the suffix. */
    public static final List<String> ALL = List.of(
            "rslora",
            "patterns",
            "every-linear",
            "convolution",
            "lora-bias",
            "bias-lora-only",
            "dora",
            "loha",
            "lokr",
            "modules-to-save",
            "differences.safetensors",
            "misfits.safetensors");

    private final Path folder;
    private final BaseModel base;
    private final List<Checkpoint> open = new ArrayList<>();

    public AdapterKinds() throws IOException, URISyntaxException {
        this.folder = Path.of(AdapterKinds.class.getResource("/reference/adapter-kinds").toURI());
        this.base = OpenedBaseModel.of(open(folder.resolveSibling("pipelines").resolve("cogvideox-2b")));
    }

    private Checkpoint open(Path file) throws IOException {
        Checkpoint checkpoint = TestOpener.OPENER.open(file);
        open.add(checkpoint);
        return checkpoint;
    }

    /** The adapter as a person opens it: mapped by the rules that suit it. */
    public Analysis analysis(String name) throws IOException {
        Analyzer file = new Analyzer(WorkspaceState.EMPTY.with(open(folder.resolve(name))).with(base), KnownRules.BUILT_IN);
        return file.map(RuleChoice.choose(file));
    }

    public AppliedAdapter adapter(String name, double strength) throws IOException {
        return new AppliedAdapter(name, PlayedAdapter.of(analysis(name)).shares(), strength);
    }

    /** Latents after each step, or frames, of {@code cases.json}. */
    public float[] expected(String what) throws IOException {
        return open(folder.resolve("expected.safetensors")).tensor(what).orElseThrow().data().toFloats();
    }

    public float[] expectedLatents(String name, int step) throws IOException {
        float[] all = expected(name.replace(".safetensors", "") + ".latents");
        int size = all.length / 4;
        return Arrays.copyOfRange(all, step * size, (step + 1) * size);
    }

    /** The same parts with NaN as the last value of one. */
    static LayerParts broken(LayerParts parts, Part part) throws IOException {
        Map<Part, NamedData> values = new EnumMap<>(parts.values());
        NamedData value = Objects.requireNonNull(values.get(part));
        values.put(part, new NamedData(value.name(), broken(value.data())));
        return new LayerParts(parts.address(), parts.algorithm(), values, parts.scale(), parts.magnitudes());
    }

    /** The same values with NaN as the last one. */
    static TensorData broken(TensorData data) throws IOException {
        float[] values = data.toFloats();
        values[values.length - 1] = Float.NaN;
        byte[] bytes = new byte[values.length * Float.BYTES];
        FloatCodec.encode(DType.F32, values, MemorySegment.ofArray(bytes));
        return new SyntheticCheckpoint.Bytes(DType.F32, data.shape(), bytes);
    }

    @Override
    public void close() throws IOException {
        for (Checkpoint checkpoint : open) {
            checkpoint.close();
        }
    }
}
