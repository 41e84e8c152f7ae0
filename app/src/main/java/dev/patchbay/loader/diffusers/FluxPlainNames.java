package dev.patchbay.loader.diffusers;

import dev.patchbay.inspection.fit.AdapterFit;
import java.util.List;

/** diffusers' own names for FLUX, where alphas are taken out before the guard looks. */
final class FluxPlainNames extends PlainNames {

    FluxPlainNames(AdapterFit context, List<String> names) {
        super(context, names);
    }

    @Override
    public List<String> unchanged() {
        // One name with “lora” in it is enough here.
        return names().stream().filter(name -> name.contains("lora")).findFirst().map(List::of).orElse(names());
    }
}
