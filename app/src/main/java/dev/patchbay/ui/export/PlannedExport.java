package dev.patchbay.ui.export;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportReport;
import dev.patchbay.export.adapter.ExportOptions;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.loader.Verdict;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.BaseValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An export plan and the conversion that carries it out.
 *
 * @param export without the values of the base
 * @param plan to be shown; values of the base that it needs can no longer be read
 * @param suggested path of a file that does not exist yet
 * @param dropped tensors that are not exported, by kind
 * @param readers what each program will do with the written file; none without a base
 * @param analysis of which it is
 */
public record PlannedExport(
        Conversion export, ExportPlan plan, ExportOptions options, Path suggested, List<DroppedGroup> dropped, List<Verdict> readers,
        Analysis analysis) {

    public PlannedExport {
        dropped = List.copyOf(dropped);
        readers = List.copyOf(readers);
    }

    /** Plans an export, and asks every program about the file. @param suggestion of a path for a source's path */
    static PlannedExport of(
            Conversion export, ExportOptions options, Analysis analysis, BaseValues values, UnaryOperator<Path> suggestion)
            throws IOException {
        Optional<BaseModel> base = analysis.state().base();
        return values.during(analysis.adapter(), base, weights -> {
            ExportPlan plan = export.with(weights).plan(options);
            Path out = suggestion.apply(plan.source());
            List<Verdict> readers = base.isPresent() ? export.with(weights).readers(options, base.get(), out) : List.of();
            return new PlannedExport(export, plan, options, out, DroppedGroup.of(plan.dropped()), readers, analysis);
        });
    }

    /** Writes the plan; one that needs values of the base is made again while they are open. */
    ExportReport write(BaseValues values, Path file, boolean overwrite, Progress progress, Cancellation cancellation)
            throws IOException {
        Checkpoint.Use source = analysis.state().checkpoint().orElseThrow().use();
        try {
            return values.during(analysis.adapter(), analysis.state().base(), weights -> {
                Conversion conversion = export.with(weights);
                ExportPlan fresh = weights.isPresent() ? conversion.plan(options) : plan;
                return conversion.write(fresh, file, overwrite, progress, cancellation);
            });
        } finally {
            source.close();
        }
    }
}
