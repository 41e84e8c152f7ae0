package dev.patchbay.inspection.origin;

import dev.patchbay.tensor.TensorInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * By what an origin is known.
 *
 * @param families of the base in which it means something; empty for all
 * @param name found in the name of a tensor
 * @param columns size of that tensor's second dimension
 * @param metadata the whole key of an entry of the metadata
 * @param value the whole value of that entry
 */
record Sign(
        String id,
        List<String> families,
        Optional<Pattern> name,
        OptionalLong columns,
        Optional<Pattern> metadata,
        Optional<Pattern> value) {

    boolean isSeenIn(TensorInfo info) {
        boolean named = name.filter(pattern -> pattern.matcher(info.name()).find()).isPresent();
        return named && (columns.isEmpty()
                || info.shape().dimensions() > 1 && info.shape().size(1) == columns.getAsLong());
    }

    /** The entry that shows it. */
    Optional<String> inMetadata(Map<String, String> entries) {
        return metadata.flatMap(key -> entries.entrySet().stream()
                .filter(entry -> key.matcher(entry.getKey()).matches())
                .filter(entry -> value.map(pattern -> pattern.matcher(entry.getValue()).matches()).orElse(true))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst());
    }
}
