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
 * Alphas and values that are NaN or infinite: no program looks at the number, each multiplies by it, and one product that is no number
 * makes all that is computed after it the same.
 */
final class RuinousNumbers {

    private RuinousNumbers() {}

    /**
     * The verdict, or what becomes of a run where some of what acts is computed from values that are no numbers. Nothing is said of modules
     * that hold such values in parts which the program may pass over.
     *
     * @param notFinite stored tensors that hold NaN or infinity
     */
    static Verdict judge(Verdict verdict, Set<String> notFinite) {
        if (notFinite.isEmpty() || verdict.outcome() == Outcome.RUINS || verdict.outcome() == Outcome.UNKNOWN) {
            return verdict;
        }
        List<AdapterModule> ruined = verdict.acting().stream()
                .filter(module -> sick(module, verdict.applies(), notFinite).findAny().isPresent())
                .toList();
        return ruined.isEmpty()
                ? verdict
                : ruined(verdict, "inspection.verdict.ruinsValues", ruined.stream().map(ModuleFit::alone).toList(),
                        sick(ruined.getFirst(), verdict.applies(), notFinite).findFirst().orElseThrow());
    }

    /** Of a module that acts in part, the factors of its product act if no difference stands beside them. */
    private static Stream<String> sick(AdapterModule module, boolean whole, Set<String> notFinite) {
        boolean product = module.parts().keySet().stream().noneMatch(part -> module.form().difference(part).isPresent());
        return module.parts().entrySet().stream()
                .filter(part -> part.getKey() != Part.ALPHA && (whole || product && module.form().isFactor(part.getKey())))
                .flatMap(part -> part.getValue().sources().stream())
                .filter(notFinite::contains);
    }

    private static Verdict ruined(Verdict verdict, String key, List<ModuleFit> modules, String named) {
        Message message = Message.of(key, verdict.program().title(), Modules.count(modules), named);
        return new Verdict(
                verdict.program(), verdict.version(), Outcome.RUINS, verdict.acting(), verdict.of(), message, verdict.elsewhere());
    }

    /** The verdict, or what becomes of a run where some of what acts is multiplied by no number. */
    static Verdict judge(Verdict verdict, AdapterFit fit) {
        if (verdict.acting().isEmpty() || fit.fits().stream().map(ModuleFit::module).noneMatch(RuinousNumbers::isRuinous)) {
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
                .map(ModuleFit::module).filter(RuinousNumbers::isRuinous).findFirst().map(RuinousNumbers::place).orElseThrow();
        return ruined(verdict, "inspection.verdict.ruins", ruined, named);
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
