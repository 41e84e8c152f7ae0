package dev.patchbay.ui.shell.verdict;

import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.WholeModelFit;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analysis;
import java.text.ListFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one sentence about the open file, and what to do next. What keeps the file from acting under whatever names comes first, then that it
 * works as it is, then that an export works, then the first cause with what mends it.
 *
 * @param severity of what there is to mend; empty where all is well
 * @param steps the first is the button, the others are in its menu; none where there is nothing to do
 */
public record Headline(Optional<Severity> severity, Message sentence, List<Step> steps) {

    /** Something to do about the file. */
    public sealed interface Step {

        /** Text of the button. */
        Message label();

        /** Applies what mends the first cause. */
        record Mend(QuickFix fix) implements Step {

            @Override
            public Message label() {
                return fix.label();
            }
        }

        /** Checks the file against a model of the catalogue. */
        record Use(String base) implements Step {

            @Override
            public Message label() {
                return Message.of("ui.headline.use", ModelCatalog.model(base).map(CatalogModel::title).orElse(base));
            }
        }

        /** Writes the file for a program. */
        record Export(Program program) implements Step {

            @Override
            public Message label() {
                return Message.of("ui.headline.export", program.title());
            }
        }
    }

    /** What an export mends by writing other names; anything else stays in what is exported, or is left out of it. */
    private static final Set<CauseCode> OF_NAMES =
            EnumSet.of(CauseCode.WRAPPER, CauseCode.STRAY, CauseCode.NAMING, CauseCode.UNKNOWN_NAMES, CauseCode.PROGRAM);

    public Headline {
        steps = List.copyOf(steps);
    }

    /** Empty while there is nothing to say: no file is open, or it is still looked at. */
    public static Optional<Headline> of(Outlook outlook) {
        Optional<InspectionReport> report = outlook.report();
        if (report.isEmpty()) {
            return outlook.analysis().flatMap(newest -> withoutBase(newest, outlook));
        }
        Optional<Headline> model = report.filter(InspectionReport::isWholeModel).flatMap(InspectionReport::model).map(Headline::model);
        return model.or(() -> outlook.analysis().map(newest -> ofAdapter(newest, outlook)));
    }

    private static Headline model(WholeModelFit model) {
        return new Headline(Optional.empty(), Message.of("ui.verdict.model", model.right(), model.of()), List.of());
    }

    private static Optional<Headline> withoutBase(Analysis analysis, Outlook outlook) {
        if (analysis.state().base().isPresent()) {
            return Optional.empty();
        }
        String what = analysis.adapter().modules().isEmpty() ? "ui.headline.likelyModel" : "ui.headline.likely";
        return outlook.likely().best().map(best -> new Headline(
                Optional.of(Severity.INFO), Message.of(what, best.title(), best.fitting(), best.of()), bases(best)));
    }

    private static List<Step> bases(FamilyEvidence best) {
        return Stream.concat(Stream.of(best.name()), best.sameAs().stream())
                .filter(name -> ModelCatalog.model(name).isPresent())
                .<Step>map(Step.Use::new)
                .toList();
    }

    private static Headline ofAdapter(Analysis analysis, Outlook outlook) {
        List<Cause> causes = analysis.causes();
        List<Cause> errors = causes.stream().filter(cause -> cause.severity() == Severity.ERROR).toList();
        Optional<Cause> first = errors.stream().findFirst();
        Optional<Cause> staying = errors.stream().filter(cause -> !OF_NAMES.contains(cause.code())).findFirst();
        boolean ruled = !analysis.state().rules().isIdle();
        if (staying.isPresent()) {
            return of(staying.get());
        }
        if (!ruled && first.isEmpty() && !outlook.taking().isEmpty()) {
            return new Headline(Optional.empty(), Message.of("ui.headline.works", titles(outlook.taking())), List.of());
        }
        if (!outlook.takingExport().isEmpty()) {
            return exported(outlook, ruled);
        }
        return first.or(() -> causes.stream().findFirst()).map(Headline::of).orElseGet(() -> new Headline(
                Optional.of(Severity.INFO), outlook.report().orElseThrow().decisive(outlook.program()).message(), List.of()));
    }

    private static Headline of(Cause cause) {
        List<Step> steps = new ArrayList<>();
        for (QuickFix fix : cause.fixes()) {
            steps.add(fix instanceof QuickFix.ChooseBase choose ? new Step.Use(choose.base()) : new Step.Mend(fix));
        }
        return new Headline(Optional.of(cause.severity()), cause.message(), steps);
    }

    private static Headline exported(Outlook outlook, boolean ruled) {
        List<Program> programs = outlook.takingExport();
        String titles = titles(programs);
        Message sentence = ruled
                ? Message.of("ui.headline.ruled", titles)
                : Message.of(outlook.asked().size() == 1 ? "ui.headline.exported.one" : "ui.headline.exported.many", titles);
        Optional<Severity> severity = ruled ? Optional.empty() : Optional.of(Severity.WARNING);
        return new Headline(severity, sentence, programs.stream().<Step>map(Step.Export::new).toList());
    }

    private static String titles(List<Program> programs) {
        Locale language = Locale.getDefault(Locale.Category.DISPLAY);
        return ListFormat.getInstance(language, ListFormat.Type.STANDARD, ListFormat.Style.FULL)
                .format(programs.stream().map(Program::title).toList());
    }
}
