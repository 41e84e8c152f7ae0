package dev.patchbay.export;

import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an export will write, shown before it writes.
 *
 * @param source the checkpoint the values come from
 * @param tensors in the order they are written
 * @param metadata of the new file
 * @param scale what becomes of the scale
 * @param dropped stored names that are left out
 * @param renamed how many tensors get another name
 * @param split how many result from a split
 * @param warnings what a person should know before it is written
 */
public record ExportPlan(
        Path source,
        List<ExportTensor> tensors,
        Map<String, String> metadata,
        ScaleReport scale,
        List<String> dropped,
        int renamed,
        int split,
        List<Message> warnings) {

    public ExportPlan {
        tensors = List.copyOf(tensors);
        // In a fixed order, so that the same export gives the same bytes.
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        dropped = List.copyOf(dropped);
        warnings = List.copyOf(warnings);
    }

    /** Bytes of all tensors, without the header. */
    public long bytes() {
        return tensors.stream().mapToLong(tensor -> tensor.info().bytes()).sum();
    }
}
