package dev.patchbay.adapter;

import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells the namespace of module names (diffusers, native, SAT, …). Names that differ only in their numbers are examined once: patterns are
 * slow, and there may be 100,000 tensors.
 */
final class ModuleNaming {

    private static final Pattern SAT = segment("query_key_value|dense_h_to_4h|dense_4h_to_h|attention\\.dense");
    private static final Pattern FLATTENED = Pattern.compile("_0_");
    private static final Pattern SGM = Pattern.compile("^(?:input_blocks|middle_block|output_blocks)[._]");
    private static final Pattern DIFFUSERS = segment(""
            + "transformer_blocks|single_transformer_blocks|down_blocks|up_blocks|mid_block|attn1|attn2"
            + "|to_q|to_k|to_v|to_out|[qkv]_proj|out_proj|add_[qkv]_proj|proj_in|proj_out");
    private static final Pattern FUSED = segment("query_key_value|qkv[12]?|to_qkv|in_proj|linear1");

    private final Map<TraitsKey, NameTraits> known = new HashMap<>();

    /**
     * Traits of a module's name.
     *
     * @param namespace {@code sat}, {@code flattened}, {@code sgm}, {@code diffusers} or {@code native}
     */
    record NameTraits(String namespace, boolean isFused) {}

    /** The cache key: all that the traits depend on. */
    private record TraitsKey(String container, String module, boolean isSat, boolean isPiece) {}

    NameTraits of(AdapterKey key) {
        TraitsKey looked = new TraitsKey(
                key.container(), OpenNumbers.segments(key.module(), "._", "0"), key.isSat(), key.piece().isPresent());
        return known.computeIfAbsent(looked, one -> new NameTraits(namespace(one, key.isFlattened()), isFused(one)));
    }

    private static String namespace(TraitsKey key, boolean isFlattened) {
        if (key.isSat() || SAT.matcher(key.module()).find()) {
            return "sat";
        }
        if (isFlattened || key.module().indexOf('.') < 0 && FLATTENED.matcher(key.module()).find()) {
            return "flattened";
        }
        if (SGM.matcher(key.module()).find()) {
            return "sgm";
        }
        return DIFFUSERS.matcher(key.module()).find() ? "diffusers" : "native";
    }

    /** SAT and musubi-tuner split the low-rank pair of a fused layer by a number, so only a layer without one is fused. */
    private static boolean isFused(TraitsKey key) {
        return !key.isSat() && !key.isPiece() && FUSED.matcher(key.module()).find();
    }

    private static Pattern segment(String alternatives) {
        return Pattern.compile("(?:^|[._])(?:" + alternatives + ")(?:[._]|$)");
    }
}
