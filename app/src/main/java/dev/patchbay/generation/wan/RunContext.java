package dev.patchbay.generation.wan;

import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.PlannedStage;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.task.Cancellation;
import java.util.List;

/**
 * What the stages of a run share.
 *
 * @param parts the components, loaded by the stages that use them
 * @param plan how they are held; each expert that is asked has a stage of its own
 * @param request what is asked for
 * @param grid size of the latents
 * @param manager owner of what lives as long as the run
 * @param listener hears of the progress
 * @param cancellation checked between blocks, also while weights are loaded
 */
record RunContext(
        Components parts,
        GenerationPlan plan,
        GenerationRequest request,
        LatentGrid grid,
        PtNDManager manager,
        StepListener listener,
        Cancellation cancellation) {

    PipelineConfig config() {
        return parts.config();
    }

    /** True if the model is evaluated for the negative prompt too; the first expert's guidance decides for both, as in diffusers. */
    boolean guided() {
        return guided(request);
    }

    static boolean guided(GenerationRequest request) {
        return request.guidance() > 1;
    }

    /** How a component is held in a stage. @param index among the stages of this kind */
    Residency residency(StepListener.Stage stage, int index) {
        List<PlannedStage> planned = plan.stages().stream().filter(each -> each.stage() == stage).toList();
        return Residency.of(plan.dtype(), planned.get(index));
    }
}
