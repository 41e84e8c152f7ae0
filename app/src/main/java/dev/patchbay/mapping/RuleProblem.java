package dev.patchbay.mapping;

import dev.patchbay.message.Message;

/**
 * What a rule cannot do: two tensors would get one name, a dimension cannot be divided, …
 *
 * @param rule position in the rule set
 */
public record RuleProblem(int rule, Message message) {}
