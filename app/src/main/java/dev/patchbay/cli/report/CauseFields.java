package dev.patchbay.cli.report;

import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Causes as {@code check --json} prints them. */
public final class CauseFields {

    private CauseFields() {}

    /** @param problems of the whole report, as they are printed: a cause gives the places of its own in that list */
    public static Map<String, @Nullable Object> of(Cause cause, List<Problem> problems) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("code", cause.code().toString());
        fields.put("severity", cause.severity().name().toLowerCase(Locale.ROOT));
        fields.put("message", cause.line().text());
        fields.put("modules", cause.modules());
        fields.put("tensors", cause.tensors());
        fields.put("problems", cause.problems().stream().map(problems::indexOf).toList());
        fields.put("fix", cause.fixes().stream().findFirst().map(ProblemFields::of).orElse(null));
        fields.put("certain_fixes", cause.certainFixes().size());
        return fields;
    }

    /** How many fixes are certain, and how many of the causes they mend something of. */
    public static Map<String, Object> certainFixes(List<Cause> causes) {
        return Map.of("fixes", CauseLines.certainFixes(causes).size(), "causes", CauseLines.mended(causes).size());
    }
}
