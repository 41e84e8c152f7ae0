package dev.patchbay.inspection.check;

import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reports an adapter with tensors of several dtypes: harmless for most loaders, but a sign of merged files. */
public final class DTypeCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        Map<DType, List<MappedTensor>> byType = context.fits().stream()
                .flatMap(fit -> fit.halves().stream())
                .collect(Collectors.groupingBy(half -> half.info().dtype(), LinkedHashMap::new, Collectors.toList()));
        if (byType.size() < 2) {
            return List.of();
        }
        List<Map.Entry<DType, List<MappedTensor>>> mostFirst = byType.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<DType, List<MappedTensor>> entry) -> entry.getValue().size()).reversed())
                .toList();
        List<MappedTensor> fewer = mostFirst.stream().skip(1).flatMap(entry -> entry.getValue().stream()).toList();
        String counts = mostFirst.stream().map(entry -> entry.getValue().size() + " " + name(entry.getKey()))
                .collect(Collectors.joining(", "));
        String most = name(mostFirst.getFirst().getKey());
        return List.of(Problem.of(
                        ProblemCode.DTYPE_MIXED, Severity.INFO, "dtype",
                        Message.of("inspection.dtype.mixed", counts, fewer.getFirst().source()))
                .at(fewer.stream().map(MappedTensor::source).distinct().toList(), "")
                .differing(most, name(fewer.getFirst().info().dtype())));
    }

    private static String name(DType type) {
        return type.toString().toLowerCase(Locale.ROOT);
    }
}
