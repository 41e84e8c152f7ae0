package dev.patchbay.mapping;

import dev.patchbay.message.Message;

/**
 * Why a rule cannot do what it says: two tensors for one name, a shape that does not divide, …
 *
 * @param rule position in the rule set
 */
public record RuleProblem(int rule, Message message) {}
