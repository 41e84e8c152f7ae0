package dev.patchbay.mapping;

import java.util.List;

/**
 * What a rule set makes of a state dict: names, shapes and recipes, but no values.
 *
 * @param tensors the results, in the order of the file
 * @param dropped stored tensors of which nothing is left, with the rule that left them out
 * @param problems what the rules cannot do; a result with problems is not exported
 * @param hits how many tensors each rule's patterns matched, by position; 0 for disabled rules
 */
public record MappingResult(
        RuleSet rules, List<MappedTensor> tensors, List<DroppedTensor> dropped, List<RuleProblem> problems, List<Integer> hits) {

    public MappingResult {
        tensors = List.copyOf(tensors);
        dropped = List.copyOf(dropped);
        problems = List.copyOf(problems);
        hits = List.copyOf(hits);
    }
}
