package dev.patchbay.cli.report;

import dev.patchbay.tensor.TensorName;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts dropped tensors by their origin: "conditioner: 221" says more than hundreds of names. */
public final class DroppedSummary {

    private static final int DEPTH = 2;

    private DroppedSummary() {}

    /** Number of names for each of their first two segments, ignoring numbers in them. */
    public static Map<String, Integer> of(List<String> names) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String name : names) {
            List<String> segments = TensorName.of(name).segments();
            String start = String.join(".", segments.subList(0, Math.min(DEPTH, segments.size())));
            counts.merge(OpenNumbers.anywhere(start, "{i}"), 1, Integer::sum);
        }
        return counts;
    }
}
