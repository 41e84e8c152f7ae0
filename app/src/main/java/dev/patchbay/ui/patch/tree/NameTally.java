package dev.patchbay.ui.patch.tree;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Number of names below each row of a tree by state. Counted once for a whole tree, off the FX thread; read-only afterwards.
 *
 * @param <E> the states
 */
public final class NameTally<E extends Enum<E>> {

    private final Class<E> states;
    private final E[] values;
    private final int[] counts;

    /** @param stateOf state of a name's path; null if it has none */
    public NameTally(NameTree tree, Class<E> states, Function<String, @Nullable E> stateOf) {
        this(tree, states);
        count(tree.root(), stateOf);
    }

    /** A tally without any states. */
    static <E extends Enum<E>> NameTally<E> none(NameTree tree, Class<E> states) {
        return new NameTally<>(tree, states);
    }

    private NameTally(NameTree tree, Class<E> states) {
        this.states = states;
        this.values = states.getEnumConstants();
        this.counts = new int[tree.rows() * values.length];
    }

    private void count(NameNode node, Function<String, @Nullable E> stateOf) {
        int row = node.order() * values.length;
        E own = node.isName() ? stateOf.apply(node.path()) : null;
        if (own != null) {
            counts[row + own.ordinal()]++;
        }
        for (NameNode child : node.children()) {
            count(child, stateOf);
            for (int state = 0; state < values.length; state++) {
                counts[row + state] += counts[child.order() * values.length + state];
            }
        }
    }

    public int count(NameNode node, E state) {
        return counts[node.order() * values.length + state.ordinal()];
    }

    /** The states that occur here and below with their counts, in enum order. */
    public Map<E, Integer> counts(NameNode node) {
        Map<E, Integer> found = new EnumMap<>(states);
        for (E state : values) {
            int count = count(node, state);
            if (count > 0) {
                found.put(state, count);
            }
        }
        return found;
    }
}
