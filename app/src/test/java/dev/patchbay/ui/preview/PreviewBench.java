package dev.patchbay.ui.preview;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.generation.KeptClips;
import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.preview.setting.WorkerPlace;
import dev.patchbay.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A preview over a real workspace with a real adapter, and a stand-in for the engine. */
final class PreviewBench {

    static final Path ADAPTER = Path.of("src/main/resources/dev/patchbay/demo/trail-diffusers.safetensors");

    final Workspace workspace;
    final SquarePipelines pipelines;
    final PreviewViewModel viewModel;

    PreviewBench(SquarePipelines pipelines, TaskExecutor generation, TaskExecutor others) {
        this(pipelines, generation, others, Optional.empty(), Optional.empty());
    }

    PreviewBench(
            SquarePipelines pipelines,
            TaskExecutor generation,
            TaskExecutor others,
            Optional<KeptClips> kept,
            Optional<WorkerPlace> place) {
        this.pipelines = pipelines;
        this.workspace = new Workspace(others);
        this.viewModel = new PreviewViewModel(workspace, pipelines.only(), generation, others, kept, place);
    }

    void openAdapter() throws IOException {
        Checkpoint checkpoint = new CheckpointOpener(List.of(new SafetensorsReader()), ReadLimits.DEFAULT).open(ADAPTER);
        workspace.change(Message.of("workspace.start"), state -> state.with(checkpoint));
    }
}
