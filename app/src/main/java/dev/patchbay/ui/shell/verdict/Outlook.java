package dev.patchbay.ui.shell.verdict;

import dev.patchbay.basemodel.catalog.FamilyRanking;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.workspace.Analysis;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of what becomes of the open file.
 *
 * @param analysis the newest one of the open file; empty while nothing is open
 * @param exports what each program does with the file that is exported for it; empty until that is known
 * @param likely models that the file looks made for; {@link FamilyRanking#NONE} until that is known
 */
public record Outlook(Optional<Analysis> analysis, List<ExportedVerdict> exports, FamilyRanking likely) {

    public static final Outlook NONE = new Outlook(Optional.empty(), List.of(), FamilyRanking.NONE);

    public Outlook {
        exports = List.copyOf(exports);
    }

    /** The inspection against the base; empty without one. */
    public Optional<InspectionReport> report() {
        return analysis.flatMap(Analysis::report);
    }

    /** The report, if its verdicts apply: for a whole model the verdicts of adapter loaders mean nothing. */
    public Optional<InspectionReport> judged() {
        return report().filter(found -> !found.isWholeModel());
    }

    /** What a program does with the file that is exported for it; empty until that is known. */
    public Optional<ExportedVerdict> exported(Program program) {
        return exports.stream().filter(one -> one.program() == program).findFirst();
    }

    /** The program that the file is for; empty for any. */
    public Optional<Program> program() {
        return analysis.flatMap(newest -> newest.state().program());
    }

    /** Those that a person asks about: the chosen one, or all. */
    List<Program> asked() {
        return program().filter(Program.judged()::contains).map(List::of).orElseGet(Program::judged);
    }

    /** Those of them that take the file as it is. */
    List<Program> taking() {
        return asked().stream().filter(program -> judged().filter(report -> report.verdict(program).applies()).isPresent()).toList();
    }

    /** Those of them that take the file that is exported for them; what the export leaves out is told by the causes. */
    List<Program> takingExport() {
        return asked().stream().filter(program -> exported(program).flatMap(ExportedVerdict::verdict).filter(Verdict::applies).isPresent())
                .toList();
    }
}
