package dev.patchbay.cli.command;

import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.export.factors.ModuleError;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reports what was measured on a written low-rank file. */
final class LowRankFields {

    private LowRankFields() {}

    /**
     * {@code "bytes", "modules", "ranks": {"8": 120}, "max_relative_error", "mean_relative_error", "module_errors": […], "read_back",
     * "verified", "loaders": […]}.
     */
    static void put(ReportingCommand command, LowRankReport report) {
        command.put("bytes", report.bytes());
        command.put("modules", report.modules().size());
        command.put("ranks", ranks(report));
        command.put("max_relative_error", report.largestError());
        command.put("mean_relative_error", report.meanError());
        command.put("module_errors", report.modules().stream().map(LowRankFields::fields).toList());
        command.put("read_back", true);
        command.put("verified", report.isVerified());
        command.put("loaders", VerdictFields.of(report.verdicts()));
    }

    /** Lines of text: ranks, errors, and which programs apply all of it. */
    static void say(ReportingCommand command, LowRankReport report) {
        String ranks = ranks(report).entrySet().stream().map(rank -> rank.getKey() + " × " + rank.getValue())
                .collect(Collectors.joining(", "));
        command.say(Message.of("cli.lowrank.ranks", ranks).text());
        command.say(Message.of(
                "cli.lowrank.written", report.out(), report.bytes(), rounded(report.largestError()), rounded(report.meanError())).text());
        report.verdicts().stream().filter(Verdict::applies).forEach(verdict -> command.say(
                Message.of("cli.convert.loads", VerdictFields.program(verdict), verdict.applied(), verdict.of()).text()));
        if (!report.isVerified()) {
            command.say(Message.of(report.verdicts().isEmpty() ? "cli.lowrank.noBase" : "cli.lowrank.noProgram").text());
        }
    }

    private static Map<String, Long> ranks(LowRankReport report) {
        return report.modules().stream()
                .collect(Collectors.groupingBy(ModuleError::rank, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(rank -> rank.getKey().toString(), Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    private static Map<String, Object> fields(ModuleError module) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("module", module.module());
        fields.put("rank_before", module.rankBefore());
        fields.put("rank", module.rank());
        fields.put("relative_error", module.error());
        return fields;
    }

    static String rounded(double error) {
        return error == 0 ? "0" : String.format(Locale.ROOT, "%.3g", error);
    }
}
