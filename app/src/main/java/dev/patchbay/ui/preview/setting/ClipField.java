package dev.patchbay.ui.preview.setting;

import dev.patchbay.message.Message;
import java.util.EnumSet;
import java.util.Set;

/** The fields of a clip that a person types numbers into. */
public enum ClipField {
    SEED,
    STEPS,
    FRAMES,
    WIDTH,
    HEIGHT,
    GUIDANCE;

    /** The fields that a refusal of the engine is about; none if it is about something else. */
    static Set<ClipField> of(Message refusal) {
        return switch (refusal.key()) {
            case "generation.steps" -> EnumSet.of(STEPS);
            case "generation.frames" -> EnumSet.of(FRAMES);
            case "generation.size", "generation.fixedSize", "generation.largestSize" -> EnumSet.of(WIDTH, HEIGHT);
            case "generation.tooLarge" -> EnumSet.of(FRAMES, WIDTH, HEIGHT);
            case "generation.guidance" -> EnumSet.of(GUIDANCE);
            default -> EnumSet.noneOf(ClipField.class);
        };
    }
}
