package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.pickle.PickleConstructors;
import dev.patchbay.checkpoint.pickle.PickleDict;
import dev.patchbay.checkpoint.pickle.PickleGlobal;
import dev.patchbay.checkpoint.pickle.PickleNone;
import dev.patchbay.checkpoint.pickle.PickleObject;
import dev.patchbay.checkpoint.pickle.PickleTuple;
import dev.patchbay.checkpoint.storage.StorageView;
import dev.patchbay.checkpoint.storage.TorchStorage;
import dev.patchbay.checkpoint.storage.TorchTensor;
import dev.patchbay.checkpoint.storage.TorchTypes;
import dev.patchbay.checkpoint.storage.UnreadTensor;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns the calls in torch pickles into descriptions of tensors. Other calls become inert {@link PickleObject}s, and the names of unknown
 * ones are kept for a warning.
 */
final class TorchConstructors implements PickleConstructors {

    private static final int MOST_CALLS = 5;

    private final Set<PickleGlobal> suspicious = new LinkedHashSet<>();
    private final Set<TorchStorage> storages = new LinkedHashSet<>();

    /** Classes and functions that Python would have loaded and that ordinary checkpoints do not contain, in the order of the pickle. */
    Set<PickleGlobal> suspicious() {
        return suspicious;
    }

    /** The refusal of a file, with what Python would have run up to the place where reading ended. */
    CheckpointException withCalls(CheckpointException refusal) {
        if (suspicious.isEmpty()) {
            return refusal;
        }
        String calls = suspicious.stream().limit(MOST_CALLS).map(PickleGlobal::toString).collect(Collectors.joining(", "));
        Object named = suspicious.size() > MOST_CALLS
                ? Message.of("checkpoint.torch.andMoreCalls", calls, suspicious.size() - MOST_CALLS) : calls;
        return new CheckpointException(Message.of("checkpoint.torch.refusedWouldRun", refusal.explanation(), named), refusal);
    }

    /** Every storage that the pickle refers to. */
    List<TorchStorage> storages() {
        return List.copyOf(storages);
    }

    @Override
    public void named(PickleGlobal global) {
        if (!HarmlessGlobals.contains(global)) {
            suspicious.add(global);
        }
    }

    @Override
    public Optional<Object> call(PickleGlobal callable, List<Object> arguments) {
        return switch (callable.toString()) {
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> tensor(arguments, 4);
            case "torch._utils._rebuild_tensor_v3" -> tensor(arguments, 7);
            case "torch._utils._rebuild_parameter",
                    "torch._utils._rebuild_parameter_with_state",
                    "torch._utils._rebuild_device_tensor_from_cpu_tensor" ->
                first(arguments);
            case "torch._utils._rebuild_sparse_tensor" -> unread("sparse");
            case "torch._utils._rebuild_qtensor" -> unread("quantized");
            case "torch._utils._rebuild_nested_tensor", "torch.nested._internal.nested_tensor._rebuild_njt" -> unread("nested");
            case "torch._utils._rebuild_meta_tensor_no_storage" -> unread("meta");
            case "torch._utils._rebuild_device_tensor_from_numpy" -> unread("numpy");
            case "torch._utils._rebuild_wrapper_subclass" -> unread(first(arguments).map(Object::toString).orElse("?"));
            case "torch._tensor._rebuild_from_type_v2" -> rebuildFromType(arguments);
            case "torch.Size" -> first(arguments);
            case "collections.OrderedDict", "collections.defaultdict", "builtins.dict", "__builtin__.dict" -> dict(arguments);
            default -> Optional.of(new PickleObject(callable, arguments));
        };
    }

    /**
     * A persistent id is {@code ('storage', type, key, location, elements)}. In legacy files a sixth element is the view, {@code None} or
     * {@code (key, offset, elements)}; and there is {@code ('module', class, file, source)}, which yields the class.
     */
    @Override
    public Optional<Object> persistent(Object id) {
        if (!(id instanceof PickleTuple tuple) || tuple.elements().size() < 4) {
            return Optional.empty();
        }
        List<Object> parts = tuple.elements();
        if (parts.get(0).equals("module")) {
            return Optional.of(parts.get(1));
        }
        return parts.size() >= 5
                        && parts.get(0).equals("storage")
                        && parts.get(1) instanceof PickleGlobal type
                        && parts.get(2) instanceof String key
                        && parts.get(4) instanceof Long elements
                ? storage(type, key, elements, parts.size() > 5 ? parts.get(5) : PickleNone.NONE)
                : Optional.empty();
    }

