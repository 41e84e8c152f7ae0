package dev.patchbay.export.adapter;

import dev.patchbay.basemodel.naming.ClipNames;
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
 * The options of an export.
 *
 * @param scale how the scale is written where the target program reads it in more than one way
 * @param alpha replaces the alpha that the file declares: the scale is alpha / rank, module by module
 * @param dtype F32, F16 or BF16 for every floating-point tensor; empty keeps each tensor's own. A tensor that would lose too much is
 *     written as float32
 * @param set metadata entries to add or replace
 * @param unset keys of metadata entries to leave out
 * @param only patterns over stored or new names: tensors that none of them matches are left out; empty takes all
 * @param clip the release of transformers for which CLIP text encoders are named, where the target program leaves it open
 * @param shardBytes largest size of one shard of a model folder, in bytes
 */
public record ExportOptions(
        ScaleChoice scale,
        OptionalDouble alpha,
        Optional<DType> dtype,
        Map<String, String> set,
        Set<String> unset,
        List<KeyPattern> only,
        ClipNames clip,
        long shardBytes) {

    /** The default of diffusers: 10 GB. */
    public static final long SHARD_BYTES = 10_000_000_000L;

    /** The current release, which diffusers 0.40 installs: {@code CLIPTextModel} has its layers without {@code text_model}. */
    public static final ClipNames CLIP = ClipNames.TRANSFORMERS_5;

    public static final ExportOptions NONE = of(ScaleChoice.AUTO);

    public ExportOptions {
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
        unset = Set.copyOf(unset);
        only = List.copyOf(only);
    }

    public static ExportOptions of(ScaleChoice scale) {
        return new ExportOptions(scale, OptionalDouble.empty(), Optional.empty(), Map.of(), Set.of(), List.of(), CLIP, SHARD_BYTES);
    }

    /** The same with the names of this release of transformers. */
    public ExportOptions with(ClipNames names) {
        return new ExportOptions(scale, alpha, dtype, set, unset, only, names, shardBytes);
    }

    /** True if {@link #only} takes a tensor with these stored and new names. */
    public boolean wants(List<String> names) {
        return only.isEmpty() || only.stream().anyMatch(pattern -> names.stream().anyMatch(pattern::matches));
    }
}
