package dev.patchbay.cli.report;

import dev.patchbay.cli.terminal.PrintedJson;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.inspection.fit.WholeModelFit;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Problems, verdicts and the fit of a whole model as {@code check --json} prints them. */
public final class ProblemFields {

    private ProblemFields() {}

    /** Symbol of a severity in the text output. */
    public static String sign(Severity severity) {
        return switch (severity) {
            case ERROR -> "✖";
            case WARNING -> "▲";
            case INFO -> "ℹ";
        };
    }

    public static Map<String, Object> of(Problem problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", problem.code().toString());
        fields.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        fields.put("axis", problem.axis());
        fields.put("tensor", problem.tensors().isEmpty() ? "" : problem.tensors().getFirst());
        fields.put("tensors", problem.tensors());
        fields.put("module", problem.module());
        fields.put("expected", problem.expected());
        fields.put("found", problem.found());
        fields.put("message", problem.message().text());
        fields.put("fixes", problem.fixes().stream().map(ProblemFields::of).toList());
        return fields;
    }

    static Map<String, Object> of(QuickFix fix) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", switch (fix) {
            case QuickFix.ChangeRules change -> "rules";
            case QuickFix.SetScale set -> "scale";
            case QuickFix.ResizeRank resize -> "resize";
            case QuickFix.ChooseBase choose -> "base";
            case QuickFix.DropTensors drop -> "drop";
        });
        fields.put("label", fix.label().text());
        fields.put("certain", fix.certain());
        switch (fix) {
            case QuickFix.ChangeRules change ->
                fields.put("rules", PrintedJson.rules(change.rules()));
            case QuickFix.SetScale set -> fields.put("scale", set.scale());
            case QuickFix.ResizeRank resize -> fields.put("rank", resize.rank());
            case QuickFix.ChooseBase choose -> fields.put("base", choose.base());
            case QuickFix.DropTensors drop -> {
                fields.put("tensors", drop.tensors());
                fields.put("rules", PrintedJson.rules(drop.rules()));
            }
        }
        return fields;
    }

    /** Verdicts by program. */
    public static Map<String, Object> of(List<Verdict> verdicts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        verdicts.forEach(verdict -> fields.put(verdict.program().toString(), of(verdict)));
        return fields;
    }

    /** Verdicts on exports by the program that they are for; {@code refused} where there is none. */
    public static Map<String, Object> ofExports(List<ExportedVerdict> exports) {
        Map<String, Object> fields = new LinkedHashMap<>();
        exports.forEach(export -> fields.put(export.program().toString(), export.verdict()
                .map(verdict -> of(export, verdict))
                .orElseGet(() -> Map.of(
                        "version", export.program().loader().version(),
                        "outcome", "refused",
                        "applied", 0,
                        "message", export.message().text()))));
        return fields;
    }

    /** {@code "arrived"} says how much of the whole adapter the file that would be written has. */
    private static Map<String, Object> of(ExportedVerdict export, Verdict verdict) {
        Map<String, Object> fields = of(verdict);
        fields.put("message", export.message().text());
        export.arrival().ifPresent(arrival -> fields.put("arrived", Map.of("modules", arrival.arrived(), "of", arrival.of())));
        return fields;
    }

    public static Map<String, Object> of(WholeModelFit model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("matched", model.right());
        fields.put("of", model.of());
        fields.put("other_shape", model.misshapen());
        fields.put("missing", model.missing());
        fields.put("leftover", model.leftover());
        return fields;
    }

    private static Map<String, Object> of(Verdict verdict) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", verdict.version());
        fields.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("applied", verdict.applied());
        fields.put("of", verdict.of());
        fields.put("message", verdict.message().text());
        if (!verdict.elsewhere().isEmpty()) {
            fields.put("other_versions", verdict.elsewhere().stream().map(ProblemFields::read).toList());
        }
        return fields;
    }

    /** A version of which only the source was read. */
    private static Map<String, Object> read(Verdict verdict) {
        Map<String, Object> fields = of(verdict);
        fields.put("tried", false);
        return fields;
    }
}
