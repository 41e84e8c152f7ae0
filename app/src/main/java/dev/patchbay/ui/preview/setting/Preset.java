package dev.patchbay.ui.preview.setting;

import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.Sampling;
import java.util.Locale;

/** Predefined settings, from a fast draft to the model's best quality. */
public enum Preset {
    DRAFT(8, 12),
    NORMAL(20, 30),
    FULL(50, 50);

    private static final int DRAFT_FRAMES = 9;
    private static final int SIZE_STEP = 16;

    private final int smallSteps;
    private final int steps;

    Preset(int smallSteps, int steps) {
        this.smallSteps = smallSteps;
        this.steps = steps;
    }

    /** Suffix of the message key of its name. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The values of this preset for a model. */
    PresetValues values(PipelineInfo model) {
        int frames = this == DRAFT ? Math.min(DRAFT_FRAMES, model.frames()) : model.frames();
        Sampling.Suggested sampling = model.sampling().suggested();
        boolean small = PipelineInfo.isSmall(model.width(), model.height());
        boolean half = this == DRAFT && !small;
        return new PresetValues(
                small ? smallSteps : steps,
                frames,
                half ? half(model.height()) : model.height(),
                half ? half(model.width()) : model.width(),
                sampling.guidance(),
                sampling.dynamicGuidance(),
                sampling.scheduler());
    }

    private static int half(int size) {
        return Math.max(SIZE_STEP, size / 2 / SIZE_STEP * SIZE_STEP);
    }
}
