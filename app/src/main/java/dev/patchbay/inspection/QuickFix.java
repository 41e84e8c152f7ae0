package dev.patchbay.inspection;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;

/** A change that mends a problem. */
public sealed interface QuickFix {

    /** What it does, for a button: "Map 240 tensors with “SAT LoRA to diffusers”". */
    Message label();

    /** True if it was tried and leaves nothing of the problem. */
    boolean certain();

    /** Replaces the rules. */
    record ChangeRules(Message label, boolean certain, RuleSet rules) implements QuickFix {}

    /** Sets the absolute factor of B·A. */
    record SetScale(Message label, boolean certain, double scale) implements QuickFix {}

    /** Expects another rank than the one that was asked for. */
    record ExpectRank(Message label, boolean certain, long rank) implements QuickFix {}
}
