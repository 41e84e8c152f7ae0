package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Alphas that are NaN or infinite: no program looks at the number, each multiplies by it, and one product that is no number makes all that
 * is computed after it the same.
 */
final class RuinousAlphas {

    private RuinousAlphas() {}

    /** The verdict, or what becomes of a run where some of what acts is multiplied by no number. */
    static Verdict judge(Verdict verdict, AdapterFit fit) {
        if (verdict.acting().isEmpty() || fit.fits().stream().map(ModuleFit::module).noneMatch(RuinousAlphas::isRuinous)) {
            return verdict;
        }
        Function<AdapterModule, OptionalDouble> scales = verdict.program().loader().scales(fit);
        Set<AdapterModule> acting = new HashSet<>(verdict.acting());
        List<ModuleFit> ruined = fit.fits().stream()
                .filter(one -> acting.contains(one.module()) && isWithoutNumber(one.module(), fit, scales))
                .toList();
        if (ruined.isEmpty()) {
            return verdict;
        }
        String named = Stream.concat(ruined.stream(), fit.fits().stream())
                .map(ModuleFit::module).filter(RuinousAlphas::isRuinous).findFirst().map(RuinousAlphas::place).orElseThrow();
        Message message = Message.of("inspection.verdict.ruins", verdict.program().title(), Modules.count(ruined), named);
        return new Verdict(
                verdict.program(), verdict.version(), Outcome.RUINS, verdict.acting(), verdict.of(), message, verdict.elsewhere());
    }

    /** Under rules, what a person has chosen in place of the alpha is written. */
    private static boolean isWithoutNumber(AdapterModule module, AdapterFit fit, Function<AdapterModule, OptionalDouble> scales) {
        return module.form().isScaled(module.shapes())
                && (fit.isFileAsItIs() || module.scaleSource() != ScaleSource.CHOSEN)
                && !Double.isFinite(scales.apply(module).orElse(0));
    }

    private static boolean isRuinous(AdapterModule module) {
        return module.alpha().isPresent() && !Double.isFinite(module.alpha().getAsDouble());
    }

    /** The tensor that holds the alpha, or the module whose alpha is declared. */
    private static String place(AdapterModule module) {
        return module.part(Part.ALPHA).map(MappedTensor::source).orElse(module.address());
    }
}
