package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.pickle.PickleList;
import dev.patchbay.checkpoint.storage.TorchTensor;
import dev.patchbay.checkpoint.storage.UnreadTensor;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the tensors in nested dicts and lists under their dotted paths. A hostile pickle may be nested without end, or share its parts
 * so that the number of paths explodes: depth, steps and the total length of names are limited. A container inside itself, which Python
 * allows, is not entered again.
 */
final class TensorCollector {

    private final Path file;
    private final ReadLimits limits;
    private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    private final Map<String, UnreadTensor> unread = new LinkedHashMap<>();

    /** Containers on the path from the root to the current one. */
    private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());

    private long steps;
    private long characters;

    TensorCollector(Path file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    Map<String, TorchTensor> collect(Object root) throws CheckpointException {
        visit("", root, 0);
        return tensors;
    }

    /** Tensors that cannot be read, after {@link #collect}. */
    Map<String, UnreadTensor> unread() {
        return unread;
    }

    private void visit(String name, Object value, int depth) throws CheckpointException {
        if (value instanceof TorchTensor tensor) {
            add(name, tensor);
            return;
        }
        if (value instanceof UnreadTensor tensor) {
            unread.put(name, tensor);
            return;
        }
        if (isLeaf(value) || !around.add(value)) {
            return;
        }
        if (depth > limits.nesting()) {
            throw new CheckpointException(Message.of("checkpoint.torch.nesting", file, limits.nesting()));
        }
        for (Map.Entry<Object, Object> entry : PickleValues.entries(value).entrySet()) {
            step(name, entry.getKey().toString(), entry.getValue(), depth);
        }
        List<Object> elements = PickleValues.elements(value);
        for (int i = 0; i < elements.size(); i++) {
            step(name, Integer.toString(i), elements.get(i), depth);
        }
        around.remove(value);
    }

    private void step(String name, String segment, Object value, int depth) throws CheckpointException {
        if (++steps > limits.memo()) {
            throw new CheckpointException(Message.of("checkpoint.torch.tooManySteps", file, limits.memo()));
        }
        if (isLeaf(value)) {
            return;
        }
        String path = name.isEmpty() ? segment : name + "." + segment;
        characters += path.length();
        if (characters > limits.headerBytes()) {
            throw new CheckpointException(Message.of("checkpoint.torch.namesTooLong", file, limits.headerBytes()));
        }
        visit(path, value, depth + 1);
    }

    /** True for values without tensors, for which no path is built: random states are long lists of numbers. */
    private static boolean isLeaf(Object value) {
        if (value instanceof TorchTensor || value instanceof UnreadTensor) {
            return false;
        }
        return value instanceof PickleList list
                ? list.isPlain()
                : !PickleValues.isModule(value)
                        && PickleValues.entries(value).isEmpty()
                        && PickleValues.elements(value).isEmpty();
    }

    private void add(String name, TorchTensor tensor) throws CheckpointException {
        if (tensors.put(name, tensor) != null) {
            throw new CheckpointException(Message.of("checkpoint.torch.duplicate", file, name));
        }
        if (tensors.size() > limits.entries()) {
            throw new CheckpointException(Message.of("checkpoint.tooManyTensors", file, limits.entries()));
        }
    }
}
