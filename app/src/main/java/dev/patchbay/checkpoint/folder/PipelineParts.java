package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorInfo;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the components of a pipeline, with the component in front of every name. */
final class PipelineParts {

    private final Path folder;
    private final List<StoredTensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, String> companions = new LinkedHashMap<>();
    private final List<Message> warnings = new ArrayList<>();
    private Optional<CheckpointFormat> format = Optional.empty();

    PipelineParts(Path folder, String modelIndex) {
        this.folder = folder;
        companions.put("model_index.json", modelIndex);
    }

    void missing(String component) {
        warnings.add(Message.of("checkpoint.folder.componentMissing", folder, component));
    }

    void add(String component, Checkpoint model) {
        format = format.or(() -> Optional.of(model.format()));
        model.tensors().values().forEach(tensor -> {
            TensorInfo info = tensor.info();
            TensorInfo renamed = new TensorInfo(component + "." + info.name(), info.dtype(), info.shape());
            tensors.add(new StoredTensor(renamed, tensor.data(), tensor.location()));
        });
        model.metadata().forEach((key, value) -> metadata.put(component + "." + key, value));
        addCompanions(component, new CompanionFiles(model.companions(), model.warnings()));
    }

    void addCompanions(String component, CompanionFiles files) {
        files.texts().forEach((name, text) -> companions.put(component + "/" + name, text));
        warnings.addAll(files.warnings());
    }

    /**
     * The whole pipeline.
     *
     * @throws CheckpointException if no component has weights
     */
    Checkpoint checkpoint(Closeable parts) throws CheckpointException {
        CheckpointFormat first =
                format.orElseThrow(() -> new CheckpointException(Message.of("checkpoint.folder.pipelineWithoutWeights", folder)));
        return new Checkpoint(folder, first, CheckpointLayout.PIPELINE_FOLDER, tensors, metadata, companions, warnings, parts);
    }
}
