package dev.patchbay.loader.diffusers;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The loader's {@code state_dict}: tensors by name, in order. Converters rename, drop and move what is in it. */
final class StateDict {

    private final Map<String, Held> tensors = new LinkedHashMap<>();

    static StateDict of(Map<String, Held> tensors) {
        StateDict dict = new StateDict();
        dict.tensors.putAll(tensors);
        return dict;
    }

    List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    Map<String, Held> tensors() {
        return tensors;
    }

    /** A tensor that is there. */
    Held tensor(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    boolean isEmpty() {
        return tensors.isEmpty();
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** True if the expression is found in any name. */
    boolean any(Pattern found) {
        return tensors.keySet().stream().anyMatch(name -> found.matcher(name).find());
    }

    void put(String name, Held tensor) {
        tensors.put(name, tensor);
    }

    void putAll(StateDict other) {
        tensors.putAll(other.tensors);
    }

    void clear() {
        tensors.clear();
    }

    /** Takes a tensor out, which has to be there as far as the loader is concerned. */
    Held take(String name) throws LoaderStop {
        Held tensor = tensors.remove(name);
        if (tensor == null) {
            throw new LoaderStop(Message.of("inspection.diffusers.keyError", name));
        }
        return tensor;
    }

    void removeIf(Predicate<String> leaving) {
        tensors.keySet().removeIf(leaving);
    }

    /** Gives every name that meets the condition a new one; of two that become the same the last stays. */
    void rename(Predicate<String> chosen, UnaryOperator<String> renamed) {
        Map<String, Held> before = new LinkedHashMap<>(tensors);
        tensors.clear();
        before.forEach((name, tensor) -> tensors.put(chosen.test(name) ? renamed.apply(name) : name, tensor));
    }

    /** What is under a prefix, without it. */
    StateDict under(String prefix) {
        StateDict dict = new StateDict();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                dict.put(name.substring(prefix.length()), tensor);
            }
        });
        return dict;
    }

    /** A few of the names, as error messages show them. */
    static String shown(List<String> names) {
        List<String> first = new ArrayList<>(names.subList(0, Math.min(3, names.size())));
        if (names.size() > first.size()) {
            first.add("…");
        }
        return String.join(", ", first);
    }
}
