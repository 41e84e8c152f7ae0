package dev.patchbay.inspection.problem;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import java.util.List;

/** A change that mends a problem. */
public sealed interface QuickFix {

    /** What it does, for a button: "Map 240 tensors with “SAT LoRA to diffusers”". */
    Message label();

    /** True if it was tried and leaves nothing of the problem. */
    boolean certain();

    /** Replaces the rules. */
    record ChangeRules(Message label, boolean certain, RuleSet rules) implements QuickFix {}

    /** Gives the adapter another rank: exact where it grows, the nearest of that rank where it shrinks. A new file comes of it. */
    record ResizeRank(Message label, boolean certain, long rank) implements QuickFix {}

    /** Sets the absolute factor of B·A. */
    record SetScale(Message label, boolean certain, double scale) implements QuickFix {}

    /**
     * Chooses another base.
     *
     * @param base catalogue name
     */
    record ChooseBase(Message label, boolean certain, String base) implements QuickFix {}

    /**
     * Leaves tensors out.
     *
     * @param tensors their stored names
     * @param rules replace the present ones: the same and the drops
     */
    record DropTensors(Message label, boolean certain, List<String> tensors, RuleSet rules) implements QuickFix {

        public DropTensors {
            tensors = List.copyOf(tensors);
        }
    }
}
