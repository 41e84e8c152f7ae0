package dev.patchbay.export;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.quantised.QuantisedWeight;
import dev.patchbay.export.adapter.ExportMetadata;
import dev.patchbay.export.adapter.ExportOptions;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.loader.ModelNames;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.config.CogVideoXConfigJson;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what an export of a full model writes: every mapped tensor, under its mapped name.
 *
 * @param base for the warning about tensors that the file lacks, and for settings in {@code config.json} that shapes do not show
 */
record ModelPlanner(
        Checkpoint checkpoint, MappingResult mapping, Optional<BaseModel> base, Program target, ExportOptions options) {

    /** How many tensors {@link #plan} lists. */
    int count() throws IOException {
        return tensors().size();
    }

    ExportPlan plan() throws IOException {
        List<ExportTensor> tensors = tensors();
        List<Message> warnings = new ArrayList<>();
        Map<String, String> companions = companions(tensors, warnings);
        warnings.addAll(missing(tensors));
        warnings.addAll(dequantised());
        return new ExportPlan(
                checkpoint.path(),
                target,
                tensors,
                new ExportMetadata(checkpoint, mapping.rules(), target, options).ofModel(),
                companions,
                Optional.empty(),
                List.of(),
                dropped(tensors),
                List.of(),
                (int) tensors.stream().filter(tensor -> !tensor.sources().contains(tensor.info().name())).count(),
                (int) mapping.tensors().stream().filter(tensor -> tensor.recipe() instanceof TensorRecipe.Slice).count(),
                new ScaleFold(options.dtype()).tolerance(options.dtype().orElse(DType.F32)),
                options.shardBytes(),
                Optional.empty(),
                Optional.empty(),
                warnings);
    }

    private List<ExportTensor> tensors() throws IOException {
        Optional<String> half = checkpoint.tensors().keySet().stream().filter(AdapterKey::isUnreadHalf).findFirst();
        if (half.isPresent()) {
            throw new ExportException(Message.of("export.cannot.unreadHalf", checkpoint.path(), half.get()));
        }
        if (target.loader().models() == ModelNames.NONE) {
            throw new ExportException(Message.of("export.cannot.model", checkpoint.path(), target.title()));
        }
        if (checkpoint.layout() == CheckpointLayout.PIPELINE_FOLDER) {
            throw new ExportException(Message.of("export.cannot.pipeline", checkpoint.path()));
        }
        ScaleFold fold = new ScaleFold(options.dtype());
        List<ExportTensor> tensors = new ArrayList<>(mapping.tensors().size());
        for (MappedTensor tensor : mapping.tensors()) {
            List<String> sources = List.copyOf(tensor.recipe().sources());
            List<String> names = new ArrayList<>(sources);
            names.add(tensor.name());
            if (options.wants(names)) {
                tensors.add(fold.fold(tensor.name(), data(tensor), sources, 1));
            }
        }
        if (tensors.isEmpty()) {
            throw new ExportException(Message.of("export.nothingWanted", checkpoint.path()));
        }
        return tensors;
    }

    private TensorData data(MappedTensor tensor) {
        return tensor.recipe() instanceof TensorRecipe.Stored(String name)
                ? checkpoint.tensor(name).map(StoredTensor::data).orElseThrow()
                : new RecipeData(checkpoint, tensor.recipe(), tensor.info());
    }

    /** {@code config.json} beside the weights: the source's own, the base's, or one derived from the shapes. */
    private Map<String, String> companions(List<ExportTensor> tensors, List<Message> warnings) {
        if (target.loader().models() != ModelNames.DIFFUSERS) {
            return Map.of();
        }
        Optional<String> present = Optional.ofNullable(checkpoint.companions().get("config.json"));
        Map<String, Shape> shapes = LinkedHashMap.newLinkedHashMap(tensors.size());
        tensors.forEach(tensor -> shapes.put(tensor.info().name(), tensor.info().shape()));
        Optional<String> config = present.or(
                () -> CogVideoXConfigJson.write(shapes, checkpoint.tensors().keySet(), base.map(BaseModel::name)));
        if (config.isEmpty()) {
            warnings.add(Message.of("export.warning.noConfig"));
        } else if (present.isEmpty() && shapes.containsKey("encoder.conv_in.conv.weight") && base.isEmpty()) {
            warnings.add(Message.of("export.warning.vaeScaling"));
        }
        return config.map(text -> Map.of("config.json", text)).orElse(Map.of());
    }

    private List<Message> missing(List<ExportTensor> tensors) {
        if (base.isEmpty() || target.loader().models() != ModelNames.DIFFUSERS || !options.only().isEmpty()) {
            return List.of();
        }
        Map<String, Shape> written = LinkedHashMap.newLinkedHashMap(tensors.size());
        tensors.forEach(tensor -> written.put(tensor.info().name(), tensor.info().shape()));
        return base.get().components().stream()
                .filter(component -> component.tensors().keySet().stream().anyMatch(written::containsKey))
                .findFirst()
                .map(component -> {
                    List<String> lacking = component.tensors().entrySet().stream()
                            .filter(entry -> !Optional.ofNullable(written.get(entry.getKey())).equals(Optional.of(entry.getValue())))
                            .map(Map.Entry::getKey)
                            .toList();
                    return lacking.isEmpty()
                            ? List.<Message>of()
                            : List.of(Message.of("export.warning.missing", lacking.size(), base.get().name(), lacking.getFirst()));
                })
                .orElse(List.of());
    }

    /** Weights that are stored as codes are written as the numbers that are meant. */
    private List<Message> dequantised() throws IOException {
        List<QuantisedWeight> weights = checkpoint.tensors().values().stream()
                .map(QuantisedWeight::of)
                .flatMap(Optional::stream)
                .toList();
        for (QuantisedWeight weight : weights) {
            weight.verify();
        }
        return weights.isEmpty()
                ? List.of()
                : List.of(Message.of(
                        "export.warning.dequantised", weights.size(), weights.getFirst().scheme(), options.dtype().orElse(DType.F32)));
    }

    private List<String> dropped(List<ExportTensor> tensors) {
        Set<String> used = new HashSet<>();
        tensors.forEach(tensor -> used.addAll(tensor.sources()));
        return checkpoint.tensors().keySet().stream().filter(name -> !used.contains(name)).toList();
    }
}
