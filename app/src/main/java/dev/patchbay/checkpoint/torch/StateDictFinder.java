package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.pickle.PickleDict;
import dev.patchbay.checkpoint.pickle.PickleList;
import dev.patchbay.checkpoint.storage.TorchTensor;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the state dict in the value of a torch pickle. Trainers wrap it, sometimes more than once: SAT and DeepSpeed as {@code module},
 * Lightning as {@code state_dict}, others as {@code model} or in a list of one. Without a wrapper, all nested dicts together are the
 * state dict, with dotted names.
 */
final class StateDictFinder {

    /** In order of preference. Averaged weights (EMA) come last, since most tools read the plain ones if a file has both. */
    private static final List<String> WRAPPERS = List.of(
            "module", "state_dict", "model_state_dict", "model", "params_ema", "params", "ema", "ema_model", "model_ema", "ema_state_dict");

    /** More wrappers than anybody uses; each one costs a search through all that is inside. */
    private static final int MOST_WRAPPERS = 4;

    /** Keys of training state, which does not belong to the weights. */
    private static final List<String> TRAINING_STATE =
            List.of("optimizer", "rng", "lr_scheduler", "scheduler", "scaler", "loops", "callbacks");

    private final Path file;
    private final ReadLimits limits;

    StateDictFinder(Path file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /**
     * The state dict in the value of a pickle.
     *
     * @throws CheckpointException if it has no weights, or nesting or names exceed the limits
     */
    StateDict find(Object root) throws CheckpointException {
        // Collecting from the root checks the limits for everything, so that later searches through parts are bounded.
        new TensorCollector(file, limits).collect(root);
        List<String> leftAside = new ArrayList<>();
        Object outer = withoutLists(root);
        Map<Object, Object> entries = PickleValues.entries(outer);
        checkHoldsWeights(entries);
        Optional<String> wrapper = wrapper(outer);
        if (wrapper.isPresent()) {
            leftAside.addAll(otherEntries(entries, wrapper.get()));
        }
        Object weights = wrapper.isPresent() ? innermost(entries.getOrDefault(wrapper.get(), outer)) : withoutTrainingState(outer);
        TensorCollector collector = new TensorCollector(file, limits);
        Map<String, TorchTensor> tensors = collector.collect(weights);
        if (tensors.isEmpty()) {
            throw new CheckpointException(collector.unread().entrySet().stream()
                    .findFirst()
                    .map(entry -> entry.getValue().refusal(file, entry.getKey()))
                    .orElseGet(() -> Message.of("checkpoint.torch.noTensors", file)));
        }
        if (isPartitioned(entries, tensors)) {
            throw new CheckpointException(Message.of("checkpoint.torch.partitioned", file));
        }
        return new StateDict(tensors, collector.unread(), metadata(entries), leftAside);
    }

    /**
     * Follows wrappers inside the outermost one, but only while nothing beside them holds tensors: otherwise they may be parts of the
     * model.
     */
    private Object innermost(Object inside) throws CheckpointException {
        Object weights = withoutLists(inside);
        for (int depth = 0; depth < MOST_WRAPPERS; depth++) {
            Map<Object, Object> entries = PickleValues.entries(weights);
            Optional<String> wrapper = wrapper(weights);
            if (wrapper.isEmpty() || !otherEntries(entries, wrapper.get()).isEmpty()) {
                return weights;
            }
            weights = withoutLists(entries.getOrDefault(wrapper.get(), weights));
        }
        return weights;
    }

    /** Unwraps a list or tuple of which exactly one element is a dict with tensors. */
    private Object withoutLists(Object value) throws CheckpointException {
        Object inside = value;
        for (int depth = 0; depth < MOST_WRAPPERS; depth++) {
            List<Object> candidates = new ArrayList<>();
            for (Object element : PickleValues.elements(inside)) {
                if (holdsTensors(element)) {
                    candidates.add(element);
                }
            }
            if (candidates.size() != 1 || candidates.getFirst() instanceof TorchTensor) {
                return inside;
            }
            inside = candidates.getFirst();
        }
        return inside;
    }

    /** A dict without the training state beside its weights. */
    private Object withoutTrainingState(Object outer) throws CheckpointException {
        if (!(outer instanceof PickleDict dict)) {
            return outer;
        }
        PickleDict weights = new PickleDict();
        dict.entries().forEach((key, value) -> {
            if (value instanceof TorchTensor || !isTrainingState(key.toString())) {
                weights.put(key, value);
            }
        });
        return weights.entries().size() < dict.entries().size() && holdsTensors(weights) ? weights : outer;
    }

    /** The key of the wrapper, if there is one. A whole module has none: a submodule of that name is part of the model. */
    private Optional<String> wrapper(Object value) throws CheckpointException {
        Map<Object, Object> entries = PickleValues.isModule(value) ? Map.of() : PickleValues.entries(value);
        for (String key : WRAPPERS) {
            Object inside = entries.get(key);
            if (inside != null && !(inside instanceof TorchTensor) && holdsTensors(inside)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** Keys of other entries that have tensors and are no training state. */
    private List<String> otherEntries(Map<Object, Object> entries, String wrapper) throws CheckpointException {
        List<String> others = new ArrayList<>();
        for (Map.Entry<Object, Object> entry : entries.entrySet()) {
            String key = entry.getKey().toString();
            if (!key.equals(wrapper) && !isTrainingState(key) && holdsTensors(entry.getValue())) {
                others.add(key);
            }
        }
        return others;
    }

    /** Refuses a file with optimizer state only, as DeepSpeed and accelerate write it. */
    private void checkHoldsWeights(Map<Object, Object> entries) throws CheckpointException {
        boolean optimizer = false;
        if (entries.get("state") instanceof PickleDict && entries.get("param_groups") instanceof PickleList) {
            throw new CheckpointException(Message.of("checkpoint.torch.optimizerOnly", file));
        }
        for (Map.Entry<Object, Object> entry : entries.entrySet()) {
            if (holdsTensors(entry.getValue())) {
                String key = entry.getKey().toString();
                if (entry.getValue() instanceof TorchTensor || !isTrainingState(key)) {
                    return;
                }
                optimizer |= key.contains("optimizer");
            }
        }
        if (optimizer) {
            throw new CheckpointException(Message.of("checkpoint.torch.optimizerOnly", file));
        }
    }

    /**
     * True for a ZeRO-3 model file of DeepSpeed: its parameters have no elements and their shapes are listed separately; buffers are
     * complete.
     */
    private static boolean isPartitioned(Map<Object, Object> entries, Map<String, TorchTensor> tensors) {
        Set<Object> buffers = PickleValues.elements(entries.getOrDefault("buffer_names", List.of())).stream()
                .filter(String.class::isInstance)
                .collect(Collectors.toSet());
        return entries.containsKey("param_shapes")
                && tensors.entrySet().stream()
                        .filter(entry -> !buffers.contains(entry.getKey()))
                        .allMatch(entry -> entry.getValue().sizes().contains(0L));
    }

    private boolean holdsTensors(Object value) throws CheckpointException {
        return !new TensorCollector(file, limits).collect(value).isEmpty();
    }

    private static boolean isTrainingState(String key) {
        return TRAINING_STATE.stream().anyMatch(key::contains);
    }

    /** Strings and numbers at the top level and one below: {@code iteration}, {@code args.lora_rank}. */
    private static Map<String, String> metadata(Map<Object, Object> entries) {
        Map<String, String> metadata = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            putText(metadata, key.toString(), value);
            PickleValues.entries(value).forEach((inner, innerValue) -> putText(metadata, key + "." + inner, innerValue));
        });
        return metadata;
    }

    private static void putText(Map<String, String> metadata, String key, Object value) {
        boolean simple = value instanceof Long || value instanceof Double || value instanceof Boolean || value instanceof String;
        if (simple && metadata.size() < 1_000 && key.length() + value.toString().length() <= 1_000) {
            metadata.put(key, value.toString());
        }
    }
}
