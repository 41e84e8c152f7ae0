package dev.patchbay.checkpoint.pickle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object that Python would have made by a call: the call itself is kept, and what was added to its result afterwards. Compared by
 * identity.
 */
public final class PickleObject {

    private final Object callable;
    private final List<Object> arguments;
    private @Nullable PickleDict entries;
    private @Nullable PickleList elements;
    private Object state = PickleNone.NONE;

    public PickleObject(Object callable, List<Object> arguments) {
        this.callable = callable;
        this.arguments = List.copyOf(arguments);
    }

    /** What Python would have called: a {@link PickleGlobal}, or any value in a hostile pickle. */
    public Object callable() {
        return callable;
    }

    public List<Object> arguments() {
        return arguments;
    }

    /** Entries added to the result, if it is some kind of dict. */
    public PickleDict entries() {
        if (entries == null) {
            entries = new PickleDict();
        }
        return entries;
    }

    /** Elements appended to the result, if it is some kind of list or set. */
    public PickleList elements() {
        if (elements == null) {
            elements = new PickleList();
        }
        return elements;
    }

    /** The argument of {@code __setstate__}, usually a dict of attributes; {@link PickleNone} if there is none. */
    public Object state() {
        return state;
    }

    void setState(Object newState) {
        this.state = newState;
    }
}
