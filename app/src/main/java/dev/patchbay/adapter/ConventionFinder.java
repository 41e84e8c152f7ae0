package dev.patchbay.adapter;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells the naming convention of an adapter from the names of its tensors, each axis on its own. Values that mix are listed, the most
 * common first.
 */
final class ConventionFinder {

    private static final Pattern SAT = segment("query_key_value|dense_h_to_4h|dense_4h_to_h|attention\\.dense");
    private static final Pattern FLATTENED = Pattern.compile("_\\d+_");
    private static final Pattern SGM = Pattern.compile("^(?:input_blocks|middle_block|output_blocks)[._]");
    private static final Pattern DIFFUSERS = segment(""
            + "transformer_blocks|single_transformer_blocks|down_blocks|up_blocks|mid_block|attn1|attn2"
            + "|to_q|to_k|to_v|to_out|[qkv]_proj|out_proj|add_[qkv]_proj|proj_in|proj_out");
    private static final Pattern FUSED = segment("query_key_value|qkv[12]?|to_qkv|in_proj|linear1");

    private ConventionFinder() {}

    /**
     * @param keys of the tensors of all modules
     * @param alpha where alpha is declared: {@code tensor}, {@code config}, {@code metadata}, {@code folded}, {@code none}
     */
    static Optional<Convention> find(List<AdapterKey> keys, List<AdapterModule> modules, String alpha) {
        if (modules.isEmpty()) {
            return Optional.empty();
        }
        List<AdapterKey> own = keys.stream().filter(key -> !key.part().goesWithOthers()).toList();
        List<AdapterKey> telling = own.isEmpty() ? keys : own;
        return Optional.of(new Convention(
                values(telling, key -> orNone(key.container())),
                values(telling, key -> orNone(key.component())),
                values(telling, ConventionFinder::namespace),
                values(telling, AdapterKey::spelling),
                values(telling, key -> orNone(key.infix())),
                alpha,
                values(telling, ConventionFinder::fusion),
                values(modules, module -> module.algorithm().label()),
                values(modules, ConventionFinder::magnitude)));
    }

    private static String magnitude(AdapterModule module) {
        return module.magnitudeAxis().map(axis -> axis.name().toLowerCase(Locale.ROOT)).orElse("none");
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "none" : value;
    }

    private static String namespace(AdapterKey key) {
        if (key.isSat() || SAT.matcher(key.module()).find()) {
            return "sat";
        }
        if (key.isFlattened() || key.module().indexOf('.') < 0 && FLATTENED.matcher(key.module()).find()) {
            return "flattened";
        }
        if (SGM.matcher(key.module()).find()) {
            return "sgm";
        }
        return DIFFUSERS.matcher(key.module()).find() ? "diffusers" : "native";
    }

    /** SAT and musubi-tuner split the low-rank pair of a fused layer by a number, so only a layer without one is fused. */
    private static String fusion(AdapterKey key) {
        return !key.isSat() && key.piece().isEmpty() && FUSED.matcher(key.module()).find() ? "fused" : "split";
    }

    private static Pattern segment(String alternatives) {
        return Pattern.compile("(?:^|[._])(?:" + alternatives + ")(?:[._]|$)");
    }

    private static <T> String values(List<T> things, Function<T, String> axis) {
        Map<String, Long> counts = things.stream().collect(Collectors.groupingBy(axis, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(","));
    }
}
