package dev.patchbay.cli.command;

import dev.patchbay.loader.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What programs do with a written file, for JSON. */
final class VerdictFields {

    private VerdictFields() {}

    /** {@code {"program", "version", "outcome", "applied", "of"}}. */
    static Map<String, Object> of(Verdict verdict) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("program", verdict.program().word());
        fields.put("version", verdict.version());
        fields.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("applied", verdict.applied());
        fields.put("of", verdict.of());
        return fields;
    }

    static List<Map<String, Object>> of(List<Verdict> verdicts) {
        return verdicts.stream().map(VerdictFields::of).toList();
    }

    /** {@code ComfyUI 0.3.64}. */
    static String program(Verdict verdict) {
        return verdict.program().title() + " " + verdict.version();
    }
}
