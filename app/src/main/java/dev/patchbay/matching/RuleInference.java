package dev.patchbay.matching;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.mapping.MappingResult;

/** From one drag to a rule: which rules the pair (dragged name, base module) stands for, found from names and shapes alone. */
public final class RuleInference {

    private final MappingResult current;
    private final BaseModel base;

    /**
     * @param current what the rules so far leave; rules are proposed for these names
     * @param base what is dragged onto
     */
    public RuleInference(MappingResult current, BaseModel base) {
        this.current = current;
        this.base = base;
    }

    /**
     * @param dragged full name of a tensor as {@code current} has it, or a branch above tensors
     * @param component of the base model, {@code transformer}
     * @param module name inside the component, or a branch above modules
     */
    public DropOutcome infer(String dragged, String component, String module) {
        throw new IllegalStateException("arrives with the mapping branch: " + current + base + dragged + component + module);
    }
}
