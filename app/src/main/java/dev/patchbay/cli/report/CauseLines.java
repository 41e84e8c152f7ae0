package dev.patchbay.cli.report;

import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A cause as {@code check} tells it to a person: one line, what mends it, and on request the problems folded into it. */
public final class CauseLines {

    private CauseLines() {}

    /** @param detailed true for all problems of the cause, one line each */
    public static List<String> of(Cause cause, boolean detailed) {
        List<String> lines = new ArrayList<>();
        lines.add(ProblemFields.sign(cause.severity()) + " " + cause.code() + ": " + cause.line().text() + counts(cause));
        if (cause.rules().isEmpty()) {
            cause.fixes().forEach(fix -> lines.add("    " + fix(fix)));
        }
        if (detailed) {
            cause.problems().forEach(problem -> lines.addAll(rows(problem)));
        }
        return lines;
    }

    /** What the certain fixes mend, in a line; empty if none is certain. */
    public static Optional<String> ofCertainFixes(List<Cause> causes) {
        List<Cause> mended = mended(causes);
        if (mended.isEmpty()) {
            return Optional.empty();
        }
        int fixes = certainFixes(causes).size();
        String codes = mended.stream().map(cause -> cause.code().toString()).collect(Collectors.joining(", "));
        return Optional.of(Message.of(fixes == 1 ? "cli.check.certainFixesOne" : "cli.check.certainFixes", fixes, codes).text());
    }

    static List<Cause> mended(List<Cause> causes) {
        return causes.stream().filter(cause -> !cause.certainFixes().isEmpty()).toList();
    }

    static List<QuickFix> certainFixes(List<Cause> causes) {
        return causes.stream().flatMap(cause -> cause.certainFixes().stream()).distinct().toList();
    }

    /** {@code [22 × name-mismatch, 1 × shape-mismatch]}. */
    private static String counts(Cause cause) {
        return cause.problems().isEmpty() ? "" : cause.counts().entrySet().stream()
                .map(entry -> entry.getValue() == 1 ? entry.getKey().toString() : entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", ", " [", "]"));
    }

    private static List<String> rows(Problem problem) {
        List<String> rows = new ArrayList<>();
        rows.add("    " + ProblemFields.sign(problem.severity()) + " " + problem.code() + ": " + problem.message().text());
        problem.fixes().forEach(fix -> rows.add("        " + fix(fix)));
        return rows;
    }

    private static String fix(QuickFix fix) {
        return Message.of(fix.certain() ? "cli.check.certainFix" : "cli.check.possibleFix", fix.label()).text();
    }
}
