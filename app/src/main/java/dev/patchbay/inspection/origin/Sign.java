package dev.patchbay.inspection.origin;

import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * By what an origin is known. All that a sign asks of a tensor holds for one and the same.
 *
 * @param families in which it means something; empty for all
 * @param name found in the whole name of a tensor
 * @param module found in the name of the module of an adapter's tensor, which ends before the part, however that is spelled
 * @param inputs channels that the trained layer takes; empty for any
 * @param outputs channels that it gives; empty for any
 * @param parts what the tensor is to its module; empty for anything
 * @param infix adapter's name inside the tensor's
 * @param besidePairs true if there have to be low-rank pairs in the file too
 * @param metadata the whole key of an entry of the metadata
 * @param value the whole value of that entry
 */
record Sign(
        String id,
        List<String> families,
        Optional<Pattern> name,
        Optional<Pattern> module,
        Set<Long> inputs,
        Set<Long> outputs,
        Set<Part> parts,
        Optional<String> infix,
        boolean besidePairs,
        Optional<Pattern> metadata,
        Optional<Pattern> value) {

    /** True if the sign means something for one of these families; where none is known, if it means something for all. */
    boolean isFor(Collection<String> known) {
        return families.isEmpty() || known.stream().anyMatch(families::contains);
    }

    boolean isSeenIn(Seen tensor) {
        if (name.isEmpty() && module.isEmpty()) {
            return false;
        }
        boolean named = name.isEmpty() || name.get().matcher(tensor.info().name()).find();
        boolean ofModule = module.isEmpty() || tensor.key().filter(key -> module.get().matcher(key.module()).find()).isPresent();
        return named && ofModule && isSuch(tensor.key()) && tensor.takes(inputs) && tensor.gives(outputs);
    }

    private boolean isSuch(Optional<AdapterKey> key) {
        return (parts.isEmpty() || key.filter(one -> parts.contains(one.part())).isPresent())
                && (infix.isEmpty() || key.filter(one -> one.infix().equals(infix.get())).isPresent());
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
