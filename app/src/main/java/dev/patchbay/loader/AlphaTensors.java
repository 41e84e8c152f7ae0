package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.DeclaredAlpha;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.part.Part;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** The scale that an alpha tensor beside a module says. */
final class AlphaTensors {

    private AlphaTensors() {}

    /** alpha / rank; empty if there is none, or the program does not read it. */
    static OptionalDouble scale(AdapterModule module, Predicate<String> alphas) {
        return module.declaredAlpha()
                .filter(alpha -> alpha.source() == ScaleSource.ALPHA_TENSOR && module.rank() > 0)
                .filter(alpha -> module.part(Part.ALPHA).map(part -> alphas.test(part.name())).orElse(true))
                .map(DeclaredAlpha::value)
                .map(alpha -> OptionalDouble.of(alpha / module.rank()))
                .orElse(OptionalDouble.empty());
    }
}
