package dev.patchbay.ui.compare;

import dev.patchbay.comparison.CheckpointComparison;
import dev.patchbay.comparison.CheckpointDifference;
import dev.patchbay.comparison.ComparedCheckpoint;
import dev.patchbay.inspection.values.ResumedRun;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.workspace.AlignedCheckpoints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What differs between two files.
 *
 * @param rows the most different first
 * @param counts rows of each kind
 * @param strip the same by blocks
 * @param run whether the training went on; empty unless both are adapters
 * @param rules through which the names of the left file were compared; empty where they are as stored
 */
public record CompareResult(
        List<CompareRow> rows, Map<ChangeKind, Integer> counts, ChangeGrid strip, Optional<ResumedRun> run, RuleSet rules) {

    /** Reads both files; at most one tensor of each is in memory. */
    static CompareResult of(AlignedCheckpoints aligned, Progress progress, Cancellation cancellation) throws IOException {
        CheckpointDifference difference =
                new CheckpointComparison(aligned.left(), aligned.right()).run(progress, cancellation);
        List<CompareRow> rows = rows(aligned, difference);
        Map<ChangeKind, Integer> counts = new EnumMap<>(ChangeKind.class);
        rows.forEach(row -> row.kinds().forEach(kind -> counts.merge(kind, 1, Integer::sum)));
        return new CompareResult(rows, counts, ChangeGrid.of(rows), aligned.run(progress, cancellation), aligned.rules());
    }

    private static List<CompareRow> rows(AlignedCheckpoints aligned, CheckpointDifference difference) {
        Map<String, TensorInfo> left = infos(aligned.left());
        Map<String, TensorInfo> right = infos(aligned.right());
        List<CompareRow> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>(difference.added());
        difference.removed().forEach(name -> Optional.ofNullable(left.get(name))
                .ifPresent(info -> rows.add(CompareRow.alone(ChangeKind.REMOVED, info))));
        difference.added().forEach(name -> Optional.ofNullable(right.get(name))
                .ifPresent(info -> rows.add(CompareRow.alone(ChangeKind.ADDED, info))));
        difference.changed().forEach(one -> {
            rows.add(CompareRow.changed(one));
            seen.add(one.name());
        });
        right.forEach((name, info) -> {
            TensorInfo before = left.get(name);
            if (before != null && !seen.contains(name)) {
                rows.add(CompareRow.same(before, info));
            }
        });
        rows.sort(Comparator.comparing(CompareRow::kind)
                .thenComparing(Comparator.comparingDouble(CompareRow::relative).reversed()));
        return List.copyOf(rows);
    }

    private static Map<String, TensorInfo> infos(ComparedCheckpoint side) {
        Map<String, TensorInfo> infos = LinkedHashMap.newLinkedHashMap(side.mapping().tensors().size());
        for (MappedTensor tensor : side.mapping().tensors()) {
            infos.put(tensor.name(), tensor.info());
        }
        return infos;
    }
}
