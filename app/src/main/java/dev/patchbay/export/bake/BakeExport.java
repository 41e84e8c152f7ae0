package dev.patchbay.export.bake;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.quantised.LogicalTensors;
import dev.patchbay.export.factors.DerivationJson;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.files.FileSteps;
import dev.patchbay.files.OutputFile;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds adapters to the weights of a base model and writes the result: one file where the target's name ends in {@code .safetensors}, else a
 * folder with shards, index and {@code config.json} as the base has them. Tensors that no adapter changes are copied bit for bit.
 */
public final class BakeExport {

    private static final String SUFFIX = ".safetensors";
    private static final String CONFIG = "config.json";
    private static final Set<String> HASHES = Set.of("sshs_model_hash", "sshs_legacy_hash", "modelspec.hash_sha256");

    private final Checkpoint base;
    private final List<MergeInput> inputs;

    /**
     * @param base must stay open while this object is used; weights that are stored as codes are baked into with the values that are meant
     * @param inputs at least one adapter, with module names of the base
     */
    public BakeExport(Checkpoint base, List<MergeInput> inputs) {
        this.base = LogicalTensors.view(base);
        this.inputs = List.copyOf(inputs);
    }

    /**
     * What would be written. Reads the adapters, not the base's values.
     *
     * @param dtype F32, F16 or BF16 for all floating-point tensors; empty to keep each as it is
     * @throws ExportException if no module fits the base, or a tensor's dtype cannot be written
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public BakePlan plan(Optional<DType> dtype, Progress progress, Cancellation cancellation) throws IOException {
        if (base.layout() == CheckpointLayout.PIPELINE_FOLDER) {
            throw new ExportException(Message.of("export.bake.pipeline", base.path()));
        }
        long modules = inputs.stream().mapToLong(input -> input.adapter().modules().size()).sum();
        return new BakePlanner(base, OpenedBaseModel.of(base), dtype).plan(inputs, new StepCount(progress, cancellation, modules));
    }

    /**
     * Writes the output under a temporary name, reads it again, compares it, and only then gives it its name.
     *
     * @param overwrite whether an existing file may be replaced; a folder that holds anything never is
     * @throws ExportException if the target may not be written or the check fails; nothing is left under the target's name
     * @throws java.util.concurrent.CancellationException if cancelled; likewise
     */
    public BakeReport write(BakePlan plan, Path target, boolean overwrite, Progress progress, Cancellation cancellation)
            throws IOException {
        SourceFiles sources = new SourceFiles().add(base);
        inputs.forEach(input -> sources.add(input.checkpoint()));
        VerifiedOutput output = output(sources, target, tensors(plan));
        StepCount steps = new StepCount(progress, cancellation, 2L * output.tensors() + plan.changed());
        return output.write(overwrite, FileSteps.SYSTEM, steps, new BakeProof(base, plan, target, steps));
    }

    private VerifiedOutput output(SourceFiles sources, Path target, Map<String, TensorData> tensors) {
        if (String.valueOf(target.getFileName()).endsWith(SUFFIX)) {
            return VerifiedOutput.file(sources, target, new OutputFile.Safetensors("", tensors, metadata()));
        }
        List<OutputFile> files = new ArrayList<>(BakeFiles.of(base, tensors).outputs(tensors, metadata()));
        Optional.ofNullable(base.companions().get(CONFIG)).ifPresent(config -> files.add(new OutputFile.Text(CONFIG, config)));
        return VerifiedOutput.folder(sources, target, files);
    }

    private Map<String, TensorData> tensors(BakePlan plan) {
        Map<String, TensorData> tensors = LinkedHashMap.newLinkedHashMap(base.tensors().size());
        base.tensors().forEach((name, stored) -> tensors.put(name, plan.data(name, stored.data())));
        return tensors;
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>(base.metadata());
        metadata.keySet().removeAll(HASHES);
        // An entry of the base's index; the new index gets its own.
        metadata.remove("total_size");
        metadata.putIfAbsent("format", "pt");
        DerivationJson derivation = new DerivationJson("bake", String.valueOf(base.path().getFileName()));
        inputs.forEach(input -> derivation.input(input.checkpoint(), input.strength()));
        metadata.put(Declarations.PROVENANCE_KEY, derivation.scale(ScaleSource.CHOSEN, "folded").toString());
        return metadata;
    }
}
