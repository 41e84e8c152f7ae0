package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the state dict in what a torch pickle holds. Trainers wrap it: SAT and DeepSpeed under {@code module}, Lightning under
 * {@code state_dict}, others under {@code model}; where there is no such wrapper, all nested dicts together are the state dict, with
 * dotted names.
 */
final class StateDictFinder {

    private static final List<String> WRAPPERS = List.of("module", "state_dict", "model_state_dict", "model", "params_ema", "params");

    /** Training state that nobody expects among the weights. */
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
     * @throws CheckpointException if there is no tensor anywhere, or nesting or number of names go beyond the limits
     */
    StateDict find(Object root) throws CheckpointException {
        Map<Object, Object> entries = PickleValues.entries(root);
        Optional<String> wrapper = wrapper(entries);
        Object weights = wrapper.map(key -> (Object) entries.get(key)).orElse(root);
        Map<String, TorchTensor> tensors = new TensorCollector(file, limits).collect(weights);
        if (tensors.isEmpty()) {
            throw new CheckpointException(Message.of("checkpoint.torch.noTensors", file));
        }
        List<String> leftAside = new ArrayList<>();
        if (wrapper.isPresent()) {
            for (Map.Entry<Object, Object> entry : entries.entrySet()) {
                String key = entry.getKey().toString();
                if (!key.equals(wrapper.get()) && !isTrainingState(key) && holdsTensors(entry.getValue())) {
                    leftAside.add(key);
                }
            }
        }
        return new StateDict(tensors, metadata(entries), leftAside);
    }

    private Optional<String> wrapper(Map<Object, Object> entries) throws CheckpointException {
        for (String key : WRAPPERS) {
            Object inside = entries.get(key);
            if (inside != null && !PickleValues.entries(inside).isEmpty() && holdsTensors(inside)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private boolean holdsTensors(Object value) throws CheckpointException {
        return !new TensorCollector(file, limits).collect(value).isEmpty();
    }

    private static boolean isTrainingState(String key) {
        return TRAINING_STATE.stream().anyMatch(key::contains);
    }

    /** Texts and numbers at the top and one level below: {@code iteration}, {@code args.lora_rank}. */
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
