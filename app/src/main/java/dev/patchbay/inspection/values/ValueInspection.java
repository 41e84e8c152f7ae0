package dev.patchbay.inspection.values;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.Inspection;
import dev.patchbay.inspection.fix.DropFix;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds problems in an adapter's values: products that are zero, NaN and infinity, unusual norms. Runs in the background after
 * {@link Inspection}, which needs names and shapes only.
 */
public final class ValueInspection {

    private ValueInspection() {}

    /**
     * Reads every value of the adapter once. Has no side effects.
     *
     * @param mapping of the checkpoint; fixes extend its rules
     * @param adapter put together from {@code mapping}
     * @throws IOException if values cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static ValueFindings inspect(
            Checkpoint checkpoint, MappingResult mapping, Adapter adapter, Progress progress, Cancellation cancellation)
            throws IOException {
        List<ModuleValues> values = ValueReader.read(checkpoint, adapter.modules(), progress, cancellation);
        DropFix drop = new DropFix(mapping);
        List<Problem> problems = Stream.of(
                        ZeroProductCheck.problems(values, drop), FiniteCheck.problems(values, drop), NormCheck.problems(values))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Problem::severity))
                .toList();
        return new ValueFindings(problems, norms(values));
    }

    private static Map<String, Double> norms(List<ModuleValues> values) {
        Map<String, Double> norms = LinkedHashMap.newLinkedHashMap(values.size());
        values.stream().filter(one -> Double.isFinite(one.norm())).forEach(one -> norms.put(one.module().address(), one.norm()));
        return norms;
    }
}
