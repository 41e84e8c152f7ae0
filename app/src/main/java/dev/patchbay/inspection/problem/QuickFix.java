package dev.patchbay.inspection.problem;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import java.util.List;

/** A change that fixes a problem. */
public sealed interface QuickFix {

    /** Text of the button: "Map 240 tensors with “SAT LoRA to diffusers”". */
    Message label();

    /** True if it was tried and fixes the problem completely. */
    boolean certain();

    /** Replaces the rules. */
    record ChangeRules(Message label, boolean certain, RuleSet rules) implements QuickFix {}

    /** Writes a new file with another rank: exact for a larger rank, the best approximation for a smaller one. */
    record ResizeRank(Message label, boolean certain, long rank) implements QuickFix {}

    /** Sets the scale s of s·B·A. */
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
     * @param rules the present ones plus the drops
     */
    record DropTensors(Message label, boolean certain, List<String> tensors, RuleSet rules) implements QuickFix {

        public DropTensors {
            tensors = List.copyOf(tensors);
        }
    }
}
