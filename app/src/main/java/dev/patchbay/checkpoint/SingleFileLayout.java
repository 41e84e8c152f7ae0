package dev.patchbay.checkpoint;

import java.util.Collection;
import java.util.List;

/** Recognises by tensor names whether a single file contains a whole pipeline. */
public final class SingleFileLayout {

    private static final String DIFFUSION_MODEL = "model.diffusion_model.";

    /** SAT uses the same prefixes in its training states, but these modules are its own. */
    private static final List<String> SAT = List.of(DIFFUSION_MODEL + "transformer.layers.", DIFFUSION_MODEL + "mixins.");

    private static final List<String> OTHER_COMPONENTS =
            List.of("first_stage_model.", "cond_stage_model.", "conditioner.", "vae.", "text_encoders.");

    private SingleFileLayout() {}

    /** {@link CheckpointLayout#COMFYUI_FILE} if there are tensors of a diffusion model and of another component, else a single file. */
    public static CheckpointLayout of(Collection<StoredTensor> tensors) {
        boolean diffusionModel = false;
        boolean other = false;
        for (StoredTensor tensor : tensors) {
            String name = tensor.info().name();
            if (SAT.stream().anyMatch(name::startsWith)) {
                return CheckpointLayout.SINGLE_FILE;
            }
            diffusionModel |= name.startsWith(DIFFUSION_MODEL);
            other |= OTHER_COMPONENTS.stream().anyMatch(name::startsWith);
        }
        return diffusionModel && other ? CheckpointLayout.COMFYUI_FILE : CheckpointLayout.SINGLE_FILE;
    }
}
