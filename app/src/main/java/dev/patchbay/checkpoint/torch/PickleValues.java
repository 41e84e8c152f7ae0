package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.pickle.PickleDict;
import dev.patchbay.checkpoint.pickle.PickleList;
import dev.patchbay.checkpoint.pickle.PickleObject;
import dev.patchbay.checkpoint.pickle.PickleTuple;
import java.util.List;
import java.util.Map;

/** Looks into containers of a pickle without caring which class Python would have made of them. */
final class PickleValues {

    private PickleValues() {}

    /** Elements of a list or tuple; none of anything else. */
    static List<Object> elements(Object value) {
        return switch (value) {
            case PickleList list -> list.elements();
            case PickleTuple tuple -> tuple.elements();
            default -> List.of();
        };
    }

    /** Entries of a dict, of an object that is a kind of dict, or else an object's attributes; none of anything else. */
    static Map<Object, Object> entries(Object value) {
        return switch (value) {
            case PickleDict dict -> dict.entries();
            case PickleObject object when !object.entries().entries().isEmpty() -> object.entries().entries();
            case PickleObject object when object.state() instanceof PickleDict attributes -> attributes.entries();
            default -> Map.of();
        };
    }
}
