package dev.patchbay.workspace.saved;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.workspace.WorkspaceState;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a workspace file holds.
 *
 * @param adapter the open file
 * @param scale absolute factor of B·A that overrides the file's
 * @param program that the adapter is meant for, as the command line writes it; empty if none was chosen
 * @param others what this version does not know; it is written again
 */
public record SavedWorkspace(
        Optional<SavedFile> adapter,
        Optional<SavedBase> base,
        RuleSet rules,
        Expectation expectation,
        OptionalDouble scale,
        String program,
        Optional<SavedPreview> preview,
        Map<String, Object> others) {

    public static final SavedWorkspace EMPTY = of(WorkspaceState.EMPTY);

    public SavedWorkspace {
        others = Map.copyOf(others);
    }

    /** All that is open, without the preview. */
    public static SavedWorkspace of(WorkspaceState state) {
        return new SavedWorkspace(
                state.checkpoint().map(Checkpoint::path).map(SavedFile::of),
                state.base().map(SavedBase::of),
                state.rules(),
                state.expectation(),
                state.scale(),
                state.program().map(Program::word).orElse(""),
                Optional.empty(),
                Map.of());
    }

    public SavedWorkspace withFiles(Optional<SavedFile> otherAdapter, Optional<SavedBase> otherBase) {
        return new SavedWorkspace(otherAdapter, otherBase, rules, expectation, scale, program, preview, others);
    }

    public SavedWorkspace with(SavedPreview otherPreview) {
        return new SavedWorkspace(adapter, base, rules, expectation, scale, program, Optional.of(otherPreview), others);
    }

    public SavedWorkspace withOthers(Map<String, Object> more) {
        return new SavedWorkspace(adapter, base, rules, expectation, scale, program, preview, more);
    }

    /** The program, if it is one that this version knows. */
    Optional<Program> reader() {
        return Stream.of(Program.values()).filter(one -> one.word().equals(program)).findFirst();
    }

    /** The same with its files as they are reached from the folder that the workspace is written to. */
    SavedWorkspace from(Path folder) {
        return new SavedWorkspace(
                adapter.map(file -> file.from(folder)),
                base.map(one -> new SavedBase(one.name(), one.file().map(file -> file.from(folder)))),
                rules,
                expectation,
                scale,
                program,
                preview.map(one -> one.map(file -> file.from(folder))),
                others);
    }

    /** True if it holds what takes a person work to make again: more than the names of files. */
    public boolean hasWork() {
        return !rules.entries().isEmpty() || scale.isPresent() || !expectation.equals(Expectation.NONE);
    }
}
