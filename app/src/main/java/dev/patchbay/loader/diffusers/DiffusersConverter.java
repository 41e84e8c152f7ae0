package dev.patchbay.loader.diffusers;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * What the loader of a family in diffusers makes of names before it looks for modules. Which converter acts, a few names of
 * the file decide: {@code families.json} lists them.
 *
 * @see <a href="https://github.com/huggingface/diffusers/blob/main/src/diffusers/loaders/lora_conversion_utils.py">the converters</a>
 */
public interface DiffusersConverter {

    /** The converter that diffusers selects for a file with these names; mostly {@link PlainNames}. */
    static DiffusersConverter of(AdapterFit context, List<String> names) {
        return switch (FamilyJson.converter(context.base().family(), new NameFacts(names)).orElse("")) {
            case "flux" -> new FluxPlainNames(context, names);
            case "kohya-flux" -> new FluxConverter(context, names);
            case "kohya-unet" -> new KohyaUNetConverter(names);
            case "known-native" -> new NativeConverter(context, names, NativeConverter.Strictness.KNOWN_NAMES);
            case "ltx" -> new LtxConverter(context, names);
            case "musubi-wan" -> new MusubiWanConverter(context, names);
            case "native" -> new NativeConverter(context, names, NativeConverter.Strictness.EVERY_NAME);
            default -> new PlainNames(context, names);
        };
    }

    /** The error that the converter raises; empty if it raises none. */
    Optional<Message> stop();

    /** Names that come out unchanged, for the guard that looks for “lora” in each. */
    List<String> unchanged();

    /** Component of a module's converted names; empty if the loader ignores them. */
    Optional<String> component(ModuleFit fit);

    /** Where a module goes; empty if the base has no such module. */
    Optional<ModuleLocation> target(ModuleFit fit);

    /** True if the ends of a module's names come out as {@code lora_A.weight} and {@code lora_B.weight}. */
    boolean readsEnds(ModuleFit fit);
}
