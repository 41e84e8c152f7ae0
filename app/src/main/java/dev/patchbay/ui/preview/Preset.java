package dev.patchbay.ui.preview;

import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.SchedulerKind;
import java.util.Locale;

/** Ready-made settings, from a quick look to the best the model can do. */
public enum Preset {
    DRAFT(8, 12),
    NORMAL(20, 30),
    FULL(50, 50);

    /** Models of clips up to this many pixels, such as the demo, take another guidance and are quick anyway. */
    private static final int SMALL = 256 * 256;

    /** CogVideoX's own default. */
    private static final double GUIDANCE = 6;

    private static final double SMALL_GUIDANCE = 4;
    private static final int DRAFT_FRAMES = 9;
    private static final int SIZE_STEP = 16;

    private final int smallSteps;
    private final int steps;

    Preset(int smallSteps, int steps) {
        this.smallSteps = smallSteps;
        this.steps = steps;
    }

    /** End of the message key of its name. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What this preset means for a model. */
    PresetValues values(PipelineInfo model) {
        int frames = this == DRAFT ? Math.min(DRAFT_FRAMES, model.frames()) : model.frames();
        if (model.width() * model.height() <= SMALL) {
            return new PresetValues(smallSteps, frames, model.height(), model.width(), SMALL_GUIDANCE, false, SchedulerKind.DPM);
        }
        boolean half = this == DRAFT;
        return new PresetValues(
                steps,
                frames,
                half ? half(model.height()) : model.height(),
                half ? half(model.width()) : model.width(),
                GUIDANCE,
                model.scheduler() == SchedulerKind.DPM,
                model.scheduler());
    }

    private static int half(int size) {
        return Math.max(SIZE_STEP, size / 2 / SIZE_STEP * SIZE_STEP);
    }
}
