package dev.patchbay.checkpoint.pickle;

import java.util.List;
import java.util.Optional;

/** Interprets the calls and persistent ids of one family of pickles. Implementations build plain values and never execute anything. */
public interface PickleConstructors {

    /** Called for every class or function that the pickle names, before any call of it. */
    void named(PickleGlobal global);

    /** The result of calling {@code callable}, a {@link PickleObject} if it is unknown; empty if the arguments are invalid. */
    Optional<Object> call(PickleGlobal callable, List<Object> arguments);

    /** The value that a persistent id refers to; empty if the id is invalid. */
    Optional<Object> persistent(Object id);
}
