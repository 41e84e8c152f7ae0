package dev.patchbay.loader.diffusers;

import dev.patchbay.loader.peft.PeftAlphas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * {@code network_alphas}: alphas that a class of {@code lora_pipeline.py} takes out of a file and hands on beside the tensors, for {@code
 * get_peft_kwargs} to make a configuration of.
 *
 * @param tensors names of the alpha tensors in the file, by the keys that the class gives them: a component, a dot, and more
 * @param held true if they are handed on as tensors, no two of which are the same to Python; else as numbers
 */
record NetworkAlphas(Map<String, String> tensors, boolean held) {

    static final NetworkAlphas NONE = new NetworkAlphas(Map.of(), false);

    private static final String ALPHA = ".alpha";
    private static final Pattern DOWN = Pattern.compile("\\.down\\.weight$");
    private static final String LORA = ".lora.";
    private static final String A = ".lora_A.";
    private static final String HALF = ".down.";

    boolean isEmpty() {
        return tensors.isEmpty();
    }

    /** Of a class that hands them on under the names of the file, in its order. */
    static NetworkAlphas named(StateDict file, Pattern alphas) {
        Map<String, String> tensors = new LinkedHashMap<>();
        file.names().stream().filter(name -> alphas.matcher(name).find()).forEach(name -> tensors.put(name, name));
        return new NetworkAlphas(tensors, true);
    }

    /** Of {@code _convert_non_diffusers_lora_to_diffusers}, which calls an alpha after the matrix A that it made, up to {@code .lora.}. */
    static NetworkAlphas converted(StateDict made) {
        Map<String, String> tensors = new LinkedHashMap<>();
        made.names().stream().filter(name -> DOWN.matcher(name).find()).forEach(name -> {
            Held up = made.tensors().get(DOWN.matcher(name).replaceFirst(".up.weight"));
            if (up != null) {
                up.from().stream()
                        .filter(from -> from.endsWith(ALPHA))
                        .findFirst()
                        .ifPresent(alpha -> tensors.put(before(name, LORA) + ALPHA, alpha));
            }
        });
        return new NetworkAlphas(tensors, false);
    }

    /**
     * What a component's modules are given.
     *
     * @param encoder true if it is a text encoder
     * @param values of alpha tensors by their names in the file
     */
    PeftAlphas of(String component, boolean encoder, ToDoubleFunction<String> values) {
        String prefix = component + ".";
        Map<String, Double> alphas = new LinkedHashMap<>();
        tensors.forEach((key, tensor) -> {
            if (key.startsWith(prefix)) {
                alphas.put(key.substring(prefix.length()), values.applyAsDouble(tensor));
            }
        });
        return PeftAlphas.of(alphas, held, key -> encoder ? ofEncoder(key) : before(key, A).replace(ALPHA, ""));
    }

    /** The part before {@code .down.} without its last word. */
    private static String ofEncoder(String key) {
        String half = before(key, HALF);
        int dot = half.lastIndexOf('.');
        return dot < 0 ? "" : half.substring(0, dot);
    }

    private static String before(String text, String end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }
}
