package dev.patchbay.workspace;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.mapping.RuleSet;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The user's choices. Immutable: one step of the history.
 *
 * @param checkpoint the open adapter file
 * @param base model it is checked against
 * @param scale absolute factor of B·A that overrides the file's
 */
public record WorkspaceState(
        Optional<Checkpoint> checkpoint, Optional<BaseModel> base, RuleSet rules, Expectation expectation, OptionalDouble scale) {

    public static final WorkspaceState EMPTY =
            new WorkspaceState(Optional.empty(), Optional.empty(), RuleSet.EMPTY, Expectation.NONE, OptionalDouble.empty());

    public WorkspaceState with(Checkpoint other) {
        return new WorkspaceState(Optional.of(other), base, rules, expectation, scale);
    }

    public WorkspaceState with(BaseModel other) {
        return new WorkspaceState(checkpoint, Optional.of(other), rules, expectation, scale);
    }

    public WorkspaceState with(RuleSet other) {
        return new WorkspaceState(checkpoint, base, other, expectation, scale);
    }

    public WorkspaceState with(Expectation other) {
        return new WorkspaceState(checkpoint, base, rules, other, scale);
    }

    public WorkspaceState with(OptionalDouble other) {
        return new WorkspaceState(checkpoint, base, rules, expectation, other);
    }
}
