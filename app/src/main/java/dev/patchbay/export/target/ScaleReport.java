package dev.patchbay.export.target;

import dev.patchbay.adapter.config.ScaleSource;
import java.util.List;

/**
 * The scale of an export and what became of it.
 *
 * @param values distinct factors of B·A, ascending; one for most files
 * @param source where they came from
 * @param how what the export does with them
 * @param widened up matrices kept in float32 because their own dtype would lose more than 1e-3
 */
public record ScaleReport(List<Double> values, ScaleSource source, ScaleHandling how, int widened) {

    public ScaleReport {
        values = List.copyOf(values);
    }
}
