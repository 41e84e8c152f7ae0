package dev.patchbay.loader.diffusers;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.Set;

/**
 * What became of the part of a file that is for one model.
 *
 * @param filled names in the file of the tensors that found their place
 * @param empty why room stayed empty, for each parameter of which it did
 * @param hasValues true if such room has values of its own; else it stops the model when it is moved or run
 */
record Loaded(Set<String> filled, List<Message> empty, boolean hasValues) {

    Loaded {
        filled = Set.copyOf(filled);
        empty = List.copyOf(empty);
    }

    boolean stopsLater() {
        return !empty.isEmpty() && !hasValues;
    }
}
