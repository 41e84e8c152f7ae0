package dev.patchbay.generation.cogvideox;

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

    static List<String> ids() {
        return Arrays.stream(values()).map(SchedulerKind::id).toList();
    }

    /** @param id one of {@link #ids} */
    static SchedulerKind of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
