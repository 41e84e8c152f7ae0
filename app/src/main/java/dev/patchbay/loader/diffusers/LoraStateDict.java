package dev.patchbay.loader.diffusers;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code lora_state_dict} of a class makes of a file, and the guard of {@code load_lora_weights} after it.
 *
 * @param tensors by the names under which their components are looked for
 * @param alphas true if alphas were taken out, which go with no metadata
 */
record LoraStateDict(StateDict tensors, boolean alphas) {

    /** LyCORIS' magnitudes are taken out with a warning. */
    static final String MAGNITUDE = "dora_scale";

    private static final String LORA = "lora";
    private static final Pattern ALPHA = Pattern.compile("\\.alpha$");

    /** The result of the converters. */
    static LoraStateDict of(Mixin mixin, StateDict file) throws LoaderStop {
        StateDict dict = new StateDict();
        dict.putAll(file);
        if (!mixin.magnitudesLast()) {
            dict.removeIf(name -> name.contains(MAGNITUDE));
        }
        boolean alphas = convert(mixin, dict);
        dict.removeIf(name -> name.contains(MAGNITUDE));
        return new LoraStateDict(dict, alphas);
    }

    private static boolean convert(Mixin mixin, StateDict dict) throws LoaderStop {
        for (Mixin.Choice choice : mixin.converters()) {
            if (choice.isMetBy(dict)) {
                boolean alphas = choice.every().isPresent() && dict.any(ALPHA);
                run(choice.converter(), dict);
                if (choice.exclusive() || alphas) {
                    return alphas;
                }
            }
        }
        return mixin.alphas().isPresent() && takeAlphas(mixin.alphas().get(), dict);
    }

    private static void run(String converter, StateDict dict) throws LoaderStop {
        Conversion state = Conversion.of(dict);
        for (ConversionStep step : ConverterJson.steps(converter)) {
            step.run(state);
        }
        dict.clear();
        dict.putAll(state.made());
    }

    private static boolean takeAlphas(Pattern alphas, StateDict dict) {
        boolean any = dict.any(alphas);
        dict.removeIf(name -> alphas.matcher(name).find());
        return any;
    }

    /** Names that the guard does not let pass: those without “lora” in them, unless one that has it is enough. */
    List<String> refused(Mixin mixin) {
        List<String> others = tensors.names().stream().filter(name -> !name.contains(LORA)).toList();
        boolean enough = mixin.anyName() && tensors.names().stream().anyMatch(name -> name.contains(LORA) || NormKeys.isOne(name));
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
