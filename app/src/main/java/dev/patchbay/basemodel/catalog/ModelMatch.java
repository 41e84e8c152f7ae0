package dev.patchbay.basemodel.catalog;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How the modules of an adapter match one model.
 *
 * @param names of the model: its own first, then those of the models that have the same modules and sizes
 * @param family of the model
 * @param named modules, by position, whose name the model has
 * @param fitting those of them whose sizes fit too
 * @param total how many modules the adapter has
 * @param reached how many blocks the fitting ones reach
 * @param blocks how many there are in the lists of which any is reached
 */
record ModelMatch(List<String> names, String family, BitSet named, BitSet fitting, int total, int reached, int blocks) {

    /** A model that the adapter does not reach the last block of is less likely than one that it does. */
    private static final double NOT_WHOLE = 0.95;

    ModelMatch {
        names = List.copyOf(names);
    }

    String name() {
        return names.getFirst();
    }

    /** True unless a third of the modules, or more, contradict. */
    boolean isLikely() {
        return 3 * fitting.cardinality() > 2 * total;
    }

    boolean isWhole() {
        return reached == blocks;
    }

    /** 0 to 1; more than 0.5 only if the sizes of more than two thirds of the modules fit. */
    double score() {
        if (total == 0) {
            return 0;
        }
        return isLikely()
                ? (double) fitting.cardinality() / total * (isWhole() ? 1 : NOT_WHOLE)
                : Math.max(0.5 * named.cardinality(), 0.75 * fitting.cardinality()) / total;
    }

    /** True if nothing in the adapter tells them apart. */
    boolean sameAs(ModelMatch other) {
        return fitting.equals(other.fitting) && named.equals(other.named) && isWhole() == other.isWhole();
    }

    /** What speaks for the model, one sentence each. */
    List<Message> evidence() {
        List<Message> evidence = new ArrayList<>();
        evidence.add(Message.of("basemodel.evidence.modules", fitting.cardinality(), total, name()));
        if (blocks > 1) {
            evidence.add(Message.of("basemodel.evidence.blocks", reached, blocks));
        }
        return evidence;
    }
}
