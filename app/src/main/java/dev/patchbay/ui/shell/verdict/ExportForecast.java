package dev.patchbay.ui.shell.verdict;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.export.adapter.Untouched;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.BaseValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each program does with the file that is exported for it, found in the background for the newest analysis. */
public final class ExportForecast {

    private final LatestTask forecasting;
    private final BaseValues values;
    private final Runnable onChange;
    private List<ExportedVerdict> verdicts = List.of();
    private @Nullable Analysis of;

    /**
     * @param values of the base, for exports that depend on them
     * @param onChange called on the FX thread when the verdicts are there
     */
    public ExportForecast(TaskExecutor executor, BaseValues values, Runnable onChange) {
        this.forecasting = new LatestTask(executor);
        this.values = values;
        this.onChange = onChange;
    }

    /** Those of this analysis; empty until they are known. */
    public List<ExportedVerdict> of(Optional<Analysis> newest) {
        Analysis judged = newest.filter(ExportForecast::isJudged).orElse(null);
        if (!isSame(judged, of)) {
            of = judged;
            verdicts = List.of();
            forecasting.cancel();
            if (judged != null) {
                forecasting.run((told, cancellation) -> verdicts(judged, cancellation), this::show, problem -> show(List.of()));
            }
        }
        return verdicts;
    }

    /** True if they differ in nothing but the program that a person asks about. */
    private static boolean isSame(@Nullable Analysis one, @Nullable Analysis other) {
        return one == null || other == null
                ? one == other
                : one.mapping() == other.mapping() && one.adapter() == other.adapter() && notFinite(one).equals(notFinite(other));
    }

    private static Set<String> notFinite(Analysis analysis) {
        return analysis.report().map(InspectionReport::notFinite).orElse(Set.of());
    }

    private static boolean isJudged(Analysis analysis) {
        return analysis.report().filter(report -> !report.isWholeModel()).isPresent() && !analysis.adapter().modules().isEmpty();
    }

    private List<ExportedVerdict> verdicts(Analysis analysis, Cancellation cancellation) throws IOException {
        return values.during(analysis.adapter(), analysis.state().base(), weights -> verdicts(analysis, weights, cancellation));
    }

    private static List<ExportedVerdict> verdicts(Analysis analysis, Optional<Checkpoint> weights, Cancellation cancellation)
            throws IOException {
        BaseModel base = analysis.state().base().orElseThrow();
        Checkpoint file = analysis.state().checkpoint().orElseThrow();
        Untouched untouched = new Untouched(
                AdapterFit.named(file, RuleSet.EMPTY.apply(file.infos())), analysis.report().orElseThrow().verdicts(),
                notFinite(analysis));
        List<ExportedVerdict> found = new ArrayList<>();
        for (Program program : Program.judged()) {
            cancellation.check();
            Conversion export = new Conversion(file, analysis.mapping(), analysis.adapter(), Optional.of(base), program);
            found.add(export.with(weights).with(untouched).verdict(base));
        }
        return found;
    }

    private void show(List<ExportedVerdict> found) {
        verdicts = found;
        onChange.run();
    }
}
