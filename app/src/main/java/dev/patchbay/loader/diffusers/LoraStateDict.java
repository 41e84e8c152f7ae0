package dev.patchbay.loader.diffusers;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code lora_state_dict} of a class makes of a file, and the guard of {@code load_lora_weights} after it.
 *
 * @param tensors by the names under which their components are looked for
 * @param alphas those that were taken out, which go with no metadata
 */
record LoraStateDict(StateDict tensors, NetworkAlphas alphas) {

    /** LyCORIS' magnitudes are taken out with a warning. */
    static final String MAGNITUDE = "dora_scale";

    private static final String LORA = "lora";
    private static final List<String> NORMS = List.of("norm_q", "norm_k", "norm_added_q", "norm_added_k");
    private static final Pattern ALPHA = Pattern.compile("\\.alpha$");

    /** True for norms that FLUX' control adapters bring along: their weights replace those of the model. */
    static boolean isNorm(String name) {
        return NORMS.stream().anyMatch(name::contains);
    }

    /** The result of the converters. */
    static LoraStateDict of(Mixin mixin, StateDict file) throws LoaderStop {
        StateDict dict = new StateDict();
        dict.putAll(file);
        if (!mixin.magnitudesLast()) {
            dict.removeIf(name -> name.contains(MAGNITUDE));
        }
        NetworkAlphas alphas = convert(mixin, dict);
        dict.removeIf(name -> name.contains(MAGNITUDE));
        return new LoraStateDict(dict, alphas);
    }

    private static NetworkAlphas convert(Mixin mixin, StateDict dict) throws LoaderStop {
        for (Mixin.Choice choice : mixin.converters()) {
            if (choice.isMetBy(dict)) {
                boolean alphas = choice.every().isPresent() && dict.any(ALPHA);
                run(choice.converter(), dict);
                if (choice.exclusive() || alphas) {
                    return alphas ? NetworkAlphas.converted(dict) : NetworkAlphas.NONE;
                }
            }
        }
        return mixin.alphas().map(pattern -> takeAlphas(pattern, dict)).orElse(NetworkAlphas.NONE);
    }

    private static void run(String converter, StateDict dict) throws LoaderStop {
        Conversion state = Conversion.of(dict);
        for (ConversionStep step : ConverterJson.steps(converter)) {
            step.run(state);
        }
        dict.clear();
        dict.putAll(state.made());
    }

    private static NetworkAlphas takeAlphas(Pattern alphas, StateDict dict) {
        NetworkAlphas taken = NetworkAlphas.named(dict, alphas);
        dict.removeIf(name -> alphas.matcher(name).find());
        return taken;
    }

    /** Names that the guard does not let pass: those without “lora” in them, unless one that has it is enough. */
    List<String> refused(Mixin mixin) {
        List<String> others = tensors.names().stream().filter(name -> !name.contains(LORA)).toList();
        boolean enough = mixin.anyName() && tensors.names().stream().anyMatch(name -> name.contains(LORA) || isNorm(name));
        return enough ? List.of() : others;
    }

    /** Stops at the guard. */
    void guard(Mixin mixin) throws LoaderStop {
        List<String> refused = refused(mixin);
        if (!refused.isEmpty()) {
            throw new LoaderStop(Message.of("inspection.verdict.invalid", refused.getFirst()));
        }
        if (tensors.isEmpty() && mixin.anyName()) {
            throw new LoaderStop(Message.of("inspection.verdict.invalidAll"));
        }
    }
}
