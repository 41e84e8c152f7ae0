package dev.patchbay.ui.shell;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.DemoFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Opens checkpoints and base models by path or name. Blocks: to be called on background threads. */
record CheckpointOpening(BaseModels bases, Demo source) {

    /** What was opened: a base or an adapter. */
    sealed interface Opened {

        record AdapterFile(Checkpoint checkpoint) implements Opened {}

        record BaseFile(BaseModel model, BaseChoice choice) implements Opened {}
    }

    record LoadedDemo(DemoFiles files, BaseModel base, Checkpoint adapter) {}

    /** A pipeline or model folder is a base, anything else an adapter. */
    Opened open(Path path) throws IOException {
        Checkpoint checkpoint = bases.opener().open(path);
        if (checkpoint.layout() == CheckpointLayout.PIPELINE_FOLDER || checkpoint.layout() == CheckpointLayout.MODEL_FOLDER) {
            checkpoint.close();
            return new Opened.BaseFile(bases.open(path), new BaseChoice.FromPath(path));
        }
        return new Opened.AdapterFile(checkpoint);
    }

    BaseModel base(BaseChoice choice) throws IOException {
        return choice.load(bases);
    }

    LoadedDemo demo() throws IOException {
        DemoFiles files = source.unpack();
        return new LoadedDemo(files, bases.open(files.pipeline()), bases.opener().open(files.brokenAdapter()));
    }
}
