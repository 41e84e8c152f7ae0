package dev.patchbay.generation.cogvideox.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The two samplers CogVideoX is published with. */
public enum SchedulerKind {
    DDIM,
    DPM;

    /** The name in requests: {@code ddim}, {@code dpm}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(SchedulerKind::id).toList();
    }

    /** The one of this name. @param id one of {@link #ids} */
    public static SchedulerKind of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
