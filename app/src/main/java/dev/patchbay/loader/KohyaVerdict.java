package dev.patchbay.loader;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.loader.kohya.KohyaLoading;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;

/** What sd-scripts or musubi-tuner, whichever reads the base's family, does with names like these, as {@link KohyaLoading} finds it. */
final class KohyaVerdict {

    private KohyaVerdict() {}

    static Verdict of(AdapterFit context) {
        return KohyaLoading.of(context)
                .map(loading -> loading.stop()
                        .map(message -> verdict(context, Outcome.RAISES, List.of(), message))
                        .orElseGet(() -> loaded(context, loading)))
                .orElseGet(() -> verdict(
                        context,
                        Outcome.UNKNOWN,
                        List.of(),
                        Message.of("inspection.verdict.unknown", "sd-scripts, musubi-tuner", context.base().name())));
    }

    private static Verdict loaded(AdapterFit context, KohyaLoading loading) {
        List<ModuleFit> applied = loading.applied();
        int of = context.fits().size();
        int magnitudes = loading.withoutMagnitude().size();
        if (applied.isEmpty()) {
            return verdict(context, Outcome.IGNORED, List.of(), Message.of("inspection.kohya.ignored", loading.program()));
        }
        if (magnitudes > 0) {
            return verdict(
                    context,
                    Outcome.PARTIAL,
                    applied,
                    Message.of("inspection.kohya.dora", loading.program(), applied.size(), of, magnitudes));
        }
        Optional<MappedTensor> passedOver = loading.passedOver().stream().findFirst();
        if (passedOver.isPresent()) {
            return verdict(
                    context,
                    Outcome.PARTIAL,
                    applied,
                    Message.of("inspection.kohya.lost", loading.program(), applied.size(), of, passedOver.get().name()));
        }
        return applied.size() == of && context.unplaced().isEmpty()
                ? verdict(context, Outcome.APPLIES, applied, Message.of("inspection.loads.all", loading.program(), Modules.count(applied)))
                : verdict(context, Outcome.PARTIAL, applied,
                        Message.of("inspection.kohya.partial", loading.program(), applied.size(), of));
    }

    private static Verdict verdict(AdapterFit context, Outcome outcome, List<ModuleFit> acting, Message message) {
        return new Verdict(Program.KOHYA, outcome, Modules.of(acting), context.fits().size(), message);
    }
}
