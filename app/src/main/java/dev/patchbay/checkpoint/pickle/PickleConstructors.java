package dev.patchbay.checkpoint.pickle;

import java.util.List;
import java.util.Optional;

/**
 * What the calls and references of one family of pickles stand for. An implementation builds plain values; it never runs what it is told.
 */
public interface PickleConstructors {

    /** Told of every class or function that the pickle names, before any call. */
    void named(PickleGlobal global);

    /** The value of calling {@code callable}; empty if it cannot take these arguments. Unknown callables give a {@link PickleObject}. */
    Optional<Object> call(PickleGlobal callable, List<Object> arguments);

    /** The value that a persistent id refers to; empty if the id makes no sense. */
    Optional<Object> persistent(Object id);
}
