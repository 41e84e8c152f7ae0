package dev.patchbay.generation.cogvideox;

import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.StepListener;
import dev.patchbay.task.Cancellation;

/**
 * What the stages of a run share.
 *
 * @param parts the components, loaded by the stages that use them
 * @param plan how they are held
 * @param request what is asked for
 * @param grid size of the latents
 * @param guidance over the steps
 * @param manager owner of what lives as long as the run
 * @param listener hears of the progress
 * @param cancellation checked between blocks, also while weights are loaded
 */
record RunContext(
        Components parts,
        RunPlan plan,
        GenerationRequest request,
        LatentGrid grid,
        Guidance guidance,
        PtNDManager manager,
        StepListener listener,
        Cancellation cancellation) {

    PipelineConfig config() {
        return parts.config();
    }
}
