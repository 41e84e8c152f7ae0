package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.pickle.PickleDict;
import dev.patchbay.checkpoint.pickle.PickleList;
import dev.patchbay.checkpoint.pickle.PickleNone;
import dev.patchbay.checkpoint.pickle.PickleObject;
import dev.patchbay.checkpoint.pickle.PickleTuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Access to containers of a pickle, whatever class they would have in Python. */
final class PickleValues {

    private static final String PARAMETERS = "_parameters";
    private static final String BUFFERS = "_buffers";
    private static final String MODULES = "_modules";
    private static final String NOT_SAVED = "_non_persistent_buffers_set";

    private PickleValues() {}

    /** Elements of a list or tuple; empty for other values. */
    static List<Object> elements(Object value) {
        return switch (value) {
            case PickleList list -> list.elements();
            case PickleTuple tuple -> tuple.elements();
            default -> List.of();
        };
    }

    /**
     * Entries of a dict or of an object that is a kind of dict, else an object's attributes; empty for other values. For a module the
     * entries that its {@code state_dict()} would have.
     */
    static Map<Object, Object> entries(Object value) {
        return switch (value) {
            case PickleDict dict -> dict.entries();
            case PickleObject object when !object.entries().entries().isEmpty() -> object.entries().entries();
            case PickleObject object when isModule(object) -> module(attributes(object));
            case PickleObject object -> attributes(object);
            default -> Map.of();
        };
    }

    /** True for a {@code torch.nn.Module} as {@code torch.save(model)} writes it. */
    static boolean isModule(Object value) {
        return value instanceof PickleObject object && attributes(object).keySet().containsAll(List.of(PARAMETERS, BUFFERS, MODULES));
    }

    private static Map<Object, Object> attributes(PickleObject object) {
        return object.state() instanceof PickleDict attributes ? attributes.entries() : Map.of();
    }

    /** Parameters, saved buffers and submodules. The work is bounded by their number, since this is called often. */
    private static Map<Object, Object> module(Map<Object, Object> attributes) {
        Map<Object, Object> entries = new LinkedHashMap<>(part(attributes, PARAMETERS));
        Map<Object, Object> buffers = part(attributes, BUFFERS);
        entries.putAll(buffers);
        List<Object> notSaved = set(attributes.getOrDefault(NOT_SAVED, PickleNone.NONE));
        if (notSaved.size() <= buffers.size()) {
            notSaved.forEach(name -> entries.computeIfPresent(name, (key, value) -> PickleNone.NONE));
        }
        entries.putAll(part(attributes, MODULES));
        return entries;
    }

    private static Map<Object, Object> part(Map<Object, Object> attributes, String name) {
        return attributes.get(name) instanceof PickleDict dict ? dict.entries() : Map.of();
    }

    /** Elements of a set: a list since protocol 4, which has an instruction for sets; before that, a call with a list. */
    private static List<Object> set(Object value) {
        return value instanceof PickleObject object ? elements(object.arguments().stream().findFirst().orElse(object)) : elements(value);
    }
}
