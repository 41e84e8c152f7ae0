package dev.patchbay.ui.shell;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.saved.KeptWork;
import dev.patchbay.workspace.saved.OpenedWorkspace;
import dev.patchbay.workspace.saved.WorkspaceFile;
import dev.patchbay.workspace.saved.WorkspaceOpening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens checkpoints and base models by path or name. Blocks: to be called on background threads. */
record CheckpointOpening(BaseModels bases, Demo source) {

    /** What was opened: a base or an adapter, a workspace with both, or rules. */
    sealed interface Opened {

        record AdapterFile(Checkpoint checkpoint) implements Opened {}

        record BaseFile(BaseModel model, BaseChoice choice) implements Opened {}

        record Document(OpenedWorkspace workspace, Path file) implements Opened {}

        record Rules(RuleSet rules, Path file) implements Opened {}
    }

    record LoadedDemo(DemoFiles files, BaseModel base, Checkpoint adapter) {}

    /** A pipeline or model folder is a base, workspaces and rule files are what they call themselves, anything else is an adapter. */
    Opened open(Path path) throws IOException, RuleSyntaxException {
        if (WorkspaceFile.isNamedSo(path) && !Files.isDirectory(path)) {
            return new Opened.Document(new WorkspaceOpening(bases).open(path), path);
        }
        if (RuleSetCodec.isRuleFile(path)) {
            return new Opened.Rules(RuleSetCodec.read(path), path);
        }
        Checkpoint checkpoint = bases.opener().open(path);
        if (checkpoint.layout() == CheckpointLayout.PIPELINE_FOLDER || checkpoint.layout() == CheckpointLayout.MODEL_FOLDER) {
            checkpoint.close();
            return new Opened.BaseFile(bases.open(path), new BaseChoice.FromPath(path));
        }
        return new Opened.AdapterFile(checkpoint);
    }

    Checkpoint adapter(Path path) throws IOException {
        return bases.opener().open(path);
    }

    OpenedWorkspace left(KeptWork work) {
        return new WorkspaceOpening(bases).open(work);
    }

    BaseModel base(BaseChoice choice) throws IOException {
        return choice.load(bases);
    }

    LoadedDemo demo() throws IOException {
        DemoFiles files = source.unpack();
        return new LoadedDemo(files, bases.open(files.pipeline()), bases.opener().open(files.brokenAdapter()));
    }
}
