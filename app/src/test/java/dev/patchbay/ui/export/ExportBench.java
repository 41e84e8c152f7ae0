package dev.patchbay.ui.export;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An export over a real workspace with the 240 tensors of a SAT training state. */
final class ExportBench {

    static final Path SAT = Path.of("src/test/resources/reference/sat-tiny-30-layers/sat-lora");

    final Workspace workspace;
    final ExportViewModel viewModel;
    final List<Path> shownInFolder = new ArrayList<>();
    final List<Path> previewed = new ArrayList<>();

    ExportBench(TaskExecutor executor, Path home) {
        this.workspace = new Workspace(executor);
        this.viewModel = new ExportViewModel(workspace, executor, home, shownInFolder::add, previewed::add);
    }

    void open() throws IOException {
        Checkpoint checkpoint = TestOpener.OPENER.open(SAT);
        workspace.change(Message.of("workspace.start"), state -> state.with(checkpoint));
    }

    void openForCogVideoX(SyntheticCheckpoint adapter) throws IOException {
        Checkpoint checkpoint = adapter.build();
        BaseModel base = ModelCatalog.find("cogvideox-2b").orElseThrow();
        workspace.change(Message.of("workspace.start"), state -> state.with(base).with(checkpoint));
    }

    void repair() {
        RuleSet rules = BuiltInRules.find("sat-lora-to-cogvideox").orElseThrow();
        workspace.change(Message.of("workspace.start"), state -> state.with(rules));
    }
}
