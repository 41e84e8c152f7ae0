package dev.patchbay.export.adapter;

import dev.patchbay.loader.ScaleChoice;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.tensor.DType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a person wants of an export.
 *
 * @param scale what becomes of an adapter's scale where the reader leaves a choice
 * @param alpha in place of what the file declares: the scale is alpha / rank, module by module
 * @param dtype of every real tensor; empty keeps each one's own. Values that it would lose stay float32
 * @param set metadata to add or replace
 * @param unset metadata to leave out
 * @param only patterns over stored or new names: what none of them matches is left out; empty takes all
 * @param shardBytes most bytes of one file of a model folder
 */
public record ExportOptions(
        ScaleChoice scale,
        OptionalDouble alpha,
        Optional<DType> dtype,
        Map<String, String> set,
        Set<String> unset,
        List<KeyPattern> only,
        long shardBytes) {

    /** As diffusers has it: 10 GB. */
    public static final long SHARD_BYTES = 10_000_000_000L;

    public static final ExportOptions NONE = of(ScaleChoice.AUTO);

    public ExportOptions {
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
        unset = Set.copyOf(unset);
        only = List.copyOf(only);
    }

    public static ExportOptions of(ScaleChoice scale) {
        return new ExportOptions(scale, OptionalDouble.empty(), Optional.empty(), Map.of(), Set.of(), List.of(), SHARD_BYTES);
    }

    /** True if a tensor is wanted that is stored under one of these names, or gets it. */
    public boolean wants(List<String> names) {
        return only.isEmpty() || only.stream().anyMatch(pattern -> names.stream().anyMatch(pattern::matches));
    }
}
