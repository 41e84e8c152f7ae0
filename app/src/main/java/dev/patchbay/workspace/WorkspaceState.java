package dev.patchbay.workspace;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The user's choices. Immutable: one step of the history.
 *
 * @param checkpoint the open adapter file
 * @param base model it is checked against
 * @param scale absolute factor of B·A that overrides the file's
 * @param program that is to load the adapter; empty for whichever takes most of it
 */
public record WorkspaceState(
        Optional<Checkpoint> checkpoint,
        Optional<BaseModel> base,
        RuleSet rules,
        Expectation expectation,
        OptionalDouble scale,
        Optional<Program> program) {

    public static final WorkspaceState EMPTY =
            new WorkspaceState(Optional.empty(), Optional.empty(), RuleSet.EMPTY, Expectation.NONE, OptionalDouble.empty());

    /** For whichever program takes most of the adapter. */
    public WorkspaceState(
            Optional<Checkpoint> checkpoint, Optional<BaseModel> base, RuleSet rules, Expectation expectation, OptionalDouble scale) {
        this(checkpoint, base, rules, expectation, scale, Optional.empty());
    }

    public WorkspaceState with(Checkpoint other) {
        return new WorkspaceState(Optional.of(other), base, rules, expectation, scale, program);
    }

    public WorkspaceState with(BaseModel other) {
        return new WorkspaceState(checkpoint, Optional.of(other), rules, expectation, scale, program);
    }

    public WorkspaceState with(RuleSet other) {
        return new WorkspaceState(checkpoint, base, other, expectation, scale, program);
    }

    public WorkspaceState with(Expectation other) {
        return new WorkspaceState(checkpoint, base, rules, other, scale, program);
    }

    public WorkspaceState with(OptionalDouble other) {
        return new WorkspaceState(checkpoint, base, rules, expectation, other, program);
    }

    /** The same for another program, or for any. */
    public WorkspaceState meantFor(Optional<Program> other) {
        return new WorkspaceState(checkpoint, base, rules, expectation, scale, other);
    }
}
