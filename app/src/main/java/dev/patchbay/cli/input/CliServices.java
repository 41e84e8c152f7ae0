package dev.patchbay.cli.input;

import dev.patchbay.basemodel.catalog.UserModels;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.gpu.GpuInstallation;
import dev.patchbay.mapping.file.RuleFolder;
import dev.patchbay.task.Cancellation;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.place.ModelPlaces;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The services that commands use; created in {@code launch}.
 *
 * @param opener opens checkpoints
 * @param bases resolves catalogue names and paths
 * @param models the user's own base models, by name
 * @param rules the user's own rule files, read again on each call
 * @param pipelines loads video models
 * @param engine looks for the PyTorch natives and devices; slow, so called only by {@code doctor}
 * @param workers processes that make clips
 * @param gpu fetches the libraries for NVIDIA cards; empty where there are none for this system
 * @param demo the shipped demo
 * @param places checkpoints found on this machine, and their names {@code hf:org/name}
 * @param cancellation checked by all long work: true after Ctrl-C
 */
public record CliServices(
        CheckpointOpener opener,
        BaseModelSource bases,
        UserModels models,
        Supplier<RuleFolder> rules,
        VideoPipelines pipelines,
        Supplier<EngineReport> engine,
        Workers workers,
        Optional<GpuInstallation> gpu,
        Demo demo,
        ModelPlaces places,
        Cancellation cancellation) {}
