package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.generation.torch.Residency;

/**
 * A plan as the stages of a run follow it.
 *
 * @param plan what a person is told
 */
record RunPlan(GenerationPlan plan) {

    Residency text() {
        return residency(Stage.READING_PROMPT);
    }

    Residency image() {
        return residency(Stage.READING_IMAGE);
    }

    Residency transformer() {
        return residency(Stage.DENOISING);
    }

    Residency vae() {
        return residency(Stage.DECODING);
    }

    private Residency residency(Stage stage) {
        return Residency.of(plan.dtype(), plan.stages().stream().filter(each -> each.stage() == stage).findFirst().orElseThrow());
    }
}
