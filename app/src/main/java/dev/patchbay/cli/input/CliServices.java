package dev.patchbay.cli.input;

import dev.patchbay.basemodel.catalog.UserModels;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.mapping.file.RuleFolder;
import dev.patchbay.task.Cancellation;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.place.ModelPlaces;
import java.util.function.Supplier;

/**
 * What the commands work with; put together in {@code launch}.
 *
 * @param opener opens checkpoints
 * @param bases resolves catalogue names and paths
 * @param models base models of a person's own, by name
 * @param rules rule files of a person's own, read anew whenever asked
 * @param pipelines loads video models
 * @param engine looks for the PyTorch natives and devices; slow, so asked only by {@code doctor}
 * @param demo the shipped demo
 * @param places what lies on this machine already, and the names {@code hf:org/name} for it
 * @param cancellation asked by all long work: true after Ctrl-C
 */
public record CliServices(
        CheckpointOpener opener,
        BaseModelSource bases,
        UserModels models,
        Supplier<RuleFolder> rules,
        VideoPipelines pipelines,
        Supplier<EngineReport> engine,
        Demo demo,
        ModelPlaces places,
        Cancellation cancellation) {}