    private Optional<Object> storage(PickleGlobal type, String key, long elements, Object view) {
        Optional<StorageView> part = Optional.empty();
        if (view != PickleNone.NONE) {
            List<Object> numbers = PickleValues.elements(view);
            if (numbers.size() < 3 || !(numbers.get(1) instanceof Long offset) || !(numbers.get(2) instanceof Long length)) {
                return Optional.empty();
            }
            part = Optional.of(new StorageView(offset, length));
        }
        TorchStorage storage = new TorchStorage(type, key, elements, part);
        storages.add(storage);
        return Optional.of(storage);
    }

    /** Arguments are {@code (storage, offset, size, stride, …)}; if {@code count} is 7, the seventh is the dtype. */
    private static Optional<Object> tensor(List<Object> arguments, int count) {
        if (arguments.size() < count
                || !(arguments.get(0) instanceof TorchStorage storage)
                || !(arguments.get(1) instanceof Long offset)
                || !(arguments.get(2) instanceof PickleTuple sizes)
                || !(arguments.get(3) instanceof PickleTuple strides)) {
            return Optional.empty();
        }
        PickleGlobal type = storage.type();
        if (count == 7) {
            if (!(arguments.get(6) instanceof PickleGlobal dtype)) {
                return Optional.empty();
            }
            type = dtype;
        }
        PickleGlobal elementType = type;
        if (TorchTypes.elementType(type).isEmpty()) {
            return Optional.of(new UnreadTensor(UnreadTensor.Reason.ELEMENT_TYPE, type.toString()));
        }
        for (String bit : List.of("neg", "conj")) {
            if (arguments.size() > count && isSet(arguments.get(arguments.size() - 1), bit)) {
                return unread(bit);
            }
        }
        return longs(sizes).flatMap(shape -> longs(strides).map(steps -> new TorchTensor(storage, elementType, offset, shape, steps)));
    }

    /** True if the last argument marks a view that Python negates or conjugates on reading. */
    private static boolean isSet(Object metadata, String bit) {
        return Boolean.TRUE.equals(PickleValues.entries(metadata).get(bit));
    }

    private static Optional<Object> unread(String form) {
        return Optional.of(new UnreadTensor(UnreadTensor.Reason.FORM, form));
    }

    private static Optional<List<Long>> longs(PickleTuple tuple) {
        List<Long> numbers = new ArrayList<>(tuple.elements().size());
        for (Object element : tuple.elements()) {
            if (!(element instanceof Long number)) {
                return Optional.empty();
            }
            numbers.add(number);
        }
        return Optional.of(numbers);
    }

    /** Arguments are {@code (function, type, arguments, state)}: a tensor of a subclass is read as the result of the function. */
    private Optional<Object> rebuildFromType(List<Object> arguments) {
        return arguments.size() >= 3
                        && arguments.get(0) instanceof PickleGlobal function
                        && !function.name().equals("_rebuild_from_type_v2")
                        && arguments.get(2) instanceof PickleTuple inner
                ? call(function, inner.elements())
                : Optional.empty();
    }

    private static Optional<Object> first(List<Object> arguments) {
        return arguments.stream().findFirst();
    }

    /** An empty dict, or one built from a list of pairs, as Python 2 wrote ordered dicts. */
    private static Optional<Object> dict(List<Object> arguments) {
        PickleDict dict = new PickleDict();
        for (Object argument : arguments) {
            PickleValues.elements(argument).forEach(element -> {
                List<Object> pair = PickleValues.elements(element);
                if (pair.size() == 2) {
                    dict.put(pair.get(0), pair.get(1));
                }
            });
        }
        return Optional.of(dict);
    }
}
