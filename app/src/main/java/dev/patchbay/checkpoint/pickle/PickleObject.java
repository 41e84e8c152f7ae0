package dev.patchbay.checkpoint.pickle;

import java.util.List;

/**
 * What Python would have made by calling something: kept as the call, with what was put into the result afterwards. Compared by identity.
 */
public final class PickleObject {

    private final Object callable;
    private final List<Object> arguments;
    private final PickleDict entries = new PickleDict();
    private final PickleList elements = new PickleList();
    private Object state = PickleNone.NONE;

    public PickleObject(Object callable, List<Object> arguments) {
        this.callable = callable;
        this.arguments = List.copyOf(arguments);
    }

    /** What would have been called: a {@link PickleGlobal}, or anything a hostile pickle puts there. */
    public Object callable() {
        return callable;
    }

    public List<Object> arguments() {
        return arguments;
    }

    /** Entries put into the result, if it is some kind of dict. */
    public PickleDict entries() {
        return entries;
    }

    /** Elements appended to the result, if it is some kind of list or set. */
    public PickleList elements() {
        return elements;
    }

    /** What {@code __setstate__} would have got: mostly a dict of attributes. {@link PickleNone} if there is none. */
    public Object state() {
        return state;
    }

    void setState(Object newState) {
        this.state = newState;
    }
}
